"""What the form of a correction offers besides: all that the entry itself says, gone or not."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from ledger.accounts import is_claim, is_income, is_money, is_spending
from ledger.reading import EntryView
from webapp.forms.choice import OWN_MONEY, Choice, Offer
from webapp.naming import named


def offer_with(offer: Offer, view: EntryView, name_of: Callable[[str], str] = named) -> Offer:
    """Give an offer with the entry's own funds, kinds, places and people in addition.

    Its fund or account may have been closed since, and its claimant may have left; to put another
    figure right, what was right must stay. `name_of` gives the words for a person's number.
    """
    kinds = {line.account: line.heading for line in view.shares}
    places = _and(offer.places, _places(view, name_of))
    return replace(
        offer,
        funds=_and(offer.funds, _funds(view)),
        spending=_and(offer.spending, _accounts(kinds, is_spending)),
        income=_and(offer.income, _accounts(kinds, is_income)),
        places=places,
        paid_from=_paid_from(offer, places),
        people=_and(offer.people, _people(view, name_of)),
    )


def _and(offered: tuple[Choice, ...], own: Iterable[Choice]) -> tuple[Choice, ...]:
    known = {choice.value for choice in offered}
    return (*offered, *(choice for choice in own if choice.value not in known))


def _funds(view: EntryView) -> tuple[Choice, ...]:
    marks = {mark.name: mark for mark in view.line.funds}
    return tuple(
        Choice(value=name, text=mark.shown, hue=mark.hue + 1) for name, mark in marks.items()
    )


def _accounts(kinds: dict[str, str], counts: Callable[[str], bool]) -> tuple[Choice, ...]:
    return tuple(
        Choice(value=name, text=heading) for name, heading in kinds.items() if counts(name)
    )


def _places(view: EntryView, name_of: Callable[[str], str]) -> tuple[Choice, ...]:
    named_in = (posting.account for made in view.entry.right for posting in made.postings)
    found = tuple(dict.fromkeys(name for name in named_in if is_money(name)))
    # The view names them in the same order, unless the words of one hold a comma.
    words = view.place.split(", ")
    if len(words) != len(found):
        words = [name.rsplit(":", 1)[-1].replace("-", " ") for name in found]
    return tuple(
        Choice(
            value=name,
            text=name_of(said),
            icon="bank" if name.startswith("Assets:Bank:") else "wallet",
        )
        for name, said in zip(found, words, strict=True)
    )


def _paid_from(offer: Offer, places: tuple[Choice, ...]) -> tuple[Choice, ...]:
    own = tuple(choice for choice in offer.paid_from if choice.value == OWN_MONEY)
    # Who keeps no books may only say what they paid themselves.
    return (*places, *own) if len(offer.paid_from) > len(own) else offer.paid_from


def _people(view: EntryView, name_of: Callable[[str], str]) -> tuple[Choice, ...]:
    named_in = (posting.account for made in view.entry.right for posting in made.postings)
    owed = (name.rsplit(":", 1)[-1] for name in named_in if is_claim(name))
    counters = view.entry.right[0].said("counted-by").split() if view.entry.right else []
    numbers = dict.fromkeys((*owed, *counters))
    return tuple(Choice(value=number, text=name_of(number)) for number in numbers)
