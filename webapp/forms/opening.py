"""Where the group started, put right: what lay where for which fund, and what was owed."""

from collections.abc import Iterator, Mapping

from ledger.accounts import HELD, OPENING, claims_of, is_claim, is_money
from ledger.entries.acts import Opening, Share
from ledger.entries.directives import Posting
from ledger.errors import Refusal
from ledger.reading import EntryView
from webapp.forms.outward import Desk
from webapp.forms.shared import plain, values
from webapp.typed import Fields

NOT_OURS = "not-ours"
_HELD_ROWS = range(1, 41)
_OWED_ROWS = range(1, 21)
_SPARE = 2
_FIRST_PLACES = "Where the money lay"


class OpeningOutside(Refusal):
    """A beginning that holds more than money, claims and money that is not ours."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "This beginning holds more than a form can show.",
            "Take it back here, and ask whoever wrote these books to record it anew.",
        )


def opening(fields: Fields, desk: Desk) -> Opening:
    """Read where the group started; a row without an amount is nothing."""
    funds, places = values(desk.offer.funds), values(desk.offer.places)
    held = []
    for at in _rows(fields.sent, "held", _HELD_ROWS):
        if amount := fields.amount_if_any(f"held-{at}"):
            fund = fields.one_of(f"held-fund-{at}", funds, "The fund")
            account = fields.one_of(f"held-account-{at}", places, _FIRST_PLACES)
            held.append(Share(fund=fund, account=account, amount=amount))
    return Opening(day=fields.day(), held=tuple(held), owed=tuple(_owed(fields, desk)))


def _owed(fields: Fields, desk: Desk) -> Iterator[Share]:
    funds, people = values(desk.offer.funds), (NOT_OURS, *values(desk.offer.people))
    for at in _rows(fields.sent, "owed", _OWED_ROWS):
        amount = fields.amount_if_any(f"owed-{at}")
        if not amount:
            continue
        fund = fields.one_of(f"owed-fund-{at}", funds, "The fund")
        whom = fields.one_of(f"owed-to-{at}", people, "Whom it is owed to")
        if whom in people:
            account = HELD if whom == NOT_OURS else claims_of(whom)
            yield Share(fund=fund, account=account, amount=amount)


def typed_opening(view: EntryView) -> dict[str, str]:
    """Give the beginning back as it would have been typed.

    Raises:
        OpeningOutside: it holds what no row of the form can say.
    """
    typed = {"day": view.line.day.isoformat()}
    held = owed = 0
    for made in view.entry.right:
        for posting in made.postings:
            if posting.account == OPENING:
                continue
            amount = plain(abs(posting.money))
            if _lay(posting) and held < len(_HELD_ROWS):
                held += 1
                typed |= {f"held-{held}": amount, f"held-fund-{held}": made.fund}
                typed[f"held-account-{held}"] = posting.account
            elif _was_owed(posting) and owed < len(_OWED_ROWS):
                owed += 1
                typed |= {f"owed-{owed}": amount, f"owed-fund-{owed}": made.fund}
                typed[f"owed-to-{owed}"] = _whom(posting.account)
            else:
                raise OpeningOutside
    return typed


def held_rows(typed: Mapping[str, str]) -> tuple[int, ...]:
    """Give the rows of money that a form shows: those that say an amount, and two more."""
    return _and_spare(typed, "held", _HELD_ROWS)


def owed_rows(typed: Mapping[str, str]) -> tuple[int, ...]:
    """Give the rows of what was owed that a form shows."""
    return _and_spare(typed, "owed", _OWED_ROWS)


def _rows(typed: Mapping[str, str], name: str, rows: range) -> list[int]:
    return [at for at in rows if typed.get(f"{name}-{at}", "").strip()]


def _and_spare(typed: Mapping[str, str], name: str, rows: range) -> tuple[int, ...]:
    filled = set(_rows(typed, name, rows))
    spare = [at for at in rows if at not in filled][:_SPARE]
    return tuple(sorted([*filled, *spare]))


def _lay(posting: Posting) -> bool:
    return is_money(posting.account) and posting.money.pence > 0


def _was_owed(posting: Posting) -> bool:
    return posting.money.pence < 0 and (is_claim(posting.account) or posting.account == HELD)


def _whom(account: str) -> str:
    return NOT_OURS if account == HELD else account.rsplit(":", 1)[-1]
