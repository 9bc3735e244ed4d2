"""What the accounts of a year tell of help that went to few, though nobody means them to."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ledger import index
from ledger.accounts import HELP
from ledger.book import Book
from ledger.money import NOTHING, Money
from ledger.reading.discretion import is_left_out
from ledger.slices.claimed import claims_apart
from ledger.slices.company import helped_in, places_alone
from ledger.statements.few import alone
from ledger.statements.movements import movements
from ledger.statements.periods import Period
from ledger.statements.tables import is_late


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """How a reader could work out what help to fewer than five came to.

    `funds` and `places` of money paid for nothing else that it is added up with. `claims` are
    entries in which a volunteer laid help out, and which the books attached show as lines.
    `is_corrected` says that help of an earlier year was put right in this one, which the line of
    corrections tells; `is_left_out`, that at one of its ends members and the street were told less
    than the accounts hold.
    """

    funds: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    is_corrected: bool = False
    is_left_out: bool = False


def telling(book: Book, period: Period) -> Telling:
    """Give what the accounts of a year tell, with the names of funds and places as on screen."""
    return Telling(
        funds=tuple(book.shown_fund(name) for name in alone(book, period)),
        places=tuple(book.accounts[name].shown for name in places_alone(book, period)),
        claims=claims_apart(book, period, helped_in(book)),
        is_corrected=_is_corrected(book, period),
        is_left_out=any(is_left_out(book, day) for day in (period.eve, period.last)),
    )


def years_left_out(place: Path, today: date) -> tuple[date, ...]:
    """Give the ends of years at which the public page leaves out help that the accounts count.

    Only of years that are over, and that the page of today can be followed back to: the one before
    today's, and the one before that.
    """
    book = index.current(place)
    last = Period(first=book.year_of(today)[0], last=today).eve
    before = Period(first=book.year_of(last)[0], last=last).eve
    return tuple(day for day in (last, before) if is_left_out(book, day))


def _is_corrected(book: Book, period: Period) -> bool:
    late = (each for each in movements(book, period, accounts=[HELP]) if is_late(each))
    sums: dict[str, Money] = {}
    for each in late:
        sums[each.fund] = sums.get(each.fund, NOTHING) + each.effect
    return any(sums.values())
