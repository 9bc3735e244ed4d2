"""The figures of a fund's report for other programs."""

import flask
from flask.typing import ResponseReturnValue

from grant_reports.from_book import last_day
from grant_reports.tables import fund_document
from ledger.errors import Refusal
from ledger.funds import FundUnknown
from ledger.reading import fund_statement
from webapp import desk
from webapp.blueprints.funds.looking import TEMPLATE, shown
from webapp.show import refused
from webapp.spreadsheets import tables as as_file
from webapp.wrongs import Wrongs


def tables(group: str, fund: str, form: str) -> ResponseReturnValue:
    """Give the tables of the report; figures that do not tie are given in no form."""
    place, today = desk.place(), desk.today()
    try:
        statement = fund_statement(place, fund, last_day(place, fund, today))
    except FundUnknown:
        flask.abort(404)
    except Refusal as refusal:
        return refused(TEMPLATE, shown(fund, wrongs=Wrongs.of(refusal)))
    return as_file(fund_document(statement), f"{group}-{fund}-{today}", form)
