"""The answers of an index: each looked up, none of them by going through the whole book."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from ledger.accounts import Account
from ledger.book import Book, Listing, Sought
from ledger.book.answers import GivenInKind, Moved, Sums, TakenBack
from ledger.book.files import MAIN
from ledger.book.reaching import Reach
from ledger.book.summary import PaperState, Summary
from ledger.entries.directives import Document, Transaction
from ledger.index import annual, giving
from ledger.index.annual import Days
from ledger.index.moving import ONE_BY_ONE, movement_from, summed
from ledger.index.rows import document_of, reach_from, transaction_of
from ledger.index.seeking import seek
from ledger.index.shortening import SHORT, summary_from
from ledger.index.store import Lease
from ledger.index.views import AS_WRITTEN, BY_DAY
from ledger.money import Money
from ledger.movements import BetweenFunds, GivenUpPart, Movement, PaidToMember

_MADE = "SELECT day, file, line, body FROM transactions"
# From one day to another, of a fund or of all.
Stretch = tuple[date, date, str]
# A name and all that lies below it: "/" would be the next character after ":".
_BELOW = "(account = ? OR (account > ? || ':' AND account < ? || ';'))"
_STRETCH = 5


class Looked:
    """Answers to questions about a whole book, out of one moment of its index."""

    def __init__(
        self, lease: Lease, accounts: Mapping[str, Account], fresh: Book | None = None
    ) -> None:
        """Keep the lease for as long as anybody may ask.

        `fresh` is the same book as it was just read, where the index was made of it.
        """
        self.lease = lease
        self._fresh = fresh
        self._accounts = accounts
        self._ask = lease.ask
        # The same is asked for again and again, and this moment has no other answers.
        self._sums: dict[int, Sums] = {}
        self._flows: dict[Stretch, Sequence[Movement]] = {}
        self._helped: dict[Stretch, int] = {}
        self._ends: tuple[int, int] | None = None

    def take_fresh(self) -> Book | None:
        """Give the book as it was just read whole, once; none where only the index knows it."""
        fresh, self._fresh = self._fresh, None
        return fresh

    def sums(self, day: date) -> Sums:
        """See `Answers`."""
        _, last = self._edges()
        until = min(day.toordinal(), last)
        known = self._sums.get(until)
        if known is None:
            known = self._totals() if until == last else self._sums_on(until)
            self._sums[until] = known
        return known

    def _stretch(self, first: date, last: date, fund: str) -> Stretch:
        # Who asks for a first year, and for all until its end, asks for the same.
        begun, _ = self._edges()
        return max(first, date.fromordinal(begun or 1)), last, fund

    def _edges(self) -> tuple[int, int]:
        """Give the first and the last day that anything lies on; noughts in an empty book."""
        if self._ends is None:
            # Each by itself is found at one end of an index.
            asked = "SELECT min(day) FROM transactions UNION ALL SELECT max(day) FROM transactions"
            (first,), (last,) = self._ask.execute(asked)
            self._ends = first or 0, last or 0
        return self._ends

    def _totals(self) -> Sums:
        rows = self._ask.execute("SELECT account, fund, pence FROM totals")
        return {(account, fund): pence for account, fund, pence in rows}

    def _sums_on(self, until: int) -> Sums:
        sums: dict[tuple[str, str], int] = defaultdict(int)
        stretch = until >> _STRETCH
        for asked, *between in (
            ("FROM stretches WHERE stretch < ? GROUP BY 1, 2", stretch),
            ("FROM postings WHERE day BETWEEN ? AND ? GROUP BY 1, 2", stretch << _STRETCH, until),
        ):
            rows = self._ask.execute(f"SELECT account, fund, sum(pence) {asked}", between)
            for account, fund, pence in rows:
                sums[account, fund] += pence
        return sums

    def touching(
        self, names: Sequence[str], until: date, since: date = date.min
    ) -> Iterator[Transaction]:
        """See `Answers`."""
        places = " OR ".join(_BELOW for _ in names)
        asked = f"""{_MADE} WHERE id IN (SELECT tx FROM postings
            WHERE ({places}) AND day BETWEEN ? AND ?) {BY_DAY}"""
        values = [each for name in names for each in (name, name, name)]
        return self._made(asked, (*values, *_days(since, until)))

    def turnover(self, account: str, first: date, last: date) -> tuple[int, int]:
        """See `Answers`."""
        return annual.turnover(self._ask, account, _days(first, last))

    def helped(self, first: date, last: date, fund: str = "") -> int:
        """See `Answers`."""
        key = self._stretch(first, last, fund)
        if key not in self._helped:
            self._helped[key] = annual.helped(self._ask, fund, _days(first, last))
        return self._helped[key]

    def during(self, first: date, last: date, fund: str = "") -> Iterator[Transaction]:
        """See `Answers`."""
        of, named = ("fund = ? AND", [fund]) if fund else ("", [])
        asked = f"{_MADE} WHERE {of} day BETWEEN ? AND ? {BY_DAY}"
        return self._made(asked, (*named, *_days(first, last)))

    def extent(self, fund: str) -> tuple[date, date] | None:
        """See `Answers`."""
        asked = """SELECT (SELECT min(day) FROM transactions WHERE fund = :fund),
            (SELECT max(day) FROM transactions WHERE fund = :fund)"""
        first, last = self._ask.execute(asked, {"fund": fund}).fetchone()
        return None if first is None else (date.fromordinal(first), date.fromordinal(last))

    def following(self, fact: str, numbers: Sequence[str]) -> Sequence[Transaction]:
        """See `Answers`."""
        column = {"pays": "pays", "refunds": "refunds"}[fact]
        asked = f"""{_MADE} WHERE {column} <> ''
            AND {column} IN (SELECT value FROM json_each(?)) {BY_DAY}"""
        return tuple(self._made(asked, (json.dumps(list(numbers)),)))

    def daily(self, first: date) -> Iterator[Moved]:
        """See `Answers`."""
        asked = """SELECT account, day, sum(pence) FROM postings WHERE day >= ?
            GROUP BY account, day ORDER BY account, day"""
        for account, day, pence in self._ask.execute(asked, (first.toordinal(),)):
            yield account, date.fromordinal(day), pence

    def numbering(self, year: int) -> tuple[int, int, int]:
        """See `Answers`."""
        asked = """SELECT count(*), count(DISTINCT nullif(place, 0)), coalesce(max(place), 0)
            FROM entries WHERE year = ?"""
        entries, places, last = self._ask.execute(asked, (year,)).fetchone()
        return entries, places, last

    def reaches(self) -> Iterator[Reach]:
        """See `Answers`."""
        asked = f"SELECT name, reach FROM files WHERE reach <> '' ORDER BY name <> '{MAIN}', name"
        return (reach_from(*row) for row in self._ask.execute(asked))

    def open_claims(self, account: str = "") -> Sequence[Transaction] | None:
        """See `Answers`."""
        asked = f"""{_MADE} WHERE id IN (SELECT tx FROM claimed WHERE claim IN
            (SELECT claim FROM owed WHERE pence <> 0 AND (? = '' OR account = ?))) {BY_DAY}"""
        return tuple(self._made(asked, (account, account)))

    def last_number(self, year: int) -> int:
        """See `Answers`."""
        asked = "SELECT coalesce(max(place), 0) FROM entries WHERE year = ?"
        return int(self._ask.execute(asked, (year,)).fetchone()[0])

    def number_with_key(self, key: str) -> str:
        """See `Answers`."""
        asked = f"SELECT entry FROM transactions WHERE key = ? AND key <> '' {AS_WRITTEN} LIMIT 1"
        found = self._ask.execute(asked, (key,)).fetchone()
        return found[0] if found else ""

    def listing(self, sought: Sought) -> Listing:
        """See `Answers`."""
        return seek(self._ask, sought)

    def count(self, *, sees_help: bool) -> int:
        """See `Answers`."""
        asked = """SELECT coalesce(sum(entries), 0) FROM tallies
            WHERE fund = '' AND stands AND (is_help = 0 OR ?)"""
        return int(self._ask.execute(asked, (sees_help,)).fetchone()[0])

    def missing(self) -> Sequence[Summary]:
        """See `Answers`."""
        asked = f"{SHORT} WHERE stands AND paper = 'missing' ORDER BY year, place"
        return tuple(map(summary_from, self._ask.execute(asked)))

    def missing_count(self) -> int:
        """See `Answers`."""
        asked = """SELECT coalesce(sum(entries), 0) FROM tallies
            WHERE fund = '' AND stands AND paper = 'missing'"""
        return int(self._ask.execute(asked).fetchone()[0])

    def waiting(self) -> Sequence[str]:
        """See `Answers`."""
        asked = "SELECT number FROM entries WHERE waits ORDER BY year, place, number"
        return tuple(number for (number,) in self._ask.execute(asked))

    def alike(self, sight: tuple[str, date, int]) -> Sequence[Summary]:
        """See `Answers`."""
        payee, day, pence = sight
        asked = f"""{SHORT} WHERE pence = ? AND day = ? AND sight = ? AND stands
            ORDER BY year, place, number"""
        rows = self._ask.execute(asked, (pence, day.toordinal(), payee))
        return tuple(map(summary_from, rows))

    def given_in_kind(self, first: date, last: date, fund: str = "") -> Iterator[GivenInKind]:
        """See `Answers`."""
        return annual.given_in_kind(self._ask, fund, _days(first, last))

    def taking_back(self, first: date, last: date) -> Sequence[TakenBack]:
        """See `Answers`."""
        return tuple(annual.taking_back(self._ask, _days(first, last)))

    def papers_between(self, first: date, last: date) -> Mapping[PaperState, int]:
        """See `Answers`."""
        return annual.papers_between(self._ask, _days(first, last))

    def usage(self) -> Mapping[str, int]:
        """See `Answers`."""
        asked = "SELECT account, sum(postings) FROM totals GROUP BY 1 HAVING sum(postings) > 0"
        return dict(self._ask.execute(asked).fetchall())

    def payees(self, most: int) -> Sequence[str]:
        """See `Answers`."""
        asked = "SELECT payee FROM payees WHERE entries > 0 ORDER BY entries DESC, payee LIMIT ?"
        return tuple(payee for (payee,) in self._ask.execute(asked, (most,)))

    def paper_named(self, name: str) -> Document | None:
        """See `Answers`."""
        asked = f"SELECT day, file, line, body FROM documents WHERE name = ? {AS_WRITTEN} LIMIT 1"
        found = self._ask.execute(asked, (name,)).fetchone()
        return document_of(*found) if found else None

    def proved_by(self, mark: str) -> Sequence[str]:
        """See `Answers`."""
        asked = f"""SELECT proofs.entry FROM documents JOIN proofs ON document = id
            WHERE sha256 = ? AND entry <> '' {AS_WRITTEN}"""
        return tuple(dict.fromkeys(number for (number,) in self._ask.execute(asked, (mark,))))

    def moved(
        self, first: date, last: date, fund: str = "", accounts: Sequence[str] = ()
    ) -> Iterator[Movement]:
        """See `Moves`."""
        places = f"AND ({' OR '.join(_BELOW for _ in accounts)})" if accounts else ""
        asked = f"""{ONE_BY_ONE} WHERE movements.day BETWEEN ? AND ? {_of(fund)} {places}
            ORDER BY transactions.day, line, file <> '{MAIN}', file, place"""
        named = [each for name in accounts for each in (name, name, name)]
        return self._moves(asked, (*_days(first, last), *([fund] if fund else []), *named))

    def flows(self, first: date, last: date, fund: str = "") -> Sequence[Movement]:
        """See `Moves`."""
        key = self._stretch(first, last, fund)
        known = self._flows.get(key)
        if known is None:
            rows = summed(self._ask, first, last, fund)
            known = self._flows[key] = tuple(annual.lumped(rows, self._accounts, last))
        return known

    def moved_by(self, numbers: Collection[str]) -> Iterator[Movement]:
        """See `Moves`."""
        asked = f"""{ONE_BY_ONE} WHERE entry IN (SELECT value FROM json_each(?))
            ORDER BY transactions.day, line, file <> '{MAIN}', file, place"""
        return self._moves(asked, (json.dumps(list(numbers)),))

    def given_by(self, name: str, fund: str, until: date) -> Money:
        """See `Moves`."""
        return giving.given_by(self.lease, name, fund, until)

    def to_members(self, first: date, last: date) -> Iterator[PaidToMember]:
        """See `Moves`."""
        return annual.to_members(self._ask, _days(first, last))

    def between_funds(self, first: date, last: date) -> Iterator[BetweenFunds]:
        """See `Moves`."""
        return annual.between_funds(self._ask, _days(first, last))

    def given_up(self, first: date, last: date) -> Iterator[GivenUpPart]:
        """See `Moves`."""
        used = {account for account, _ in self.sums(date.max)}
        return annual.given_up(self._ask, used, _days(first, last))

    def _moves(self, asked: str, values: Sequence[object]) -> Iterator[Movement]:
        rows = self._ask.execute(asked, values)
        return (movement_from(row, self._accounts) for row in rows)

    def _made(self, asked: str, values: Sequence[object]) -> Iterator[Transaction]:
        return (transaction_of(*row) for row in self._ask.execute(asked, values))


def _days(first: date, last: date) -> Days:
    return first.toordinal(), last.toordinal()


def _of(fund: str) -> str:
    return "AND movements.fund = ?" if fund else ""
