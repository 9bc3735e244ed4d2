"""Who gave is told by a slice wherever its document prints it, and nothing else is told by that."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from ledger.book import Book, read
from ledger.money import Money
from ledger.reading.grants import unnamed
from ledger.slices import ACCOUNTS, REPORT, NotASlice, Subject, recomputed, slice_of
from ledger.statements import (
    DoesNotTie,
    FundStatement,
    annual_accounts,
    fund_outline,
    fund_statement,
)
from tests.grant_reports.equal_tables import assert_same_accounts, assert_same_report

COUNCIL, PERSON = "Northgate Council", "P004"
BEGINNING = """
option "title" "Elm Street Mutual Aid"
option "operating_currency" "GBP"
1970-01-01 custom "group" "constituted-association"
1970-01-01 custom "fava-option" "fiscal_year_end" "03-31"
2024-04-01 open Assets:Bank:Current GBP
2024-04-01 open Assets:Owed-To-Us:Council GBP
2024-04-01 open Income:Grants GBP
2024-04-01 open Income:Sponsorship GBP
2024-04-01 open Income:Donations GBP
2024-04-01 open Expenses:Food GBP
2024-04-01 open Expenses:Help-Given GBP
2024-04-01 open Liabilities:Held-For-Others GBP
2024-04-01 open Liabilities:Claims:P007 GBP
2024-04-01 custom "fund" "general" "unrestricted"
2024-04-01 custom "fund" "hall" "restricted"
  name: "Warm hall"
  funder: "{funder}"
  award: 500.00 GBP

{entries}
2025-06-01 * "Aldi" "Food" #hall ^2025-0009
  kind: "expense"
  Expenses:Food         900.00 GBP
  Assets:Bank:Current  -900.00 GBP
"""
HELD = """
2025-04-30 * "Northgate Council" "For the hall" #hall ^2025-0001
  kind: "income"
  reference: "BACS 7"
  Assets:Bank:Current             300.00 GBP
  Income:Sponsorship             -200.00 GBP
  Liabilities:Held-For-Others    -100.00 GBP
"""
NUMBERED = """
2025-04-30 * "P004" "For the hall" #hall ^2025-0001
  kind: "income"
  reference: "P004 in May"
  Assets:Bank:Current   300.00 GBP
  Income:Donations     -300.00 GBP

2025-05-01 * "P007" "For the hall" #hall ^2025-0002
  kind: "income"
  Assets:Bank:Current   20.00 GBP
  Income:Donations     -20.00 GBP
"""
OF_TWO_PAYEES = """
2025-04-30 * "A neighbour" "For all" #general ^2025-0001
  kind: "income"
  reference: "A 1"
  Assets:Bank:Current   1.00 GBP
  Income:Donations     -1.00 GBP

2025-04-30 * "Northgate Council" "For the hall" #hall ^2025-0001
  kind: "income"
  Assets:Bank:Current   300.00 GBP
  Income:Sponsorship   -300.00 GBP
"""
NAMED_IN_ANOTHER_FUND = OF_TWO_PAYEES.replace("Northgate Council", "").replace(
    "A neighbour", "Northgate Council"
)
WITH_HELP = """
2024-05-01 * "Northgate Council" "For the hall" #hall ^2024-0001
  kind: "income"
  reference: "BACS 7"
  Assets:Bank:Current    280.00 GBP
  Expenses:Help-Given     20.00 GBP
  Income:Sponsorship    -200.00 GBP
  Income:Grants         -100.00 GBP

2025-05-01 * "The bakery" "For the hall" #hall ^2025-0001
  kind: "income"
  Assets:Bank:Current     70.00 GBP
  Expenses:Help-Given     20.00 GBP
  Income:Sponsorship     -90.00 GBP
"""
NAMED = """
2025-05-02 * "The bakery" "For the hall" #hall ^2025-0002
  kind: "income"
  Assets:Bank:Current    400.00 GBP
  Income:Sponsorship    -400.00 GBP
"""
TAKEN_BACK_LATE = """
2024-05-01 * "Northgate Council" "For the hall" #hall ^2024-0001
  kind: "income"
  Assets:Bank:Current    280.00 GBP
  Expenses:Help-Given     20.00 GBP
  Income:Grants         -300.00 GBP

2025-05-01 * "Northgate Council" "For the hall" #hall ^2025-0001
  kind: "reversal"
  corrects: "2024-0001"
  because: "twice"
  Assets:Bank:Current   -280.00 GBP
  Expenses:Help-Given    -20.00 GBP
  Income:Grants          300.00 GBP

2025-05-01 * "Northgate Council" "For the hall" #hall ^2025-0001
  kind: "income"
  corrects: "2024-0001"
  because: "twice"
  reference: "BACS 8"
  Assets:Bank:Current    250.00 GBP
  Income:Sponsorship    -250.00 GBP
"""
HELP_TAKEN_BACK_LATE = """
2024-05-01 * "Heating" #hall ^2024-0001
  kind: "help"
  count: 7
  Expenses:Help-Given    20.00 GBP
  Assets:Bank:Current   -20.00 GBP

2025-05-01 * "Heating" #hall ^2025-0001
  kind: "reversal"
  corrects: "2024-0001"
  because: "twice"
  count: 7
  Expenses:Help-Given   -20.00 GBP
  Assets:Bank:Current    20.00 GBP
"""
CLAIMED_HELP_PUT_RIGHT = """
2025-05-01 * "P007" "Heating" #hall ^2025-0001
  kind: "claim"
  Expenses:Help-Given        20.00 GBP
  Liabilities:Claims:P007   -20.00 GBP

2025-05-01 * "P007" "Heating" #hall ^2025-0002
  kind: "reversal"
  corrects: "2025-0001"
  because: "it came in"
  Expenses:Help-Given       -20.00 GBP
  Liabilities:Claims:P007    20.00 GBP

2025-05-01 * "Northgate Council" "For the hall" #hall ^2025-0002
  kind: "income"
  corrects: "2025-0001"
  because: "it came in"
  Assets:Bank:Current   300.00 GBP
  Income:Sponsorship   -300.00 GBP
"""
OWED_BEFORE = """
2024-05-01 * "Northgate Council" "For the hall" #hall ^2024-0001
  kind: "income"
  Assets:Owed-To-Us:Council   300.00 GBP
  Income:Sponsorship         -300.00 GBP

2025-04-30 * "Northgate Council" "For the hall" #hall ^2025-0001
  kind: "income"
  Assets:Bank:Current           310.00 GBP
  Assets:Owed-To-Us:Council    -300.00 GBP
  Liabilities:Held-For-Others   -10.00 GBP
"""
PAID_WITH_WHAT_IS_HELD = """
2025-04-30 * "The landlord" "Rent" #hall ^2025-0001
  kind: "expense"
  Expenses:Food                   50.00 GBP
  Liabilities:Held-For-Others     10.00 GBP
  Assets:Bank:Current            -60.00 GBP
"""
# As the second edition cut WITH_HELP and NAMED: what came in was added up with the help.
ADDED_UP = Path(__file__).with_name("with_help_of_edition_2.txt").read_text()
BOOKS = {
    "with money held for others": (COUNCIL, HELD, [20000]),
    "by a person known by number": (PERSON, NUMBERED, [30000]),
    "with two payees": (COUNCIL, OF_TWO_PAYEES, [30000]),
    "with a payee in another fund alone": (COUNCIL, NAMED_IN_ANOTHER_FUND, [30000]),
    "with help given of it": (COUNCIL, WITH_HELP, [30000]),
    "taken back in a later year": (COUNCIL, TAKEN_BACK_LATE, [25000]),
    "help taken back in a later year": (COUNCIL, HELP_TAKEN_BACK_LATE, []),
    "put down as claimed help first": (COUNCIL, CLAIMED_HELP_PUT_RIGHT, [30000]),
    "after it was owed": (COUNCIL, OWED_BEFORE, [30000]),
    "paid with what is held": (COUNCIL, PAID_WITH_WHAT_IS_HELD, []),
}


def book_of(folder: Path, entries: str, funder: str = COUNCIL) -> Book:
    place = folder / "book.beancount"
    place.write_text(BEGINNING.format(funder=funder, entries=entries))
    return read(place)


def report_slice(book: Book, made: FundStatement) -> str:
    subject = Subject(document=REPORT, fund="hall", period=made.period, version=book.version)
    return slice_of(book, subject, unnamed)


def with_lines(text: str, *lines: str) -> FundStatement:
    more = "".join(f'\n2025-05-01 custom "arrived" {each}\n' for each in lines)
    made = recomputed(text + more).statement
    assert isinstance(made, FundStatement)
    return made


def lines_of(text: str) -> list[str]:
    return re.findall(r'custom "arrived" (.*)', text)


@pytest.mark.parametrize(("funder", "entries", "arrived"), BOOKS.values(), ids=BOOKS)
def test_a_right_book_is_proved_however_the_funder_gave(
    tmp_path: Path, funder: str, entries: str, arrived: list[int]
) -> None:
    book = book_of(tmp_path, entries, funder)
    made = fund_statement(book, "hall")
    assert [each.amount.pence for each in made.instalments] == arrived
    assert fund_outline(book, made.fund, made.period).instalments == made.instalments
    assert_same_report(made, recomputed(report_slice(book, made)))
    for end in sorted({book.year_of(each.day)[1] for each in book.transactions}):
        accounts = annual_accounts(book, end)
        subject = Subject(document=ACCOUNTS, period=accounts.period, version=book.version)
        assert_same_accounts(accounts, recomputed(slice_of(book, subject)))


def test_of_an_entry_that_stands_in_a_slice_only_the_giver_is_told(tmp_path: Path) -> None:
    book = book_of(tmp_path, HELD)
    text = report_slice(book, fund_statement(book, "hall"))
    assert lines_of(text) == ['"2025-0001"']
    assert "Northgate Council" not in text.replace('funder: "Northgate Council"', "")


def test_what_came_with_help_stands_without_the_help_and_only_the_giver_is_told(
    tmp_path: Path,
) -> None:
    book = book_of(tmp_path, WITH_HELP)
    text = report_slice(book, fund_statement(book, "hall"))
    assert lines_of(text) == ['"2024-0001"']
    moved = re.findall(r"  Assets:Bank:Current +(.*) GBP", text)
    assert moved == ["300.00", "90.00", "-900.00", "-40.00"]
    assert "bakery" not in text


def test_a_slice_of_before_in_which_it_was_added_up_is_proved_as_it_was(tmp_path: Path) -> None:
    book = book_of(tmp_path, WITH_HELP + NAMED)
    assert lines_of(ADDED_UP) == [
        '"2024-0001" Income:Sponsorship 200.00 GBP',
        '"2024-0001" Income:Grants 100.00 GBP',
    ]
    again = recomputed(ADDED_UP)
    assert again.subject.edition == 2
    assert_same_report(fund_statement(book, "hall"), again)


def test_where_the_entries_tell_who_gave_there_is_no_line(tmp_path: Path) -> None:
    book = book_of(tmp_path, OF_TWO_PAYEES)
    assert lines_of(report_slice(book, fund_statement(book, "hall"))) == []


def test_no_line_makes_a_gift_of_another_the_funders(tmp_path: Path) -> None:
    book = book_of(tmp_path, OF_TWO_PAYEES.replace("Northgate Council", "The bakery"))
    made = fund_statement(book, "hall")
    text = report_slice(book, made)
    again = with_lines(text, '"2025-0001"')
    assert again.arrived == made.arrived == Money(0)
    with pytest.raises(NotASlice, match="not added up there"):
        with_lines(text, '"2025-0001" Income:Sponsorship 300.00 GBP')


def test_where_the_funder_has_a_number_a_gift_of_somebody_with_a_name_stays_theirs(
    tmp_path: Path,
) -> None:
    book = book_of(tmp_path, NUMBERED.replace('"P007"', '"The bakery"'), PERSON)
    made = fund_statement(book, "hall")
    again = with_lines(report_slice(book, made), '"2025-0002"')
    assert again.instalments == tuple(
        replace(each, reference="a volunteer in May") for each in made.instalments
    )


FORGED = {
    "more than is added up": '"2025-0777" Income:Sponsorship 90.01 GBP',
    "of an entry whose payee stands there": '"2025-0002" Income:Sponsorship 90.00 GBP',
    "of a cost": '"2025-0777" Expenses:Help-Given 20.00 GBP',
    "of the bank": '"2025-0777" Assets:Bank:Current 20.00 GBP',
    "of the other sign": '"2025-0777" Income:Sponsorship -1.00 GBP',
    "twice of one": '"2024-0001" Income:Sponsorship 1.00 GBP',
    "of no entry": '"a gift" Income:Sponsorship 5.00 GBP',
}


@pytest.mark.parametrize("line", FORGED.values(), ids=FORGED)
def test_a_line_tells_of_no_more_than_what_is_added_up(line: str) -> None:
    assert with_lines(ADDED_UP).arrived == Money(300_00)
    last = len(ADDED_UP.splitlines()) + 2
    with pytest.raises(NotASlice, match=f"line {last} "):
        with_lines(ADDED_UP, line)


@pytest.mark.parametrize("day", ["2024-03-31", "2025-06-02"])
def test_a_line_is_of_a_day_that_its_sum_may_have(day: str) -> None:
    forged = ADDED_UP.replace('2024-05-01 custom "arrived"', f'{day} custom "arrived"')
    assert forged != ADDED_UP
    with pytest.raises(NotASlice, match="not added up there"):
        recomputed(forged)


def test_a_fund_without_a_funder_has_no_line(tmp_path: Path) -> None:
    book = book_of(tmp_path, WITH_HELP, "")
    made = fund_statement(book, "hall")
    text = report_slice(book, made)
    assert lines_of(text) == []
    assert_same_report(made, recomputed(text))
    nobodys = ADDED_UP.replace('  funder: "Northgate Council"\n', "")
    with pytest.raises(NotASlice, match="not added up there"):
        recomputed(nobodys)


def test_words_that_a_person_typed_make_no_sum(tmp_path: Path) -> None:
    typed = HELD.replace('"Northgate Council" "For the hall"', '"Help given, added up"')
    book = book_of(tmp_path, typed)
    made = fund_statement(book, "hall")
    text = report_slice(book, made)
    assert_same_report(made, recomputed(text))
    with pytest.raises(NotASlice, match="not added up there"):
        with_lines(text, '"2025-0777" Income:Sponsorship 20.00 GBP')


def test_grant_money_in_a_sum_is_told_in_full_or_the_slice_contradicts_itself() -> None:
    for forged in (
        ADDED_UP.replace("Income:Grants 100.00 GBP", "Income:Grants 99.00 GBP"),
        re.sub(r'.*custom "arrived".*Income:Grants.*\n.*\n', "", ADDED_UP),
    ):
        assert forged != ADDED_UP
        with pytest.raises(DoesNotTie, match="How the grant arrived"):
            recomputed(forged)
