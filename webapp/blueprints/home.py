"""The group's home: is our money all right?"""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import flask
from flask.typing import ResponseReturnValue

from ledger.errors import Problem
from ledger.funds import Fund
from ledger.kept import Kept
from ledger.money import Money
from ledger.reading import NOT_YET, FundLine, GroupHome, fund_terms, home, issued, owed_claims
from ledger.reading.checked import last_checked
from webapp import desk, here, people
from webapp.naming import named, names
from webapp.rows import EntryRow, entry_rows
from webapp.show import NOT_OURS_HUE, day, render, spelt

blueprint = flask.Blueprint("home", __name__, url_prefix="/g/<group>")
_MOST_PAGES = 128
# A report is spoken of from a month before it is due to a year after, unless one went out in the
# three months before.
_SOON, _LONG_AGO, _LATELY = timedelta(days=30), timedelta(days=365), timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the money in the picture and in the table under it; `size` is in pence."""

    name: str
    note: str
    size: int
    left: Money
    cash: Money
    is_over: bool
    hue: int
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something to look at."""

    title: str
    text: str
    href: str
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """The group's money at a glance; `untold` says what is not in it, `mine` what I am owed.

    `year_over` is the last day of a year that a treasurer may close, `close` where, and `accounts`
    where its accounts are printed.
    """

    title: str
    money: GroupHome
    untold: str
    mine: Money
    parts: tuple[Part, ...]
    grants: str
    said: str
    places: str
    notes: tuple[Note, ...]
    latest: tuple[EntryRow, ...]
    is_treasurer: bool
    year_over: date | None
    close: str
    accounts: str

    def __hash__(self) -> int:
        """By the version of the text; to go through all of a page takes longer than it saves."""
        return hash(self.money.version)


_pages: Kept[HomePage] = Kept(_MOST_PAGES)


@blueprint.get("/")
def show(group: str) -> ResponseReturnValue:
    """Show the group's money, how it divides, what needs a look, and what happened last."""
    money = home(desk.place(), desk.today(), sees_help=desk.sees_help())
    waiting, taken_out = _waiting(), _taken_out()
    made_of = (
        (here.group(), here.member(), desk.today(), flask.request.script_root),
        (money.version, money.problems, waiting, taken_out, tuple(names().items())),
    )
    page = _pages.found(made_of, lambda: _page(money, group, waiting, taken_out))
    return render("home/home.html", page)


def _page(
    money: GroupHome,
    group: str,
    waiting: tuple[people.Question, ...],
    taken_out: tuple[tuple[str, str], ...],
) -> HomePage:
    """Give the page; whatever it hangs on has its place in `made_of` above."""
    parts = _parts(money, group)
    return HomePage(
        title="Home",
        money=money,
        untold=NOT_YET if money.has_untold else "",
        mine=_mine(),
        parts=parts,
        grants="one grant"
        if money.promised_funds == 1
        else f"{spelt(money.promised_funds).lower()} grants",
        places=_places(money),
        said=". ".join(f"{part.name}: {part.cash}" for part in parts),
        notes=(*_changed(taken_out, group), *_notes(money, group, waiting))
        if desk.sees_help()
        else (),
        latest=entry_rows(money.latest, group),
        is_treasurer=desk.is_treasurer(),
        year_over=money.to_close if desk.is_treasurer() else None,
        close=_of_year("close", money, group),
        accounts=_of_year("choose", money, group),
    )


def _waiting() -> tuple[people.Question, ...]:
    """Give the questions of funders that wait for an answer; treasurers alone can give it."""
    return people.open_questions(here.store(), here.group().id) if desk.is_treasurer() else ()


def _taken_out() -> tuple[tuple[str, str], ...]:
    """Give what the last check found taken out of the text by hand; for treasurers alone."""
    last = last_checked(desk.place()) if desk.is_treasurer() else None
    return last.taken_out if last else ()


def _changed(taken_out: tuple[tuple[str, str], ...], group: str) -> list[Note]:
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


def _mine() -> Money:
    """Give what the group owes to who is asking."""
    me = here.member().number
    return Money.total(each.owed for each in owed_claims(desk.place(), me))


def _of_year(endpoint: str, money: GroupHome, group: str) -> str:
    last = money.to_close.isoformat() if money.to_close and desk.is_treasurer() else ""
    return flask.url_for(f"accounts.{endpoint}", group=group, year_end=last) if last else ""


def _parts(money: GroupHome, group: str) -> tuple[Part, ...]:
    has_funds = "funds.show" in flask.current_app.view_functions
    parts = [
        Part(
            name=line.mark.shown,
            note=_note(line),
            size=max(line.cash.pence, 0),
            left=line.left,
            cash=line.cash,
            is_over=line.left.pence < 0,
            hue=line.mark.hue + 1,
            href=flask.url_for("funds.show", group=group, fund=line.mark.name) if has_funds else "",
        )
        for line in money.funds
        if line.is_open or line.cash
    ]
    if money.not_ours:
        parts.append(
            Part(
                name="Not ours",
                note="held for a neighbour",
                size=money.not_ours.pence,
                left=money.not_ours,
                cash=money.not_ours,
                is_over=False,
                hue=NOT_OURS_HUE,
                href="",
            )
        )
    return tuple(parts)


def _note(line: FundLine) -> str:
    """Explain a fund's class beside its name, unless the name says the same."""
    said = line.kind.shown
    return "" if said.casefold() == line.mark.shown.casefold() else said


def _places(money: GroupHome) -> str:
    """Say what lies where, leaving out places with nothing in them."""
    said = []
    for place in money.accounts:
        over = "overdrawn by " if place.holds.pence < 0 else ""
        if place.holds:
            said.append(f"{named(place.shown)} {over}{abs(place.holds)}")
    return ", ".join(said)


def _notes(money: GroupHome, group: str, waiting: tuple[people.Question, ...]) -> tuple[Note, ...]:
    notes = [
        Note(
            title=problem.sentence,
            text=problem.remedy,
            href=_where(group, problem, money),
            action=f"Look at {problem.about or 'last year’s figures'}",
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
    return _entry(group, problem.about, money)


def _entry(group: str, about: str, money: GroupHome) -> str:
    year, _, count = about.partition("-")
    is_number = year.isdigit() and count.isdigit() and bool(money.entries)
    return flask.url_for("entries.show", group=group, number=about) if is_number else ""
