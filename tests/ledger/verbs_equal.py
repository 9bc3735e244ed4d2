"""Every read verb asked of a book with its index and of a plain copy of the same text elsewhere.

Each public verb of `ledger.reading` has a line in `ASKED` that says what it is asked; a verb
without one fails the test that goes through them.
"""

import gc
import io
import shutil
import sys
import zipfile
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from inspect import isfunction
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger import index, reading
from ledger.accounts import is_money
from ledger.book import Book, read
from ledger.book.counted import asked
from ledger.errors import Refusal
from ledger.index.looking import Looked
from ledger.journal import disk
from ledger.money import Money
from ledger.papers import Box
from ledger.reading import Wanted
from ledger.slices import ACCOUNTS, Subject
from ledger.statements import Period

Thunk = Callable[[Path], object]
SEES = (True, False)
_NOWHERE = "2001-0001"
_BEFORE, _LATER = date(1999, 1, 1), date(2027, 5, 5)
_MOMENT = datetime(2026, 3, 14, 10, 12, tzinfo=UTC)
_CORNER = (Box(left=0.0, top=0.0, right=0.5, bottom=0.5),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What there is to ask about, in a plain reading; `today` is the day on which it is asked."""

    book: Book
    today: date

    @property
    def numbers(self) -> tuple[str, ...]:
        """Every entry, and one that is not there."""
        return (*self.book.entries, _NOWHERE)

    @property
    def funds(self) -> tuple[str, ...]:
        """Every fund, and one that is not there."""
        return (*self.book.funds, "nobody")

    @property
    def papers(self) -> tuple[str, ...]:
        """Every paper, and one that is not there."""
        return (*dict.fromkeys(paper.name for paper in self.book.documents), "none.jpg")

    @property
    def year_ends(self) -> tuple[date, ...]:
        """The last day of each year that something lies in, and a day on which none ends."""
        ends = (self.book.year_of(made.day)[1] for made in self.book.transactions)
        return (*dict.fromkeys(ends), date(2026, 2, 3))

    @property
    def days(self) -> tuple[date, ...]:
        """Today, a day long gone, and one long after."""
        return self.today, _BEFORE, _LATER


def _ask(verb: Callable[..., object], *given: object, **named: object) -> Thunk:
    return lambda place: verb(place, *given, **named)


def _alone(verb: Callable[[Path], object]) -> Callable[[Known], Iterator[Thunk]]:
    return lambda _: iter([_ask(verb)])


def _wanted(known: Known) -> Iterator[Wanted]:
    yield from (Wanted(), Wanted(page=2), Wanted(only_missing=True), Wanted(words="a o"))
    yield from (Wanted(direction="in"), Wanted(direction="out"))
    yield from (Wanted(direction="own"), Wanted(person="P007"))
    yield from (Wanted(words="1,000"), Wanted(words="aldi", person="P003"), Wanted(words="2026-00"))
    yield from (Wanted(fund=fund) for fund in known.funds)


def _sights(known: Known) -> Iterator[Thunk]:
    for entry in known.book.entries.values():
        yield _ask(reading.same_before, f" {entry.payee.upper()}", entry.day, entry.total)
    yield _ask(reading.same_before, "", known.today, Money(0))


def _where(name: str, *, sees_help: bool) -> Thunk:
    def thunk(place: Path) -> object:
        found = reading.paper_file(place, name, sees_help=sees_help)
        return found.relative_to(place.resolve()), found.read_bytes()

    return thunk


def _taken_away(place: Path) -> object:
    out = io.BytesIO()
    reading.take_away(place, out)
    with zipfile.ZipFile(out) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def _laid(version: str) -> Thunk:
    def thunk(place: Path) -> object:
        with TemporaryDirectory() as folder:
            target = Path(folder, "then")
            reading.lay_as_it_was(place, reading.printed_at(place, version, _quiet), target)
            files = (each for each in target.rglob("*") if each.is_file())
            return {each.relative_to(target): each.read_bytes() for each in sorted(files)}

    return thunk


def _told(place: Path) -> tuple[reading.Done, ...]:
    return reading.told_acts(place)


def _histories(known: Known) -> Iterator[Thunk]:
    yield from (_ask(reading.told_acts, each) for each in (*known.numbers, *known.funds, ""))
    yield _ask(reading.told_acts, "", 3)
    yield _ask(reading.told_acts, "", 50, known.book.version)


def _documents(known: Known) -> Iterator[tuple[str, str]]:
    yield from ((fund, "report") for fund in known.funds)
    yield from ((f"accounts:{end}", "accounts") for end in known.year_ends)


def _covered(name: str) -> Thunk:
    return lambda place: reading.covered_paper(place, name, _CORNER).sha256


def _issued(about: str, sort: str) -> Thunk:
    def thunk(place: Path) -> object:
        every = reading.issued(place, about, sort)
        return [reading.issued_content(place, each) for each in every]

    return thunk


def _fund_slice(fund: str, today: date, *, sees_help: bool) -> Thunk:
    def thunk(place: Path) -> object:
        made = reading.fund_statement(place, fund, today, sees_help=sees_help)
        return reading.fund_slice(place, made, sees_help=sees_help)

    return thunk


def _year_slice(end: date) -> Thunk:
    return lambda place: reading.accounts_slice(place, reading.annual_accounts(place, end))


def _compared(known: Known) -> Iterator[Thunk]:
    for end in known.year_ends[:1]:
        period = Period(first=date(2025, 4, 1), last=end)
        of = Subject(document=ACCOUNTS, period=period, version=known.book.version)
        yield _ask(reading.slice_differs, of, "another line", _quiet)
        yield _ask(reading.slice_differs, replace(of, version="0" * 64), "", _quiet)


def _stood(known: Known) -> Iterator[Thunk]:
    def thunk(version: str, place: Path) -> object:
        with reading.as_it_stood(place, version, _quiet) as then:
            return reading.book_version(then)

    yield partial(thunk, known.book.version)
    yield partial(thunk, "0" * 64)


# What each verb is asked; those of `COSTLY` start a process of their own for each answer.
COSTLY = {"covered_paper"}
ASKED: dict[str, Callable[[Known], Iterable[Thunk]]] = {
    "about": _alone(reading.about),
    "accounts_of_book": _alone(reading.accounts_of_book),
    "accounts_slice": lambda k: map(_year_slice, k.year_ends),
    "annual_accounts": lambda k: [_ask(reading.annual_accounts, end) for end in k.year_ends],
    "bank_check": lambda k: [
        _ask(reading.bank_check, account, day)
        for account in (*filter(is_money, k.book.accounts), "Expenses:Food", "Assets:Bank:None")
        for day in k.days
    ],
    "belongings": lambda k: [_ask(reading.belongings, day) for day in k.days],
    "blankable_terms": lambda k: [_ask(reading.blankable_terms, name) for name in k.funds],
    "blankable": lambda k: [_ask(reading.blankable, number) for number in k.numbers],
    "book_version": _alone(reading.book_version),
    "choices": lambda k: [
        _ask(reading.choices, day, sees_help=sees) for day in k.days for sees in SEES
    ],
    "covered_paper": lambda k: map(_covered, k.papers),
    "entries": lambda k: [
        _ask(reading.entries, wanted, sees_help=sees) for wanted in _wanted(k) for sees in SEES
    ],
    "entry": lambda k: [
        _ask(reading.entry, number, sees_help=sees) for number in k.numbers for sees in SEES
    ],
    "first_day_for_a_fund": lambda k: [_ask(reading.first_day_for_a_fund, day) for day in k.days],
    "fund_cards": lambda k: [
        _ask(reading.fund_cards, day, sees_help=sees) for day in k.days for sees in SEES
    ],
    "fund_marks": _alone(reading.fund_marks),
    "fund_slice": lambda k: [
        _fund_slice(fund, k.today, sees_help=sees) for fund in k.funds for sees in SEES
    ],
    "fund_statement": lambda k: [
        _ask(reading.fund_statement, fund, k.today, sees_help=sees)
        for fund in k.funds
        for sees in SEES
    ],
    "fund_terms": lambda k: [_ask(reading.fund_terms, fund) for fund in k.funds],
    "fund_view": lambda k: [
        _ask(reading.fund_view, fund, k.today, sees_help=sees) for fund in k.funds for sees in SEES
    ],
    "gift_statement": lambda k: [_ask(reading.gift_statement, number) for number in k.numbers],
    "givers": lambda k: [_ask(reading.givers, end) for end in k.year_ends],
    "grant_letter": lambda k: [_ask(reading.grant_letter, fund, k.today) for fund in k.funds],
    "held_back": lambda k: [_ask(reading.held_back, number, k.today) for number in k.numbers],
    "home": lambda k: [_ask(reading.home, day, sees_help=sees) for day in k.days for sees in SEES],
    "in_doubt": _alone(reading.in_doubt),
    "in_words": lambda _: [lambda place: [*map(reading.in_words, _told(place))]],
    "is_recorded": lambda k: [
        _ask(reading.is_recorded, key)
        for key in ("", "never", *(each.key for each in k.book.entries.values()))
    ],
    "issued": lambda k: [_ask(reading.issued, about, sort) for about, sort in _documents(k)],
    "issued_content": lambda k: [_issued(about, sort) for about, sort in _documents(k)],
    "last_year": _alone(reading.last_year),
    "lay_as_it_was": lambda k: [_laid(k.book.version)],
    "missing_papers": _alone(reading.missing_papers),
    "moment_in_words": lambda _: [lambda _place: reading.moment_in_words(_MOMENT)],
    "money_places": _alone(reading.money_places),
    "month_view": lambda k: [
        _ask(reading.month_view, day, k.today, sees_help=sees)
        for day in (*k.days, date(2026, 3, 1), date(2026, 2, 28))
        for sees in SEES
    ],
    "must_be_mended": _alone(reading.must_be_mended),
    "outside_dates": lambda k: [_ask(reading.outside_dates, fund) for fund in k.funds],
    "open_grants": lambda k: [_ask(reading.open_grants, day) for day in k.days],
    "owed_claims": lambda _: [_ask(reading.owed_claims, who) for who in ("", "P007", "P004")],
    "paper_file": lambda k: [_where(name, sees_help=sees) for name in k.papers for sees in SEES],
    "paper_names": _alone(reading.paper_names),
    "paper_pictures": lambda k: [
        _ask(reading.paper_pictures, name, sees_help=sees) for name in k.papers for sees in SEES
    ],
    "printed_at": lambda k: [
        _ask(reading.printed_at, version, _quiet)
        for version in (k.book.version, "0123456789ab", "no")
    ],
    "public_summary": lambda k: [_ask(reading.public_summary, day) for day in k.days],
    "same_before": _sights,
    "as_it_stood": _stood,
    "slice_differs": _compared,
    "still_owed": lambda k: [_ask(reading.still_owed, k.numbers)],
    "sums": _alone(reading.sums),
    "take_away": lambda _: [_taken_away],
    "told_acts": _histories,
    "year_end": lambda k: [_ask(reading.year_end, end) for end in k.year_ends],
    "year_look": lambda k: [_ask(reading.year_look, end) for end in k.year_ends],
    "years": lambda k: [_ask(reading.years, day) for day in k.days],
    "years_left_out": lambda k: [_ask(reading.years_left_out, day) for day in k.days],
}


def public_verbs() -> set[str]:
    """The verbs of `ledger.reading`: what is public there and can be called, but is no value."""
    return {name for name in reading.__all__ if isfunction(getattr(reading, name))}


def assert_verbs_are_right(shelf: Path, today: date, *, all_of_them: bool = False) -> None:
    """Fail unless every read verb answers of a book with an index as of a copy without one.

    The copy lies where no index is used, and nothing is remembered of any text when it is read.
    """
    assert isinstance(asked(index.current(shelf)), Looked)
    with TemporaryDirectory() as folder:
        plain = Path(shutil.copytree(shelf, Path(folder, "plain"), symlinks=True))
        known = Known(book=read(shelf), today=today)
        names = [name for name in ASKED if all_of_them or name not in COSTLY]
        ours = {name: [_outcome(each, shelf) for each in ASKED[name](known)] for name in names}
        forget_all()
        for name in names:
            right = [_outcome(each, plain) for each in ASKED[name](known)]
            for number, (one, other) in enumerate(zip(ours[name], right, strict=True)):
                assert one == other, f"{name}, question {number}"


def restart() -> None:
    """Leave the program as if it had just begun: nothing is remembered."""
    program = disk.here()
    for known in (program.seen, program.flushed, program.trees):
        known.clear()
    forget_all()


def forget_all() -> None:
    """Forget every reading, parsing and finding that a module of the ledger remembers."""
    modules = [each for name, each in sys.modules.items() if name.startswith("ledger.")]
    for module in modules:
        for value in list(vars(module).values()):
            if isinstance(value, OrderedDict):
                value.clear()
            elif callable(value) and hasattr(value, "cache_clear"):
                value.cache_clear()
    gc.collect()


def _outcome(thunk: Thunk, place: Path) -> object:
    try:
        return thunk(place)
    except Refusal as refusal:
        return type(refusal), str(refusal), refusal.remedy
    except Exception as fault:  # noqa: BLE001 - what was bent by hand may break a verb; both alike
        return type(fault)


def _quiet(_step: str) -> None:
    """Nobody listens."""
