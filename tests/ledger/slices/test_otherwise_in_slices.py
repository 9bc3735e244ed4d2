"""What came of an award under other headings than grants is told by a slice that cannot add it up.

Each book is read as a text, and both its documents are made again from their slices.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.balances import shortfall
from ledger.book import Book
from ledger.money import Money
from ledger.slices import ACCOUNTS, NotASlice, Subject, recomputed, slice_of
from ledger.slices.subjects import EDITION
from ledger.statements import AnnualAccounts, FundStatement, annual_accounts, fund_statement
from tests.grant_reports.equal_tables import assert_same_accounts, assert_same_report
from tests.ledger.slices.test_arrived_in_slices import COUNCIL, PERSON, book_of, report_slice

SPONSORED = """
{day} * "{who}" "For the hall" #hall ^{number}
  kind: "income"
  Assets:Bank:Current    {pounds}.00 GBP
  Income:Sponsorship    -{pounds}.00 GBP
"""


def sponsored(pounds: int, day: str, number: str, who: str = COUNCIL) -> str:
    return SPONSORED.format(pounds=pounds, day=day, number=number, who=who)


def turned(text: str, day: str, number: str) -> str:
    """The same taken back by an entry of its own."""
    old = re.search(r"\^(\S+)", text)
    assert old is not None
    lines = [
        f'{day} * "{COUNCIL}" "Taken back" #hall ^{number}',
        '  kind: "reversal"',
        f'  corrects: "{old[1]}"',
        '  because: "twice"',
        *(
            line.replace("    ", "   -", 1) if "Bank" in line else line.replace("-", " ")
            for line in text.splitlines()
            if line.startswith(("  Assets", "  Income"))
        ),
    ]
    return "\n" + "\n".join(lines) + "\n"


LAST_YEAR = sponsored(300, "2024-05-01", "2024-0001")
HELD = """
2025-04-30 * "Northgate Council" "For the hall" #hall ^2025-0001
  kind: "income"
  Assets:Bank:Current             300.00 GBP
  Income:Sponsorship             -200.00 GBP
  Liabilities:Held-For-Others    -100.00 GBP
"""
WITH_HELP = """
2024-05-01 * "Northgate Council" "For the hall" #hall ^2024-0001
  kind: "income"
  Assets:Bank:Current    280.00 GBP
  Expenses:Help-Given     20.00 GBP
  Income:Sponsorship    -300.00 GBP

2025-05-01 * "The bakery" "For the hall" #hall ^2025-0001
  kind: "income"
  Assets:Bank:Current     70.00 GBP
  Expenses:Help-Given     20.00 GBP
  Income:Sponsorship     -90.00 GBP
"""
GIVEN_BACK = """
2025-05-01 * "The bakery" "Meant for somebody else" #hall ^2025-0001
  kind: "other"
  Income:Sponsorship     50.00 GBP
  Assets:Bank:Current   -50.00 GBP
"""
# Each with what came of the award of £500 by the end, in pounds; £900 of it were spent in 2025.
BOOKS = {
    "in the year before": (COUNCIL, LAST_YEAR, 300),
    "in the year": (COUNCIL, sponsored(300, "2025-05-01", "2025-0001"), 300),
    "in both years": (COUNCIL, LAST_YEAR + sponsored(150, "2025-05-01", "2025-0001"), 450),
    "more than the award": (COUNCIL, LAST_YEAR + sponsored(250, "2025-05-01", "2025-0001"), 550),
    "and by somebody else": (
        COUNCIL,
        LAST_YEAR + sponsored(90, "2024-06-01", "2024-0002", "The bakery"),
        300,
    ),
    "by somebody else alone": (COUNCIL, sponsored(300, "2024-05-01", "2024-0001", "A baker"), 0),
    "and taken back in the year after": (
        COUNCIL,
        LAST_YEAR + turned(LAST_YEAR, "2025-05-01", "2025-0001"),
        0,
    ),
    "with money held for others": (COUNCIL, HELD, 200),
    "with help given of it": (COUNCIL, WITH_HELP, 300),
    "by a person known by number": (PERSON, sponsored(300, "2025-05-01", "2025-0001", "P004"), 300),
    "and nobody is named as funder": ("", sponsored(300, "2024-05-01", "2024-0001", ""), 0),
    "and more of another's was given back than came": (COUNCIL, LAST_YEAR + GIVEN_BACK, 250),
}


@pytest.fixture(params=BOOKS.values(), ids=list(BOOKS))
def told(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Book, int]:
    funder, entries, came = request.param
    return book_of(tmp_path, entries, funder), came


def accounts_of(book: Book) -> Iterator[tuple[AnnualAccounts, str]]:
    for end in sorted({book.year_of(each.day)[1] for each in book.transactions}):
        made = annual_accounts(book, end)
        subject = Subject(document=ACCOUNTS, period=made.period, version=book.version)
        yield made, slice_of(book, subject)


def short(made: AnnualAccounts | FundStatement) -> tuple[Money, Money]:
    if isinstance(made, FundStatement):
        return made.to_come, made.overspent
    line = next(each for each in made.notes.funds if each.fund.name == "hall")
    return line.to_come, line.overspent


def test_accounts_and_report_say_alike_what_is_still_to_come(told: tuple[Book, int]) -> None:
    book, came = told
    lacks = 900_00 - book_income(book)
    to_come = Money(min(lacks, max(0, (500 - came) * 100)))
    expected = (to_come, Money(lacks) - to_come)
    assert shortfall(book, book.fund("hall")) == expected
    assert short(fund_statement(book, "hall")) == expected
    *_, (made, _) = accounts_of(book)
    assert short(made) == expected


def book_income(book: Book) -> int:
    """All that came in, less help that was given of it."""
    names = ("Income", "Expenses:Help")
    every = (p for made in book.transactions for p in made.postings if made.fund == "hall")
    return -sum(each.money.pence for each in every if each.account.startswith(names))


def test_a_slice_makes_both_documents_again(told: tuple[Book, int]) -> None:
    book, _ = told
    for made, text in accounts_of(book):
        assert_same_accounts(made, recomputed(text))
    report = fund_statement(book, "hall")
    assert_same_report(report, recomputed(report_slice(book, report)))


def lines_of(text: str) -> list[str]:
    return re.findall(r'custom "arrived-otherwise" (.*)', text)


def text_of(book: Book) -> str:
    *_, (_, text) = accounts_of(book)
    return text


def test_accounts_tell_in_one_line_for_a_fund_what_came_of_its_award(tmp_path: Path) -> None:
    book = book_of(tmp_path, BOOKS["and by somebody else"][1])
    assert lines_of(text_of(book)) == ['"hall" 300.00 GBP']
    assert COUNCIL not in text_of(book).replace(f'funder: "{COUNCIL}"', "")


def test_a_fund_that_lacks_nothing_has_no_line(tmp_path: Path) -> None:
    book = book_of(tmp_path, LAST_YEAR)
    early, late = (text for _, text in accounts_of(book))
    assert (lines_of(early), lines_of(late)) == ([], ['"hall" 300.00 GBP'])


def test_a_report_needs_no_line(tmp_path: Path) -> None:
    book = book_of(tmp_path, LAST_YEAR)
    assert lines_of(report_slice(book, fund_statement(book, "hall"))) == []


FORGED = {
    "more than came in": '"hall" 300.01 GBP',
    "nothing": '"hall" 0.00 GBP',
    "less than nothing": '"hall" -1.00 GBP',
    "no amount": '"hall"',
    "of another fund": '"general" 1.00 GBP',
    "of no fund": '"hell" 1.00 GBP',
}


@pytest.mark.parametrize("line", FORGED.values(), ids=FORGED)
def test_a_line_tells_of_no_more_than_what_came_in(tmp_path: Path, line: str) -> None:
    text = text_of(book_of(tmp_path, LAST_YEAR))
    forged = text.replace('"hall" 300.00 GBP', line)
    assert forged != text
    with pytest.raises(NotASlice, match="of it tells of more than came in"):
        recomputed(forged)


def test_a_fund_has_one_line(tmp_path: Path) -> None:
    text = text_of(book_of(tmp_path, LAST_YEAR))
    twice = text.replace('"hall" 300.00 GBP', '"hall" 150.00 GBP')
    line = next(each for each in twice.splitlines() if '"arrived-otherwise"' in each)
    assert short_in(twice) == (Money(350_00), Money(250_00))
    with pytest.raises(NotASlice, match="tells of more than came in"):
        recomputed(f"{twice}\n{line}\n")


def test_without_its_line_accounts_call_it_still_to_come_as_those_of_before_did(
    tmp_path: Path,
) -> None:
    text = text_of(book_of(tmp_path, LAST_YEAR))
    bare = re.sub(r'.*custom "arrived-otherwise".*\n', "", text)
    assert short_in(text) == (Money(200_00), Money(400_00))
    assert short_in(bare) == (Money(500_00), Money(100_00))


def test_a_report_of_an_edition_before_is_made_again_as_it_was(tmp_path: Path) -> None:
    book = book_of(tmp_path, LAST_YEAR)
    text = report_slice(book, fund_statement(book, "hall"))
    older = text.replace(f"  edition: {EDITION}\n", "  edition: 2\n")
    assert older != text
    assert short_in(text) == (Money(200_00), Money(400_00))
    assert short_in(older) == (Money(500_00), Money(100_00))


def short_in(text: str) -> tuple[Money, Money]:
    return short(recomputed(text).statement)
