"""A book is what its text says now: by hand or by us, whole or with a line that is broken."""

import os
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from beancount.core.data import Transaction
from fava.util.date import get_fiscal_period, parse_fye_string
from hypothesis import given
from hypothesis import strategies as st

from ledger import balances, index
from ledger.accounts import AccountName
from ledger.book import Book, read
from ledger.book.files import NoBookThere
from ledger.checks import equal_to_beancount, problems
from ledger.entries.years import YearEnd
from ledger.errors import Refusal
from ledger.funds import FundClass
from ledger.money import Money
from ledger.reading.opened import papers_at_hand
from ledger.recording import (
    BookAlreadyThere,
    bring_in,
    change_year_end,
    new_book,
    record,
    rename_book,
)
from tests.ledger.sample_book import SAMPLE
from tests.ledger.sample_book import Book as StockBook
from tests.ledger.street import START, TODAY, begun, every_byte, hand, share, spent, stock_errors

HEAD = 'option "title" "Elm"\noption "operating_currency" "GBP"\n'
OPENS = "2020-01-01 open Assets:Bank:Current GBP\n2020-01-01 open Expenses:Food GBP\n"


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return begun(tmp_path)


def one_file(folder: Path, words: str) -> Book:
    place = folder / "elm.beancount"
    place.write_text(HEAD + OPENS + words)
    return read(place)


def test_a_change_by_hand_is_noticed_at_the_next_question(shelf: Path) -> None:
    record(shelf, spent(), hand())
    before = index.current(shelf)
    file = shelf / "journal/2026-03.beancount"
    mark = file.stat()
    file.write_text(file.read_text().replace("10.00", "11.00"))
    os.utime(file, ns=(mark.st_atime_ns, mark.st_mtime_ns))
    after = index.current(shelf)
    assert after.version != before.version
    assert after.entries["2026-0001"].total == Money(11_00)
    assert index.current(shelf) == after


def test_a_new_file_and_a_lost_file_are_noticed(shelf: Path) -> None:
    record(shelf, spent(), hand())
    (shelf / "journal/2026-03.beancount").rename(shelf / "journal/2026-04.beancount")
    moved = index.current(shelf)
    assert moved.entries["2026-0001"].transactions[0].place[0] == "journal/2026-04.beancount"
    (shelf / "journal/2026-04.beancount").unlink()
    assert "2026-0001" not in index.current(shelf).entries


def test_a_broken_line_is_a_problem_with_its_place_and_the_rest_opens(shelf: Path) -> None:
    record(shelf, spent(), hand())
    file = shelf / "journal/2026-03.beancount"
    line = file.read_text().count("\n") + 1
    with file.open("a") as text:
        text.write('2026-03-09 * "torn" "and tor\n\n2026-03-10 custom "kept" "x"\n')
        text.write("2026-03-11 open nonsense\n")
    book = index.current(shelf)
    assert book.problems
    assert all(each.is_grave and each.rule == "readable" for each in book.problems)
    assert f"journal/2026-03.beancount, line {line + 3}" in book.problems[-1].sentence
    assert set(book.entries) == {"2025-0001", "2026-0001"}
    assert balances.cash_by_fund(book)["general"] == Money(1090_00)


@pytest.mark.parametrize("text", [b'2026-01-01 custom "x" 1/0\n', b"\xff\xfe\x00", b"(" * 9_000])
def test_a_file_that_must_not_be_parsed_is_a_problem_and_the_rest_opens(
    shelf: Path, text: bytes
) -> None:
    (shelf / "journal/2026-01.beancount").write_bytes(text)
    book = index.current(shelf)
    (problem,) = book.problems
    assert problem.is_grave
    assert "journal/2026-01.beancount" in problem.sentence
    assert "2025-0001" in book.entries


def test_what_a_computer_leaves_beside_a_file_is_no_part_of_the_book(shelf: Path) -> None:
    for name in ("journal/._2026-03.beancount", ".hidden.beancount", "journal/2026-03.beancount~"):
        (shelf / name).write_bytes(b"\x00\x05\x16\x07")
    assert index.current(shelf).problems == ()
    assert stock_errors(shelf) == []


def test_a_place_without_a_book_says_so(tmp_path: Path) -> None:
    (tmp_path / "journal").mkdir()
    for place in (tmp_path, tmp_path / "nowhere", tmp_path / "journal/2026-03.beancount"):
        with pytest.raises(NoBookThere):
            read(place)


DAYS = st.dates(date(1995, 1, 1), date(2105, 12, 31))
YEAR_ENDS = st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda d: (d.month, d.day))


def ending(year_end: tuple[int, int]) -> Book:
    month, day = year_end
    return replace(index.current(SAMPLE), year_ends=(YearEnd(month=month, day=day),))


@given(YEAR_ENDS, DAYS)
def test_financial_years_follow_one_another_without_a_day_between(
    year_end: tuple[int, int], day: date
) -> None:
    book = ending(year_end)
    first, last = book.year_of(day)
    assert first <= day <= last
    assert 364 <= (last - first).days <= 366
    assert book.year_of(last + timedelta(days=1))[0] == last + timedelta(days=1)
    assert book.year_of(first) == book.year_of(last) == (first, last)


@given(YEAR_ENDS, YEAR_ENDS, DAYS, st.integers(0, 3), DAYS)
def test_years_follow_one_another_without_a_day_between_where_their_end_was_changed(
    old: tuple[int, int],
    new: tuple[int, int],
    since: date,
    later: int,
    day: date,
) -> None:
    before, end = (YearEnd(month=month, day=last) for month, last in (old, new))
    since = before.on_or_after(since) + timedelta(days=1)
    until = end.on_or_after(end.on_or_after(since) + timedelta(days=1)) if later % 2 else None
    made = replace(end, since=since, until=until)
    book = replace(index.current(SAMPLE), year_ends=(before, made))
    for each in (day, since - timedelta(days=1 + later), since + timedelta(days=later)):
        first, last = book.year_of(each)
        assert first <= each <= last
        assert book.year_of(last + timedelta(days=1))[0] == last + timedelta(days=1)
        assert book.year_of(first) == book.year_of(last) == (first, last)
    assert book.year_of(since)[0] == since
    assert book.year_of(since)[1] == (until or end.on_or_after(since))


@given(YEAR_ENDS.filter(lambda end: end != (2, 29)), DAYS)
def test_a_financial_year_is_the_one_that_fava_shows(year_end: tuple[int, int], day: date) -> None:
    first, last = ending(year_end).year_of(day)
    ends = parse_fye_string(f"{year_end[0]:02d}-{year_end[1]:02d}")
    assert get_fiscal_period(last.year, ends) == (first, last + timedelta(days=1))


@pytest.mark.parametrize("day", [28, 29])
def test_a_year_that_ends_with_february_ends_on_its_last_day(tmp_path: Path, day: int) -> None:
    """Fava knows no 29 February, and takes the 28th for the month's last day."""
    shelf = tmp_path / "book"
    new_book(shelf, "Elm", "informal-group", (12, 31), START, hand())
    book = change_year_end(shelf, (2, day), hand())
    assert book.year_end == (2, 28)
    assert book.year_of(date(2024, 2, 29)) == (date(2023, 3, 1), date(2024, 2, 29))
    assert book.year_of(date(2025, 2, 28)) == (date(2024, 3, 1), date(2025, 2, 28))


@pytest.mark.parametrize("typed", ["13-01", "02-30", "", "x", "-", "00-00", "4-99", "١٣-٤٠"])
def test_a_year_end_that_no_calendar_has_is_passed_over(tmp_path: Path, typed: str) -> None:
    book = one_file(
        tmp_path,
        '1970-01-01 custom "fava-option" "fiscal_year_end" "03-31"\n'
        f'1970-01-01 custom "fava-option" "fiscal_year_end" "{typed}"\n',
    )
    assert book.year_end == (3, 31)
    assert book.year_of(date(2026, 3, 31))[1] == date(2026, 3, 31)


def test_a_later_line_of_a_fund_replaces_its_terms_and_keeps_its_first_day(tmp_path: Path) -> None:
    book = one_file(
        tmp_path,
        """
2025-01-01 custom "fund" "council" "restricted"
  name: "Council"
  funder: "Northgate"
  award: 500.00 GBP
  spend-by: 2025-12-31
2025-01-01 custom "grant-budget" "council" "Food" 300.00 GBP Expenses:Food
2025-02-01 custom "grant-change" "council" "Food" -50.00 GBP "e-mail"
2025-03-01 custom "fund" "council" "no-such-class"
  name: "Council food"
  spend-by: 2026-06-30
2025-03-01 custom "grant-budget" "unknown" "Food" 1.00 GBP
""",
    )
    assert list(book.funds) == ["council"]
    fund = book.funds["council"]
    assert (fund.title, fund.opened, fund.spend_by) == (
        "Council food",
        date(2025, 1, 1),
        date(2026, 6, 30),
    )
    assert (fund.award, fund.funder) == (None, ""), "what the later line does not say is not said"
    assert fund.kind is FundClass.RESTRICTED, "an unknown class promises the least"
    (line,) = fund.budget
    assert (line.agreed, line.accounts) == (Money(250_00), ("Expenses:Food",))


def test_the_latest_word_about_an_agreement_holds(tmp_path: Path) -> None:
    line = '2026-03-31 custom "agreed" Assets:Bank:Current'
    book = one_file(
        tmp_path,
        f'{line} 1.00 GBP "first"\n{line} 2.00 GBP "second"\n'
        f'2026-04-30 custom "agreed" Assets:Bank:Current 3.00 GBP "april"\n'
        f'2026-04-30 custom "agreed" Assets:Bank:Current "withdrawn" "misread"\n'
        f'2026-05-31 custom "agreed" Assets:Bank:Current\n'
        f'2026-02-28 custom "agreed" Assets:Bank:Current "withdrawn" "never made"\n',
    )
    (agreement,) = book.agreements
    assert (agreement.figure, agreement.statement) == (Money(2_00), "second")


def test_an_account_in_a_line_is_known_from_a_text_that_looks_like_it(tmp_path: Path) -> None:
    book = one_file(tmp_path, '2026-01-01 custom "x" Expenses:Food "Expenses:Food"\n')
    bare, quoted = book.facts[0].values
    assert isinstance(bare, AccountName)
    assert not isinstance(quoted, AccountName)


def test_a_book_is_never_founded_over_another(shelf: Path) -> None:
    before = every_byte(shelf)
    with pytest.raises(BookAlreadyThere):
        new_book(shelf, "Oak", "informal-group", (3, 31), START, hand())
    with pytest.raises(BookAlreadyThere):
        bring_in(shelf, "Oak", HEAD, {}, hand())
    assert every_byte(shelf) == before


@pytest.mark.parametrize("title", ['Elm "Street" \\ Aid', "Elm\nStreet", "שלום", "; option #x"])
def test_a_title_is_kept_whatever_is_in_it(tmp_path: Path, title: str) -> None:
    named, brought, renamed = tmp_path / "a", tmp_path / "b", begun(tmp_path)
    new_book(named, title, "informal-group", (3, 31), START, hand())
    bring_in(brought, title, HEAD, {}, hand())
    rename_book(renamed, title, hand())
    for shelf in (named, brought, renamed):
        assert index.current(shelf).title == title.replace("\n", " ")
        assert stock_errors(shelf) == []


@pytest.mark.parametrize("title", ["", " \n", "\u200b", "x" * 121, "\x07", "\ud800"])
def test_a_group_without_a_name_that_can_be_read_is_refused(tmp_path: Path, title: str) -> None:
    shelf = tmp_path / "a"
    with pytest.raises(Refusal) as refused:
        new_book(shelf, title, "informal-group", (3, 31), START, hand())
    assert refused.value.field == "title"
    assert not shelf.exists()
    before = every_byte(renamed := begun(tmp_path))
    with pytest.raises(Refusal):
        rename_book(renamed, title, hand())
    assert every_byte(renamed) == before


@pytest.fixture(scope="module")
def brought(tmp_path_factory: pytest.TempPathFactory) -> Path:
    shelf = tmp_path_factory.mktemp("sample") / "book"
    bring_in(shelf, "", SAMPLE.read_text(), papers_at_hand(SAMPLE), hand())
    return shelf


def test_the_sample_brought_in_means_the_same_month_by_month(brought: Path) -> None:
    file, folder = read(SAMPLE), read(brought)
    assert (folder.title, folder.year_end, folder.legal_form) == (
        file.title,
        file.year_end,
        file.legal_form,
    )
    assert dict(folder.accounts) == dict(file.accounts)
    assert dict(folder.funds) == dict(file.funds)
    assert folder.transactions == file.transactions
    assert folder.agreements == file.agreements
    assert folder.closings == file.closings
    assert sorted(map(repr, folder.prices)) == sorted(map(repr, file.prices))
    assert {n: (e.total, e.corrected_by, e.later) for n, e in folder.entries.items()} == {
        n: (e.total, e.corrected_by, e.later) for n, e in file.entries.items()
    }
    assert {paper.name: paper.sha256 for paper in folder.documents} == {
        paper.name: paper.sha256 for paper in file.documents
    }
    assert [each for each in problems(folder) if each.is_grave] == []
    assert [*equal_to_beancount(folder)] == []
    assert stock_errors(brought) == []


def test_every_entry_of_it_lies_whole_in_the_month_of_its_first_part(brought: Path) -> None:
    for entry in read(brought).entries.values():
        first = entry.transactions[0]
        assert {made.place[0] for made in entry.transactions} == {
            f"journal/{first.day:%Y-%m}.beancount"
        }


def test_it_can_be_gone_on_with(brought: Path) -> None:
    last = list(read(brought).entries)[-1]
    made = record(brought, spent(share(1), day=date(2026, 4, 2)), hand(today=date(2026, 4, 2)))
    assert made.number == f"2026-{int(last.split('-')[1]) + 1:04d}"


def test_our_balances_are_those_of_stock_on_any_day() -> None:
    book, stock = read(SAMPLE), StockBook()
    for day in (date(2024, 12, 31), date(2025, 3, 31), TODAY, date(2030, 1, 1)):
        assert all(isinstance(act, Transaction) for act in stock.acts)
        for name, sum_ in balances.money_accounts(book, day).items():
            assert sum_.number == stock.held(name, day)


def test_papers_of_one_name_from_two_folders_are_both_kept(tmp_path: Path) -> None:
    """A stranger's file may call every paper the same; ours are known by number and hash."""
    contents = {"2024/till slip.JPG": b"one", "2025/till slip.JPG": b"two"}
    words = "".join(
        f'2024-01-0{n} * "Aldi" #general ^2024-000{n}\n  kind: "expense"\n'
        "  Expenses:Food  1.00 GBP\n  Assets:Bank:Current  -1.00 GBP\n"
        f'2024-01-0{n} document Expenses:Food "{path}" #general ^2024-000{n}\n'
        f'  sha256: "{sha}"\n'
        for n, (path, sha) in enumerate(
            ((path, sha256(content).hexdigest()) for path, content in contents.items()), start=1
        )
    )
    fund = '2020-01-01 custom "fund" "general" "unrestricted"\n'
    shelf = tmp_path / "book"
    bring_in(shelf, "", HEAD + OPENS + fund + words, contents, hand())
    kept = sorted(path.read_bytes() for path in shelf.glob("vouchers/2024/*.jpg"))
    assert kept == [b"one", b"two"]
    assert [str(each) for each in problems(index.current(shelf)) if each.is_grave] == []
