"""From the figures of a group to its home: one sentence, how it divides, what came last."""

from dataclasses import dataclass
from datetime import date

import flask
from flask.typing import ResponseReturnValue

from ledger.kept import Kept
from ledger.money import Money
from ledger.reading import NOT_YET, FundLine, GroupHome, home, owed_claims
from ledger.reading.checked import last_checked
from webapp import desk, here, people
from webapp.blueprints.home.looking import Note, changed_notes, notes_of
from webapp.dividing import Beyond, beyond, how_many
from webapp.naming import named, names
from webapp.rows import EntryRow, entry_rows
from webapp.show import NOT_OURS_HUE, render

_MOST_PAGES = 128


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
    beyond: tuple[Beyond, ...]
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
        grants=how_many(money.divided.promised_funds, "grant"),
        beyond=beyond(money.divided),
        places=_places(money),
        said=". ".join(f"{part.name}: {part.cash}" for part in parts),
        notes=(*changed_notes(taken_out, group), *notes_of(money, group, waiting))
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
