"""What a form offers, ready for `parts/fields.html`."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ledger.accounts import is_paid_by_the_group_alone
from ledger.money import Money
from ledger.reading import AccountChoice, Choices, FundChoice, choices
from webapp import desk
from webapp.naming import named
from webapp.show import day

OWN_MONEY = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing to choose; `hue` is a fund's colour, counted from 1, and 0 is none."""

    value: str
    text: str
    note: str = ""
    icon: str = ""
    hue: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """All that the forms of recording offer to one person in one group."""

    funds: tuple[Choice, ...]
    spending: tuple[Choice, ...]
    income: tuple[Choice, ...]
    places: tuple[Choice, ...]
    paid_from: tuple[Choice, ...]
    people: tuple[Choice, ...]
    payees: tuple[str, ...]
    last_fund: str
    held: Money


def offer(place: Path, today: date, names: dict[str, str], *, is_treasurer: bool) -> Offer:
    """Give what is offered today; who keeps no books may only say what they paid themselves."""
    found = choices(place, today, sees_help=desk.sees_help())
    places = tuple(map(_place, found.places))
    own = Choice(
        value=OWN_MONEY,
        text="A volunteer’s own money" if is_treasurer else "My own money",
        note="we pay it back later",
        icon="wallet",
    )
    return Offer(
        funds=_funds(found),
        spending=tuple(
            Choice(value=each.name, text=each.shown)
            for each in found.spending
            if is_treasurer or not is_paid_by_the_group_alone(each.name)
        ),
        income=tuple(Choice(value=each.name, text=each.shown) for each in found.income),
        places=places,
        paid_from=(*places, own) if is_treasurer else (own,),
        people=tuple(Choice(value=number, text=name) for number, name in names.items()),
        payees=found.payees,
        last_fund=found.last_fund,
        held=found.held_for_others,
    )


def _funds(found: Choices) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            value=each.mark.name,
            text=each.mark.shown,
            note=_left(each),
            hue=each.mark.hue + 1,
        )
        for each in found.funds
    )


def _left(each: FundChoice) -> str:
    left = f"short by {abs(each.left)}" if each.left.pence < 0 else f"{each.left} left"
    return f"{left}; it ended {day(each.over)}" if each.over else left


def _place(each: AccountChoice) -> Choice:
    icon = "bank" if each.name.startswith("Assets:Bank:") else "wallet"
    note = "" if each.holds.pence < 0 else f"{each.holds} in it"
    return Choice(value=each.name, text=named(each.shown), note=note, icon=icon)
