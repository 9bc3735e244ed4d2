"""The desk that a report is written at: the fund, its figures, and what was written so far."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import flask

from grant_reports.from_book import last_day
from ledger.funds import Fund, FundUnknown
from ledger.reading import Issued, fund_statement, fund_terms
from ledger.reading import issued as issued_about
from ledger.recording import REPORT
from ledger.statements import FundStatement
from webapp import desk, here, people
from webapp.people import Photograph, Writing
from webapp.report_words import about_report, span_of, wants_help_papers


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report as it stands: everything that its page, its draft and its issue are made of.

    `has_help` tells whether there are papers of help given, which may be sent along. Without
    `sees_help` the figures are those that a funder may see of help given; a treasurer who chose to
    send its papers along shows the figures with them.
    """

    fund: Fund
    sees_help: bool
    has_help: bool
    statement: FundStatement
    kept: Mapping[str, Writing]
    said: Mapping[str, str]
    photographs: tuple[Photograph, ...]
    issued: tuple[Issued, ...]


def report_of(name: str) -> Report:
    """Give the report of a fund of this group; any other fund, and our own money, have none.

    Raises:
        DoesNotTie: two ways to one of its figures end in different sums.
    """
    fund = reported_fund(name)
    place, group = desk.place(), here.group().id
    kept = people.writings_of(here.store(), group, about_report(name))
    said = {field: each.text for field, each in kept.items() if each.text}
    today = desk.today()
    first, last = span_of(said)
    end = min(last or date.max, last_day(place, name, today))
    made = fund_statement(place, name, today, span=(first, end))
    sees_help = wants_help_papers(said)
    told = (
        made
        if sees_help
        else fund_statement(place, name, today, sees_help=False, span=(first, end))
    )
    return Report(
        fund=fund,
        sees_help=sees_help,
        has_help=bool(made.help_papers),
        statement=told,
        kept=kept,
        said=said,
        photographs=people.photographs_of(here.store(), group, about_report(name)),
        issued=issued_about(place, name, REPORT),
    )


def written_since(report: Report) -> Report:
    """Give the same report with what is written by now; its figures are not made again."""
    kept = people.writings_of(here.store(), here.group().id, about_report(report.fund.name))
    said = {field: each.text for field, each in kept.items() if each.text}
    return replace(report, kept=kept, said=said)


def reported_fund(name: str) -> Fund:
    """Give the terms of a fund that somebody is told about; any other is not there."""
    try:
        fund = fund_terms(desk.place(), name)
    except FundUnknown:
        flask.abort(404)
    if fund.kind.is_free:
        flask.abort(404)
    return fund
