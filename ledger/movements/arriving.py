"""What of a fund's money came from whoever awards it: asked here by all that tell of it."""

from collections.abc import Iterable
from datetime import date

from ledger.accounts import GRANTS, is_spending
from ledger.book import Book, at_hand
from ledger.funds import Fund
from ledger.money import NOTHING, Money
from ledger.movements.asked import moves
from ledger.movements.values import Direction, Movement

_NO_COSTS = ("Assets", "Equity", "Income", "Liabilities")


def is_instalment(moved: Movement) -> bool:
    """Tell whether it is grant money arriving."""
    return moved.account == GRANTS or moved.account.startswith(f"{GRANTS}:")


def is_from_funder(book: Book, fund: Fund, moved: Movement) -> bool:
    """Tell whether it is money of the one who awards a fund, under whatever heading it came.

    What a funder who was also paid gives back of that is a refund, and lowers what was spent.
    """
    if is_instalment(moved) or not fund.funder or moved.direction != Direction.IN:
        return is_instalment(moved)
    if is_spending(moved.account):
        return False
    entry = book.entries.get(moved.about)
    return entry is not None and entry.payee.casefold() == fund.funder.casefold()


def brought(fund: Fund, moved: Iterable[Movement]) -> Money:
    """Give what of a grant had come before the books began: what it held then, never less than nil.

    What a fund that nobody awards began with is the group's own.
    """
    began = Money.total(each.effect for each in moved if each.direction == Direction.OPENING)
    return max(NOTHING, began) if fund.is_grant else NOTHING


def arriving(book: Book, fund: Fund, until: date) -> tuple[Movement, ...]:
    """Give all that may have come from a fund's awarder by the end of a day: all but costs."""
    names = _NO_COSTS if fund.is_grant else (GRANTS,)
    moved = tuple(moves(book).moved(date.min, until, fund.name, names))
    at_hand(book, {each.about for each in moved if not is_instalment(each)})
    return moved


def arrived(book: Book, fund: Fund, until: date) -> Money:
    """Give what came from whoever awards a fund, by the end of a day."""
    moved = arriving(book, fund, until)
    came = Money.total(each.effect for each in moved if is_from_funder(book, fund, each))
    return brought(fund, moved) + came
