"""What a book says of its group, and the whole book to take away."""

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO

from ledger import index
from ledger.accounts import Account, is_money, is_spending
from ledger.book import read, shelf_of
from ledger.book.terms import charity_number
from ledger.errors import Refusal

_TRIES = 5
# Papers are compressed already; only the text gains.
_TEXT = {".beancount", ".txt"}


class BusyBook(Refusal):
    """Somebody recorded each time that the book was being copied."""

    def __init__(self) -> None:
        """Say when to try again."""
        super().__init__("The books were being written to.", "Try again in a minute.")


@dataclass(frozen=True, slots=True, kw_only=True)
class KindLine:
    """A kind of spending, and the line of the accounts that it adds up into."""

    shown: str
    heading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutBook:
    """What a book says of its group; `first_day` is when its first account was opened.

    `number` is that of a charity; any other group has none. `open_year` is the first year that is
    not closed, with its first and last day; it `is_long` where it goes on beyond the first day on
    which years end.
    """

    title: str
    legal_form: str
    number: str
    year_end: tuple[int, int]
    closed_until: date | None
    open_year: tuple[date, date]
    is_long: bool
    first_day: date
    kinds: tuple[KindLine, ...]
    places: tuple[str, ...]
    accounts: frozenset[str]


def about(place: Path) -> AboutBook:
    """Give what a book says of its group."""
    book = index.current(place)
    known = book.accounts.values()
    begins = book.first_open_day
    ends = book.year_of(begins)[1]
    return AboutBook(
        title=book.title,
        legal_form=book.legal_form,
        number=charity_number(book.facts),
        year_end=book.year_end,
        closed_until=book.closed_until,
        open_year=(begins, ends),
        is_long=ends > book.year_ends[-1].on_or_after(begins),
        first_day=min((each.opened for each in known), default=date(1970, 1, 1)),
        kinds=tuple(_kind(each) for each in known if is_spending(each.name)),
        places=tuple(each.shown for each in known if is_money(each.name)),
        accounts=frozenset(book.accounts),
    )


def take_away(
    place: Path, out: IO[bytes], more: Callable[[], Mapping[str, bytes]] | None = None
) -> None:
    """Write the whole book as a zip: its text, its papers and what was issued, of one moment.

    `more` makes further files, by their path in the zip, out of the same moment. The history of who
    recorded what stays behind, since the text tells it too.

    Raises:
        BusyBook: it was being written to each time.
    """
    for _ in range(_TRIES):
        out.seek(0)
        out.truncate()
        before = read(place).version
        _zip(place, out, more() if more else {})
        if read(place).version == before:
            out.seek(0)
            return
    raise BusyBook


def _kind(account: Account) -> KindLine:
    return KindLine(shown=account.shown, heading=account.line)


def _zip(place: Path, out: IO[bytes], more: Mapping[str, bytes]) -> None:
    shelf = shelf_of(place)
    with zipfile.ZipFile(out, "w") as made:
        for path in sorted(shelf.rglob("*")):
            name = path.relative_to(shelf)
            hidden = any(part.startswith(".") for part in name.parts)
            if hidden or path.is_symlink() or not path.is_file():
                continue
            packed = zipfile.ZIP_DEFLATED if path.suffix in _TEXT else zipfile.ZIP_STORED
            made.write(path, f"books/{name.as_posix()}", packed)
        for inside, content in more.items():
            made.writestr(inside, content, zipfile.ZIP_DEFLATED)
