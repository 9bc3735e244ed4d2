"""An index held against a plain reading of the same text: every question, every answer."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger import balances
from ledger.accounts import HELD
from ledger.book import Book, Sought, asked, read
from ledger.book.counted import Counted
from ledger.index import current
from ledger.index.looking import Looked
from ledger.index.tables import unlike
from ledger.money import Money
from ledger.movements import Movement, Moves, PaidToMember, moves

_TERMS = (
    *("place", "version", "title", "legal_form", "year_end", "accounts", "funds", "facts"),
    *("agreements", "closings", "finals", "prices", "problems"),
)
_NAMES = (
    ["Liabilities:Claims"],
    ["Equity:Fund-Transfers"],
    ["Expenses:Help-Given"],
    ["Expenses", "Assets:Bank:Current"],
)


def assert_index_is_right(place: Path) -> None:
    """Fail unless the index of a book says of it, in every way, what the text says."""
    plain, indexed = read(place), current(place)
    answers = asked(indexed)
    assert isinstance(answers, Looked)
    with TemporaryDirectory() as aside:
        wrong = list(unlike(answers.lease.ask, place, Path(aside, "anew.sqlite")))
        assert not wrong, wrong
    for name in _TERMS:
        assert getattr(indexed, name) == getattr(plain, name), name
    _same_collections(plain, indexed)
    _same_sums(plain, indexed)
    _same_movements(plain, indexed)
    _same_links(plain, indexed)
    _same_listings(plain, indexed)


def _same_collections(plain: Book, indexed: Book) -> None:
    assert list(indexed.transactions) == list(plain.transactions)
    assert [each.place for each in indexed.transactions] == [e.place for e in plain.transactions]
    assert list(reversed(indexed.transactions)) == list(plain.transactions)[::-1]
    assert list(indexed.transactions[-1:]) == list(plain.transactions[-1:])
    assert list(indexed.documents[-1:]) == list(plain.documents[-1:])
    assert list(indexed.documents) == list(plain.documents)
    assert list(indexed.entries) == list(plain.entries)
    assert dict(indexed.entries.items()) == dict(plain.entries)
    for one, other in (
        (indexed.transactions, plain.transactions),
        (indexed.documents, plain.documents),
        (indexed.entries, plain.entries),
    ):
        assert len(one) == len(other)  # type: ignore[arg-type]  # all of them have a length
    assert indexed.first_day == plain.first_day


def _same_sums(plain: Book, indexed: Book) -> None:
    ours, theirs = asked(indexed), Counted(plain)
    days = sorted({made.day for made in plain.transactions})
    for day in [date.min, *days, date.max]:
        assert _some(ours.sums(day)) == _some(theirs.sums(day)), day
        assert _moved(ours.daily(day)) == _moved(theirs.daily(day)), day
    for year in {made.day.year for made in plain.transactions} | {1999}:
        assert ours.numbering(year) == theirs.numbering(year)
    assert list(ours.reaches()) == [each for each in theirs.reaches() if not each.is_nothing]
    assert ours.usage() == theirs.usage()
    for names in _NAMES:
        for day in [*days[len(days) // 2 :][:1], date.max]:
            assert list(ours.touching(names, day)) == list(theirs.touching(names, day))
    for fund in ["", *plain.funds]:
        first, last = (days[0], days[-1]) if days else (date.min, date.max)
        assert list(ours.during(first, last, fund)) == list(theirs.during(first, last, fund))
        assert ours.extent(fund) == theirs.extent(fund)


def _same_movements(plain: Book, indexed: Book) -> None:
    ours, theirs = moves(indexed), moves(plain)
    days = sorted({made.day for made in plain.transactions}) or [date.min]
    for first, last in ((date.min, date.max), (days[len(days) // 3], days[len(days) // 2])):
        for fund in ["", *plain.funds]:
            assert list(ours.moved(first, last, fund)) == list(theirs.moved(first, last, fund))
            assert _lumps(ours.flows(first, last, fund)) == _lumps(theirs.flows(first, last, fund))
    numbers = list(plain.entries)[::3]
    assert list(ours.moved_by(numbers)) == list(theirs.moved_by(numbers))
    for terms, day in product(plain.funds.values(), (days[len(days) // 2], date.max)):
        by = (terms.funder, terms.name, day)
        assert ours.given_by(*by) == theirs.given_by(*by), by
    some, others = asked(indexed), Counted(plain)
    for first, last in ((date.min, date.max), (days[0], days[len(days) // 2])):
        assert _to_members(ours, first, last) == _to_members(theirs, first, last)
        assert sorted(ours.given_up(first, last)) == sorted(theirs.given_up(first, last))
        moved, right = ours.between_funds(first, last), theirs.between_funds(first, last)
        assert sorted(moved) == sorted(right)
        for fund in ["", *plain.funds]:
            assert some.helped(first, last, fund) == others.helped(first, last, fund)
            given = some.given_in_kind(first, last, fund)
            assert [*given] == [*others.given_in_kind(first, last, fund)]
        for account in (HELD, *plain.accounts):
            assert some.turnover(account, first, last) == others.turnover(account, first, last)
        assert some.taking_back(first, last) == others.taking_back(first, last)
        assert some.papers_between(first, last) == others.papers_between(first, last)
        for names in _NAMES:
            found = some.touching(names, last, first)
            assert list(found) == list(others.touching(names, last, first))


def _to_members(known: Moves, first: date, last: date) -> list[PaidToMember]:
    return sorted(known.to_members(first, last))


def _moved(daily: Iterable[tuple[str, date, int]]) -> list[tuple[str, date, int]]:
    return [each for each in daily if each[2]]


def _lumps(flows: Sequence[Movement]) -> dict[tuple[object, ...], Money]:
    return {
        (each.fund, each.account, each.heading, each.direction, each.late_for): each.amount
        for each in flows
    }


def _same_links(plain: Book, indexed: Book) -> None:
    ours, theirs = asked(indexed), Counted(plain)
    for number, entry in plain.entries.items():
        assert indexed.entries[number] == entry
        assert ours.number_with_key(entry.key) == theirs.number_with_key(entry.key)
        for fact in ("pays", "refunds"):
            assert ours.following(fact, [number]) == theirs.following(fact, [number])
    for year in {made.day.year for made in plain.transactions} | {1999}:
        assert ours.last_number(year) == theirs.last_number(year)
    for paper in plain.documents:
        assert ours.paper_named(paper.name) == theirs.paper_named(paper.name)
        assert set(ours.proved_by(paper.sha256)) == set(theirs.proved_by(paper.sha256))
    assert balances.claims(indexed) == balances.claims(plain)
    assert "2001-0001" not in indexed.entries
    assert ours.paper_named("nothing.jpg") is None


def _same_listings(plain: Book, indexed: Book) -> None:
    ours, theirs = asked(indexed), Counted(plain)
    words = ["", "o", "food", "2026-00", "£1,000", "1000", "'\" )", "é", "two lines", "foodood"]
    sought = [Sought(words=each, sees_help=sees) for each in words for sees in (True, False)]
    for fund in plain.funds:
        sought += [
            Sought(fund=fund),
            Sought(fund=fund, sees_help=False, direction="out"),
            Sought(fund=fund, only_missing=True),
            Sought(fund=fund, words="food", person="P003"),
        ]
    sought += [Sought(direction="in"), Sought(person="P003"), Sought(person="P004", words="a")]
    sought += [Sought(only_missing=True, sees_help=False), Sought(skip=3, most=2)]
    for each in sought:
        assert ours.listing(each) == theirs.listing(each), each
    for sees in (True, False):
        assert ours.count(sees_help=sees) == theirs.count(sees_help=sees)
    assert ours.missing() == theirs.missing()
    assert ours.missing_count() == theirs.missing_count()
    assert ours.waiting() == theirs.waiting()
    assert ours.payees(30) == theirs.payees(30)
    for found in theirs.listing(Sought(most=10_000)).summaries:
        assert ours.alike(found.sight) == theirs.alike(found.sight)


def _some(sums: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    return {place: pence for place, pence in sums.items() if pence}
