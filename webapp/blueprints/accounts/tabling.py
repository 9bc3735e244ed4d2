"""The figures of a year's accounts for other programs."""

from flask.typing import ResponseReturnValue

from grant_reports.tables import accounts_document
from ledger.errors import Refusal
from ledger.reading import annual_accounts, years
from webapp import desk
from webapp.blueprints.accounts.looking import year_ending
from webapp.blueprints.accounts.views import TEMPLATE, page_of
from webapp.show import refused
from webapp.spreadsheets import tables as as_file
from webapp.wrongs import Wrongs


def tables(group: str, year_end: str, form: str) -> ResponseReturnValue:
    """Give the tables of a year's accounts; figures that do not tie are given in no form."""
    chosen = year_ending(year_end)
    last = chosen.period.last
    try:
        accounts = annual_accounts(desk.place(), last)
    except Refusal as refusal:
        known = years(desk.place(), desk.today())
        return refused(TEMPLATE, page_of(group, known, chosen, Wrongs.of(refusal)))
    return as_file(accounts_document(accounts), f"{group}-accounts-{last}", form)
