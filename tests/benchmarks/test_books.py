"""The books that are measured are sound, of the size that was asked for, and the same each time."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from benchmarks import bare, books, small_books
from benchmarks.books import Made
from benchmarks.street import LAST_DAY, TEN_YEARS
from ledger import reading
from ledger.entries.directives import Kind
from ledger.reading.soundness import Soundness, soundness

COUNT = 1_000


def quiet(_: str) -> None:
    """Nobody is told."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return books.at_hand(tmp_path_factory.mktemp("keep"), COUNT)


@pytest.fixture(scope="module")
def found(made: Made) -> Soundness:
    return soundness(made.place, quiet)


def test_a_book_is_sound_and_beancount_reads_the_same(found: Soundness) -> None:
    assert [str(each) for each in found.grave] == []


def test_what_is_to_be_looked_at_is_papers_alone(found: Soundness) -> None:
    assert {each.rule for each in found.to_look_at} == {"paper_missing"}


def test_a_book_has_as_many_transactions_as_were_asked_for() -> None:
    for count in (COUNT, 1_003):
        assert sum(len(month.made) for month in books.months_of(count)) == count


def test_a_book_has_every_kind_of_act_and_expenses_most() -> None:
    kinds = Counter(each.kind for month in books.months_of(5 * COUNT) for each in month.made)
    assert set(Kind) - set(kinds) == {Kind.OTHER}
    assert kinds.most_common(1)[0][0] == Kind.EXPENSE


def test_a_book_is_ten_years_of_months_which_grow_with_it() -> None:
    months = list(books.months_of(COUNT))
    assert len(months) == TEN_YEARS
    assert months[-1].day == LAST_DAY.replace(day=1)
    assert {len(month.made) for month in months} <= {8, 9}


def test_the_same_seed_gives_the_same_text_and_another_another() -> None:
    one, same, other = (
        [month.text for month in books.months_of(COUNT, seed=seed)] for seed in (7, 7, 8)
    )
    assert one == same
    assert one != other


def test_a_book_has_ten_funds_agreements_and_closed_years(made: Made) -> None:
    assert len(reading.fund_marks(made.place)) == 10
    years = reading.years(made.place, LAST_DAY)
    assert [year.closing is not None for year in years] == [False] * 2 + [True] * 8
    assert reading.fund_view(made.place, made.latest_grant, LAST_DAY, sees_help=True).is_open


def test_a_book_that_is_kept_is_not_made_again(made: Made) -> None:
    before = made.latest_month.stat()
    again = books.at_hand(made.folder.parent, COUNT)
    assert again == made
    assert again.latest_month.stat() == before


def test_a_copy_can_be_written_in_and_the_kept_book_stays(made: Made, tmp_path: Path) -> None:
    before = made.latest_month.read_text()
    copy = books.copied(made, tmp_path / "data")
    copy.latest_month.write_text("; nothing\n")
    assert made.latest_month.read_text() == before
    assert (copy.place / ".git" / "HEAD").read_text() == (made.place / ".git" / "HEAD").read_text()


def test_the_bare_table_says_the_same_as_the_book(made: Made) -> None:
    tables = bare.opened(made.bare)
    wanted = reading.Wanted(words="leaflets")
    ours = reading.entries(made.place, wanted, sees_help=True)

    rows, sums = bare.searched(tables, "leaflets", 50)

    assert [row.number for row in rows][:5] == [line.number for line in ours.lines][:5]
    assert sums[0] == ours.count
    home = reading.home(made.place, LAST_DAY, sees_help=True)
    assert len(bare.latest(tables, 50)) == 50
    ends = bare.year(tables, date(2025, 1, 1), LAST_DAY)[2]
    money = ("Assets:Bank:", "Assets:Cash:", "Assets:Online:")
    assert sum(pence for _, name, pence in ends if name.startswith(money)) == home.total.pence


def test_small_books_are_sound_and_each_has_an_index_that_needs_no_reading(
    tmp_path: Path,
) -> None:
    groups = list(small_books.lay(tmp_path / "books", 10))

    texts = {(tmp_path / "books" / group / "funds.beancount").read_bytes() for group in groups}
    assert (len(set(groups)), len(texts)) == (10, 8)
    indexes = [tmp_path / "index" / f"{group}.sqlite" for group in groups]
    before = [each.stat().st_mtime_ns for each in indexes]
    homes = {
        reading.home(tmp_path / "books" / group, LAST_DAY, sees_help=True).total for group in groups
    }
    assert [each.stat().st_mtime_ns for each in indexes] == before
    assert len(homes) == 8
    grave = soundness(tmp_path / "books" / groups[9], quiet).grave
    assert [str(each) for each in grave] == []
