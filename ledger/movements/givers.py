"""Who gave: money that came from the one who awards a fund, under whatever heading."""

from collections.abc import Iterable, Mapping

from ledger.accounts import is_grant_money, is_spending
from ledger.book import Book, Entry
from ledger.funds import Fund
from ledger.money import Money
from ledger.movements.values import Direction, Movement


def giver(entry: Entry, fund: str) -> str:
    """Give who gave a fund's part of an entry; where that part names nobody, whom the entry names.

    Each fund's part may name somebody else, where a book was brought in or written by hand.
    """
    parts = (each for each in (*entry.right, *entry.transactions) if each.fund == fund)
    first = next(parts, None)
    return (first.payee if first else "") or entry.payee


def is_from_funder(book: Book, fund: Fund, moved: Movement) -> bool:
    """Tell whether it is money of the one who awards a fund, under whatever heading it came.

    What a funder who was also paid gives back of that is a refund, and lowers what was spent.
    """
    if is_grant_money(moved.account):
        return True
    return bool(fund.funder) and _is_gift(moved) and _is_by(moved, book.entries, fund.funder)


def given_by(name: str, every: Iterable[Movement], entries: Mapping[str, Entry]) -> Money:
    """Add up what movements brought from somebody, without grant money and refunds of costs."""
    gifts = filter(_is_gift, every)
    return Money.total(each.effect for each in gifts if _is_by(each, entries, name))


def _is_gift(moved: Movement) -> bool:
    """Tell whether it came in as neither grant money nor a refund of what was spent."""
    is_told_else = is_grant_money(moved.account) or is_spending(moved.account)
    return moved.direction == Direction.IN and not is_told_else


def _is_by(moved: Movement, entries: Mapping[str, Entry], name: str) -> bool:
    entry = entries.get(moved.about)
    return entry is not None and giver(entry, moved.fund).casefold() == name.casefold()
