"""What an entry did, in a neighbour's words: on its slip, and right after it was recorded."""

from collections.abc import Callable

from ledger.accounts import HELD, is_money
from ledger.entries.directives import Kind
from ledger.money import Money
from ledger.reading import (
    Direction,
    EntryView,
    PaperState,
    accounts_of_book,
    choices,
    money_places,
    owed_claims,
)
from webapp import desk, here
from webapp.blueprints.entries.pages import Term
from webapp.naming import named, names
from webapp.rows import DIRECTIONS, WAYS
from webapp.show import day, money

_NO_MOVES = {Kind.OPENING: "To begin with", Kind.GIVEN_UP: "Given up"}
_YOU = "you"
_ABOUT_FUNDS = {Kind.EXPENSE, Kind.INCOME, Kind.REFUND, Kind.HELP, Kind.FUND_TRANSFER}
_WITH_A_PAPER = {Kind.EXPENSE, Kind.CLAIM, Kind.REFUND, Kind.INCOME}


def total_of(view: EntryView) -> str:
    """Name the total of a slip."""
    if view.is_reversal_only:
        return "Taken back"
    return _NO_MOVES.get(view.line.kind, DIRECTIONS[view.line.direction])


def number_to_write(view: EntryView) -> str:
    """Give the number to write on the paper; none where there is no paper to write on."""
    has_one = view.line.kind in _WITH_A_PAPER and not view.is_reversal_only
    is_needed = view.paper.state is not PaperState.NONE_NEEDED
    return view.line.number if has_one and is_needed else ""


def done(view: EntryView) -> str:
    """Say what was just recorded."""
    amount = money(view.line.total)
    whom = f", {named(view.line.payee)}" if view.line.payee else ""
    if view.is_reversal_only:
        return f"Taken back: {amount}{whom}. It counts no more. {moved(view)}".strip()
    if view.corrects:
        return f"Corrected: {amount}{whom} stands now. {moved(view)}".strip()
    special = _DONE.get(view.line.kind)
    said = special(view, amount) if special else f"{amount} {WAYS[view.line.direction]}{whom}"
    return f"Recorded: {said}."


def moved(view: EntryView) -> str:
    """Say that a correction stands on another day than what it corrects; empty where it does not.

    That day was agreed with the bank, or lies in a year that is closed.
    """
    if view.settled is None:
        return ""
    turned = (each.day for each in view.entry.transactions if each.kind == Kind.REVERSAL)
    on = day(next(turned))
    return f"{day(view.settled)} is settled already, so all of it stands on {on}."


def left(view: EntryView) -> tuple[str, bool]:
    """Say what is left where it matters: in its funds, in our debts, or in our hands.

    Whatever the act was, what is below nothing now is said too: a fund, or a place of money. With
    it goes whether anything is.
    """
    short = (*_short_funds(view), *_short_places(view))
    return " ".join(part for part in (_left(view), *short) if part), bool(short)


def reached(view: EntryView) -> str:
    """Name what reached its place after a fee; empty where no fee was taken."""
    return f"Reached {named(view.place)}" if view.fee else ""


def _left(view: EntryView) -> str:
    kind = view.line.kind
    if kind in {Kind.CLAIM, Kind.REPAYMENT, Kind.GIVEN_UP}:
        return _owed(view)
    if kind in {Kind.HELD_IN, Kind.HELD_OUT}:
        held = choices(desk.place(), desk.today(), sees_help=desk.sees_help()).held_for_others
        return f"We hold {money(held)} that is not ours."
    if kind not in _ABOUT_FUNDS:
        return ""
    return " ".join(
        f"“{mark.shown}” has {money(sum_)} left." for mark, sum_ in view.left if sum_.pence >= 0
    )


def _short_funds(view: EntryView) -> list[str]:
    return [f"“{mark.shown}” is {money(sum_)} short." for mark, sum_ in view.left if sum_.pence < 0]


def _short_places(view: EntryView) -> list[str]:
    """Say which places of the entry hold less than nothing, to those who see all that moved."""
    if not desk.sees_help():
        return []
    mine = {p.account for made in view.entry.right for p in made.postings if is_money(p.account)}
    return [
        f"{named(each.shown)} is overdrawn by {money(each.holds)}."
        for each in money_places(desk.place())
        if each.name in mine and each.holds.pence < 0
    ]


def where(view: EntryView) -> tuple[Term, ...]:
    """Say where the money came from and where it went: places, or funds."""
    if view.line.kind == Kind.FUND_TRANSFER:
        first, last = view.line.funds[0].shown, view.line.funds[-1].shown
        consent = view.entry.right[0].said("consent") if view.entry.right else ""
        return _terms(("From", first), ("To", last), ("How they agreed", consent))
    funds = ", ".join(mark.shown for mark in view.line.funds)
    if view.line.kind == Kind.TRANSFER:
        source, target = _places(view)
        return _terms(("From", source), ("To", target))
    place = "From" if view.line.direction is Direction.OUT else "In"
    counted = " and ".join(names().get(each, each) for each in _first(view, "counted-by").split())
    return _terms(
        ("Fund", funds),
        (place, named(view.place)),
        ("Counted by", counted),
    )


def _moved(view: EntryView, amount: str) -> str:
    source, target = _places(view)
    return f"{amount} moved from {source} to {target}"


def _between(view: EntryView, amount: str) -> str:
    return f"{amount} moved from “{view.line.funds[0].shown}” to “{view.line.funds[-1].shown}”"


def _paid_back(view: EntryView, amount: str) -> str:
    return f"{amount} paid back to {_person(view)}"


def _given_up(view: EntryView, amount: str) -> str:
    whom = _person(view)
    return f"{amount} that {whom} {'do' if whom == _YOU else 'does'} not want back"


def _claimed(view: EntryView, amount: str) -> str:
    to = f" to {named(view.line.payee)}" if view.line.payee else ""
    return f"{amount} that {_person(view)} paid{to}"


def _given(view: EntryView, _amount: str) -> str:
    return f"{view.line.in_kind}, given in kind"


_DONE: dict[Kind, Callable[[EntryView, str], str]] = {
    Kind.TRANSFER: _moved,
    Kind.FUND_TRANSFER: _between,
    Kind.REPAYMENT: _paid_back,
    Kind.GIVEN_UP: _given_up,
    Kind.CLAIM: _claimed,
    Kind.IN_KIND: _given,
    Kind.HELD_IN: lambda _, amount: f"{amount} taken in for somebody",
    Kind.HELD_OUT: lambda _, amount: f"{amount} given on",
}


def _owed(view: EntryView) -> str:
    owed = Money.total(each.owed for each in owed_claims(desk.place(), view.line.claimant))
    still = f"We owe {_person(view)} {money(owed)}." if owed else ""
    return still or f"We owe {_person(view)} nothing more."


def _person(view: EntryView) -> str:
    """Name whose own money it was, to who is looking."""
    if view.line.claimant == here.member().number:
        return _YOU
    return names().get(view.line.claimant, view.line.claimant)


def _places(view: EntryView) -> tuple[str, str]:
    """Give where money was and where it is now, in words."""
    known = accounts_of_book(desk.place())
    lain = [p for made in view.entry.right for p in made.postings if is_money(p.account)]
    source = next((p.account for p in lain if p.number < 0), HELD)
    target = next((p.account for p in lain if p.number > 0), HELD)
    return named(known.get(source, source)), named(known.get(target, target))


def _first(view: EntryView, fact: str) -> str:
    return view.entry.right[0].said(fact) if view.entry.right else ""


def _terms(*rows: tuple[str, str]) -> tuple[Term, ...]:
    return tuple(Term(name=name, value=value) for name, value in rows if value)
