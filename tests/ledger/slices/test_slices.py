"""A slice of a book: what one document needs, fit to be opened by a stranger."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from beancount import loader
from beancount.core import data
from fava.core import FavaLedger

from ledger.book import Book, read
from ledger.money import Money
from ledger.reading.grants import unnamed
from ledger.slices import ACCOUNTS, REPORT, NotASlice, Subject, recomputed, slice_of
from ledger.slices.subjects import EDITION
from ledger.statements import Period, annual_accounts, fund_statement
from tests.grant_reports.equal_tables import assert_same_accounts, assert_same_report

SAMPLE = Path(__file__).parents[3] / "sample.beancount"
GRANT, YEAR_END = "council-food-2025", date(2026, 3, 31)
FUNDS = ["general", "winter-warmth", GRANT, "street-lunch-2025", "lottery-kitchen"]


@pytest.fixture(scope="module")
def book() -> Book:
    return read(SAMPLE)


def accounts_slice(book: Book, year_end: date = YEAR_END) -> str:
    period = annual_accounts(book, year_end).period
    return slice_of(book, Subject(document=ACCOUNTS, period=period, version=book.version))


def fund_slice(book: Book, fund: str = GRANT) -> str:
    period = fund_statement(book, fund).period
    subject = Subject(document=REPORT, fund=fund, period=period, version=book.version)
    return slice_of(book, subject, unnamed)


def transactions(text: str) -> Iterator[data.Transaction]:
    entries, errors, _ = loader.load_string(text)
    assert errors == []
    return (each for each in entries if isinstance(each, data.Transaction))


@pytest.mark.parametrize("year_end", [date(2025, 3, 31), YEAR_END, date(2027, 3, 31)])
def test_accounts_come_out_of_their_slice_again_to_the_penny(book: Book, year_end: date) -> None:
    again = recomputed(accounts_slice(book, year_end))
    assert_same_accounts(annual_accounts(book, year_end), again)
    assert len(again.ties) > 8


@pytest.mark.parametrize("fund", FUNDS)
def test_a_funds_report_comes_out_of_its_slice_again(book: Book, fund: str) -> None:
    assert_same_report(fund_statement(book, fund), recomputed(fund_slice(book, fund)))


def test_stock_beancount_and_stock_fava_open_it_by_itself(book: Book, tmp_path: Path) -> None:
    for name, text in (("accounts", accounts_slice(book)), ("fund", fund_slice(book))):
        file = tmp_path / name / "books.beancount"
        file.parent.mkdir()
        file.write_text(text, encoding="utf-8")
        _, errors, _ = loader.load_file(str(file))
        assert errors == []
        assert FavaLedger(str(file)).errors == []


def test_it_names_no_other_file(book: Book) -> None:
    for text in (accounts_slice(book), fund_slice(book)):
        assert not re.search(r"^(include|plugin)|^\S+ document ", text, re.MULTILINE)


def test_nobody_who_was_helped_is_in_it_not_even_as_a_line(book: Book) -> None:
    helped = [made for made in book.transactions if made.kind == "help"]
    assert len(helped) > 10
    for text in (accounts_slice(book), fund_slice(book, "winter-warmth")):
        given = [
            each
            for each in transactions(text)
            if any(posting.account == "Expenses:Help-Given" for posting in each.postings)
        ]
        assert {each.narration for each in given} == {"Help given, added up"}
        assert all(each.date in {date(2025, 3, 31), YEAR_END} for each in given)
        assert not any(made.narration and f'"{made.narration}"' in text for made in helped)
        numbers = {link for each in given for link in each.links}
        assert numbers.isdisjoint({made.entry for made in helped})


def test_it_says_how_many_were_helped_in_all_and_in_no_single_fund(book: Book) -> None:
    text = accounts_slice(book)
    assert f'{YEAR_END} custom "helped" "39"' in text
    assert "count:" not in text


def test_a_funds_slice_holds_that_funds_money_and_no_other(book: Book) -> None:
    every = list(transactions(fund_slice(book)))
    assert {tag for each in every for tag in each.tags} == {GRANT}
    lies = sum(
        posting.units.number
        for each in every
        for posting in each.postings
        if posting.account.startswith("Assets:")
    )
    assert lies == fund_statement(book, GRANT).closing.number


def test_a_shared_entry_shows_its_funds_part_its_whole_and_the_papers_total(book: Book) -> None:
    """Entry 2025-0100 is £40.82 over two funds."""
    text = fund_slice(book)
    (mine,) = [each for each in transactions(text) if "2025-0100" in each.links]
    assert mine.postings[0].units.number < Decimal("40.82")
    assert 'custom "whole-entry" "2025-0100" 40.82 GBP' in text


def test_a_paper_is_told_of_by_its_hash_and_stays_with_the_books(book: Book) -> None:
    text = fund_slice(book)
    papers = [each for each in book.documents if GRANT in each.tags]
    assert len(papers) > 40
    for each in papers:
        assert (
            f'custom "paper-kept" "{each.entry}" "{each.name}"\n  sha256: "{each.sha256}"' in text
        )


def test_who_counted_the_tin_goes_along_by_number_and_never_by_name(tmp_path: Path) -> None:
    text, counted = SAMPLE.read_text(), '61.94 GBP "counted by P003 and P005"'
    named = tmp_path / "named.beancount"
    named.write_text(text.replace(counted, '61.94 GBP "Dana Smith, 07700 900123, and P005"'))
    assert text.count(counted) == 1
    assert counted in accounts_slice(read(SAMPLE))
    sliced = accounts_slice(read(named))
    assert 'custom "agreed" Assets:Cash:Tin 61.94 GBP ""' in sliced
    assert "Dana Smith" not in sliced
    assert 'Assets:Bank:Current 3559.32 GBP "statement of 31 March"' in sliced


def test_what_a_bank_held_at_an_agreement_is_not_in_a_funds_slice(book: Book) -> None:
    text = fund_slice(book)
    assert '"agreed"' not in text
    assert 'custom "compared" Assets:Bank:Current' in text


def test_a_funds_slice_names_no_person_in_its_words(book: Book) -> None:
    for fund in FUNDS:
        held = transactions(fund_slice(book, fund))
        assert held
        for each in held:
            assert not re.search(r"\bP[0-9]{3}\b", f"{each.payee} {each.narration}")


def test_a_funds_slice_opens_no_claims_of_whoever_claimed_nothing_of_it(book: Book) -> None:
    lists = []
    for fund in FUNDS:
        text = fund_slice(book, fund)
        opened = set(re.findall(r"open (Liabilities:Claims:\S+)", text))
        posted = {each.account for made in transactions(text) for each in made.postings}
        assert opened == {name for name in posted if name.startswith("Liabilities:Claims:")}
        lists.append(opened)
    assert set() in lists
    assert any(lists)


def test_who_recorded_and_the_keys_of_forms_stay_at_home(book: Book) -> None:
    for text in (accounts_slice(book), fund_slice(book)):
        assert "recorded-by" not in text
        assert "  key:" not in text


def test_earlier_years_stand_added_up_and_what_lies_in_each_account_is_asserted(
    book: Book,
) -> None:
    text = accounts_slice(book)
    sums = [each for each in transactions(text) if each.narration == "An earlier year, added up"]
    assert sums
    assert {each.date for each in sums} == {date(2025, 3, 31)}
    assert "2025-04-01 balance Assets:Bank:Current" in text


SPONSORED = """
option "title" "Elm Street Mutual Aid"
option "operating_currency" "GBP"
1970-01-01 custom "group" "constituted-association"
1970-01-01 custom "fava-option" "fiscal_year_end" "03-31"
2024-04-01 open Assets:Bank:Current GBP
2024-04-01 open Income:Sponsorship GBP
2024-04-01 open Expenses:Food GBP
2024-04-01 open Expenses:Help-Given GBP
2024-04-01 open Liabilities:Held-For-Others GBP
2024-04-01 custom "fund" "hall" "restricted"
  name: "Warm hall"
  funder: "Northgate Council"
  award: 500.00 GBP

2024-05-01 * "Northgate Council" "For the hall" #hall ^2024-0001
  kind: "income"
  Assets:Bank:Current             300.00 GBP
  Income:Sponsorship             -200.00 GBP
  Liabilities:Held-For-Others    -100.00 GBP

2025-04-30 * "Northgate Council" "For the hall" #hall ^2025-0001
  kind: "income"
  Assets:Bank:Current             180.00 GBP
  Expenses:Help-Given              20.00 GBP
  Income:Sponsorship             -200.00 GBP

2025-05-01 * "Aldi" "Food" #hall ^2025-0002
  kind: "expense"
  Expenses:Food                   920.00 GBP
  Assets:Bank:Current            -920.00 GBP
"""


def test_what_is_still_to_come_is_proved_where_the_slice_does_not_tell_who_gave(
    tmp_path: Path,
) -> None:
    (tmp_path / "book.beancount").write_text(SPONSORED)
    book = read(tmp_path / "book.beancount")
    text, made = accounts_slice(book), annual_accounts(book, YEAR_END)
    (hall,) = made.notes.funds
    assert (hall.to_come, hall.overspent) == (Money(10000), Money(44000))
    assert_same_accounts(made, recomputed(text))
    assert '"Northgate Council" "For the hall"' not in text


def test_the_same_book_gives_the_same_slice(book: Book) -> None:
    assert accounts_slice(book) == accounts_slice(read(SAMPLE))
    assert fund_slice(book) == fund_slice(read(SAMPLE))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('plugin "os"', "asks for a program"),
        ('include "/etc/passwd"', "names another file"),
        ('option "documents" "papers"', "it names other files"),
        ('2026-03-31 custom "fava-extension" "x"', "a setting for Fava"),
        ('2026-03-30 * "x" #general\n  Assets:Bank:Current  1/0 GBP', "calculation"),
    ],
)
def test_a_slice_from_a_stranger_reaches_nothing(book: Book, line: str, why: str) -> None:
    text = f"{fund_slice(book)}\n{line}\n"
    with pytest.raises(NotASlice, match=why) as refused:
        recomputed(text)
    assert refused.value.remedy == "Ask for the document once more, from whoever made it."


def test_a_text_that_is_no_slice_is_refused_with_a_sentence() -> None:
    for text in ("", "; nothing\n", 'option "title" "x"\n', '2026-01-01 custom "slice" "x"\n'):
        with pytest.raises(NotASlice, match="does not say which document"):
            recomputed(text)


def test_a_slice_says_its_edition_and_one_that_does_not_is_of_the_first(book: Book) -> None:
    text = fund_slice(book)
    line = f"  edition: {EDITION}\n"
    assert recomputed(text).subject.edition == EDITION
    older = recomputed(text.replace(line, "", 1)).subject
    assert older.edition == 1
    assert line not in slice_of(book, older, unnamed)
    for said in ("0", "1.5", "-2", '"x"', "2 GBP"):
        with pytest.raises(NotASlice, match="of which edition"):
            recomputed(text.replace(line, f"  edition: {said}\n", 1))


def test_a_period_is_that_of_its_document(book: Book) -> None:
    again = recomputed(fund_slice(book))
    assert again.subject.period == Period(first=date(2025, 3, 20), last=YEAR_END)
    assert again.subject.version == book.version
