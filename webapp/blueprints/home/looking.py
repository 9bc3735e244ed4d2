"""What needs a look, as the home of a group says it."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import flask

from ledger.errors import Problem
from ledger.funds import Fund
from ledger.reading import GroupHome, fund_terms, issued
from webapp import desk, people
from webapp.naming import named
from webapp.show import day, spelt

# A report is spoken of from a month before it is due to a year after, unless one went out in the
# three months before.
_SOON, _LONG_AGO, _LATELY = timedelta(days=30), timedelta(days=365), timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something to look at."""

    title: str
    text: str
    href: str
    action: str


def changed_notes(taken_out: tuple[tuple[str, str], ...], group: str) -> list[Note]:
    """Name what was taken out first, with the way to the rest."""
    return [
        Note(
            title=named(sentence),
            text=remedy,
            href=flask.url_for("settings.soundness", group=group),
            action="See all that was found",
        )
        for sentence, remedy in taken_out[:1]
    ]


def notes_of(
    money: GroupHome, group: str, waiting: tuple[people.Question, ...]
) -> tuple[Note, ...]:
    """Give what needs a look, the books' own problems first; reports due are for treasurers."""
    notes = [
        Note(
            title=problem.sentence,
            text=problem.remedy,
            href=_where(group, problem, money),
            action=_action(group, problem, money),
        )
        for problem in money.problems[:5]
    ]
    notes += _asked(waiting, group) + _over(money, group)
    notes += _due(money, group) if desk.is_treasurer() else []
    if money.papers_missing:
        count = money.papers_missing
        notes.append(
            Note(
                title="One photo is missing"
                if count == 1
                else f"{spelt(count)} photos are missing",
                text="A funder and the examiner will ask for the paper.",
                href=flask.url_for("entries.missing_papers", group=group),
                action="See which",
            )
        )
    return tuple(notes)


def _asked(waiting: tuple[people.Question, ...], group: str) -> list[Note]:
    """Say which funders wait for an answer."""
    return [
        Note(
            title="A funder asks something",
            text=question.text[:160],
            href=flask.url_for("funds.show", group=group, fund=question.fund),
            action="Answer it",
        )
        for question in waiting
    ]


def _over(money: GroupHome, group: str) -> list[Note]:
    """Say which grants are over with money left."""
    return [
        Note(
            title=f"{line.mark.shown} was to be spent by {day(line.spend_by)}",
            text=f"{line.left} is left. Ask the funder whether you may still spend it.",
            href=flask.url_for("funds.show", group=group, fund=line.mark.name),
            action="Look at it",
        )
        for line in money.funds
        if line.is_open and line.spend_by and line.spend_by < desk.today() and line.left.pence > 0
    ]


def _due(money: GroupHome, group: str) -> list[Note]:
    """Say which funders wait for a report, or soon will, of a closed fund too; treasurers alone."""
    place, today = desk.place(), desk.today()
    return [
        Note(
            title=f"The report on {line.mark.shown} {'was' if due < today else 'is'} due by "
            f"{day(due)}",
            text="Write what came of it; the figures and the papers are there by themselves.",
            href=flask.url_for("reports.write", group=group, fund=line.mark.name),
            action="Write the report",
        )
        for line in money.funds
        if not line.kind.is_free
        if (due := (terms := fund_terms(place, line.mark.name)).report_due)
        if due - _SOON <= today <= due + _LONG_AGO
        if not _is_sent(place, terms, due)
    ]


def _is_sent(place: Path, fund: Fund, due: date) -> bool:
    """Tell whether it went out shortly before it was due, or since the fund was closed."""
    since = min(due - _LATELY, fund.closed_on or date.max)
    return any(each.day >= since for each in issued(place, fund.name, "report"))


def _where(group: str, problem: Problem, money: GroupHome) -> str:
    """Give the page where a problem is mended, to who may; empty where there is none."""
    if problem.rule == "last_year_ties" and desk.is_treasurer():
        return flask.url_for("accounts.last_year", group=group)
    if problem.rule == "year_too_long" and desk.is_treasurer():
        return flask.url_for("settings.edit", group=group)
    if problem.about in {line.mark.name for line in money.funds}:
        return flask.url_for("funds.show", group=group, fund=problem.about)
    return _entry(group, problem.about, money)


def _action(group: str, problem: Problem, money: GroupHome) -> str:
    if _entry(group, problem.about, money):
        return f"Look at {problem.about}"
    return "Look at it" if problem.about else "Look at last year’s figures"


def _entry(group: str, about: str, money: GroupHome) -> str:
    year, _, count = about.partition("-")
    is_number = year.isdigit() and count.isdigit() and bool(money.entries)
    return flask.url_for("entries.show", group=group, number=about) if is_number else ""
