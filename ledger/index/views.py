"""The collections of a book, looked up in its index as they are asked for."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Generic, TypeVar, overload

from ledger.book import Entry
from ledger.book.files import MAIN, by_day
from ledger.entries.directives import Document, Transaction
from ledger.index.rows import document_of, fact_of, transaction_of
from ledger.index.store import Lease

Sort = TypeVar("Sort")
_MADE = "SELECT day, file, line, body FROM transactions"
_PAPERS = "SELECT day, file, line, body FROM documents"
# As Beancount sorts: by day, then by line; files that tie stand as they are read.
BY_DAY = f"ORDER BY day, line, file <> '{MAIN}', file"
BACK = f"ORDER BY day DESC, line DESC, file = '{MAIN}', file DESC"
AS_WRITTEN = f"ORDER BY file <> '{MAIN}', file, line"
_MANY = 500


class _Rows(Sequence[Sort], Generic[Sort]):
    """Rows of one table, in one order, each read as it is come to."""

    def __init__(self, lease: Lease) -> None:
        self._lease = lease

    def _select(self, back: bool = False, tail: str = "") -> Iterator[Sort]:  # noqa: FBT001, FBT002 - a row knows two orders
        raise NotImplementedError

    @overload
    def __getitem__(self, place: int) -> Sort: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Sort]: ...
    def __getitem__(self, place: int | slice) -> Sort | Sequence[Sort]:
        if isinstance(place, slice):
            if place == slice(-1, None):
                return (self._edge(back=True),) if self else ()
            return tuple(self)[place]
        if place in {0, -1}:
            return self._edge(back=place == -1)
        skip = place if place >= 0 else -1 - place
        found = next(self._select(place < 0, f" LIMIT 1 OFFSET {int(skip)}"), None)
        if found is None:
            raise IndexError(place)
        return found

    def _edge(self, *, back: bool) -> Sort:
        found = next(self._select(back, " LIMIT 1"), None)
        if found is None:
            raise IndexError
        return found

    def __iter__(self) -> Iterator[Sort]:
        return self._select()

    def __reversed__(self) -> Iterator[Sort]:
        return self._select(back=True)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # equal to other sequences, so not to be a key


class Transactions(_Rows[Transaction]):
    """All transactions of a book, in the order of their days; the first and last are kept."""

    def __init__(self, lease: Lease) -> None:
        super().__init__(lease)
        self._ends: dict[bool, Transaction] = {}

    def __bool__(self) -> bool:
        if self._ends:
            return True
        # Whether there is any is asked often; to count them takes the longer the more there are.
        return self._lease.ask.execute("SELECT 1 FROM transactions LIMIT 1").fetchone() is not None

    def __len__(self) -> int:
        found: int = self._lease.ask.execute("SELECT count(*) FROM transactions").fetchone()[0]
        return found

    def _select(self, back: bool = False, tail: str = "") -> Iterator[Transaction]:  # noqa: FBT001, FBT002 - a row knows two orders
        rows = self._lease.ask.execute(f"{_MADE} {BACK if back else BY_DAY}{tail}")
        return (transaction_of(*row) for row in rows)

    def _edge(self, *, back: bool) -> Transaction:
        if back not in self._ends:
            self._ends[back] = self._found(back=back)
        return self._ends[back]

    def _found(self, *, back: bool) -> Transaction:
        # Only the rows of one day are put in order; all of them would be, else.
        edge = "max" if back else "min"
        one_day = f"WHERE day = (SELECT {edge}(day) FROM transactions)"
        rows = self._lease.ask.execute(f"{_MADE} {one_day} {BACK if back else BY_DAY} LIMIT 1")
        found = rows.fetchone()
        if found is None:
            raise IndexError
        return transaction_of(*found)


class Documents(_Rows[Document]):
    """All papers of a book, as they stand in the text."""

    def __len__(self) -> int:
        found: int = self._lease.ask.execute("SELECT count(*) FROM documents").fetchone()[0]
        return found

    def _select(self, back: bool = False, tail: str = "") -> Iterator[Document]:  # noqa: FBT001, FBT002 - a row knows two orders
        order = f"ORDER BY file = '{MAIN}', file DESC, line DESC" if back else AS_WRITTEN
        rows = self._lease.ask.execute(f"{_PAPERS} {order}{tail}")
        return (document_of(*row) for row in rows)


class Entries(Mapping[str, Entry]):
    """All entries of a book by number; each is looked up once for as long as the lease is held."""

    def __init__(self, lease: Lease) -> None:
        self._lease = lease
        self._known: dict[str, Entry | None] = {}

    def __getitem__(self, number: str) -> Entry:
        if number not in self._known:
            self._known[number] = next(iter(self.several([number])), None)
        found = self._known[number]
        if found is None:
            raise KeyError(number)
        return found

    def __contains__(self, number: object) -> bool:
        if not number or not isinstance(number, str):
            return False
        known = self._known.get(number)
        if known is not None:
            return True
        asked = "SELECT 1 FROM transactions WHERE entry = ? LIMIT 1"
        return self._lease.ask.execute(asked, (number,)).fetchone() is not None

    def __len__(self) -> int:
        found: int = self._lease.ask.execute(
            "SELECT count(DISTINCT entry) FROM transactions WHERE entry <> ''"
        ).fetchone()[0]
        return found

    def __iter__(self) -> Iterator[str]:
        rows = self._lease.ask.execute("SELECT number FROM entries ORDER BY year, place, number")
        return (number for (number,) in rows)

    def __reversed__(self) -> Iterator[str]:
        order = "ORDER BY year DESC, place DESC, number DESC"
        rows = self._lease.ask.execute(f"SELECT number FROM entries {order}")
        return (number for (number,) in rows)

    def values(self) -> "_Values":  # type: ignore[override]  # walked in batches
        """Give all entries, read in batches."""
        return _Values(self)

    def items(self) -> "_Items":  # type: ignore[override]  # walked in batches
        """Give all entries with their numbers, read in batches."""
        return _Items(self)

    def at_hand(self, numbers: Iterable[str]) -> None:
        """Read some entries at once, since all of them will be asked for."""
        for entry in self.several(number for number in numbers if number not in self._known):
            self._known[entry.number] = entry

    def several(self, numbers: Iterable[str]) -> Iterator[Entry]:
        """Read some entries, in the order of the numbers; those that are not there are left out."""
        walk = filter(None, numbers)
        while batch := list(islice(walk, _MANY)):
            yield from self._batch(batch)

    def _batch(self, numbers: list[str]) -> Iterator[Entry]:
        made = _grouped(self._lease.ask, _OF_ENTRIES, numbers, transaction_of)
        papers = _grouped(self._lease.ask, _PROVING, numbers, document_of)
        later = _grouped(self._lease.ask, _ABOUT, numbers, fact_of)
        corrected = dict(self._lease.ask.execute(_CORRECTING, (json.dumps(numbers),)))
        for number in numbers:
            if number in made:
                yield Entry(
                    number=number,
                    transactions=tuple(made[number]),
                    documents=tuple(papers.get(number, ())),
                    later=tuple(by_day(later.get(number, ()))),
                    corrected_by=corrected.get(number, ""),
                )


class _Values:
    """The entries of a book one after the other, as often as they are asked for."""

    def __init__(self, entries: Entries) -> None:
        self._entries = entries

    def __iter__(self) -> Iterator[Entry]:
        return self._entries.several(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


class _Items(_Values):
    """The same with their numbers."""

    def __iter__(self) -> Iterator[tuple[str, Entry]]:  # type: ignore[override]  # pairs
        return ((entry.number, entry) for entry in self._entries.values())


_NUMBERS = "(SELECT value FROM json_each(?))"
_OF_ENTRIES = f"""SELECT entry, day, file, line, body FROM transactions
    WHERE entry IN {_NUMBERS} {AS_WRITTEN}"""
_PROVING = f"""SELECT proofs.entry, day, file, line, body
    FROM proofs JOIN documents ON documents.id = proofs.document
    WHERE proofs.entry IN {_NUMBERS} {AS_WRITTEN}"""
_ABOUT = f"""SELECT entry, day, kind, file, line, body FROM facts
    WHERE entry IN {_NUMBERS} {AS_WRITTEN}"""
_CORRECTING = f"""SELECT corrects, entry FROM transactions
    WHERE corrects IN {_NUMBERS} AND corrects <> '' AND entry <> '' {AS_WRITTEN}"""


def _grouped(
    ask: sqlite3.Connection, asked: str, numbers: list[str], read: Callable[..., Sort]
) -> dict[str, list[Sort]]:
    found: dict[str, list[Sort]] = {}
    for number, *row in ask.execute(asked, (json.dumps(numbers),)):
        found.setdefault(number, []).append(read(*row))
    return found
