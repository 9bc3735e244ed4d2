"""Notes that tell sums and counts beside the totals, read off the printed page of each form."""

from datetime import date
from pathlib import Path

import pytest

from grant_reports.accounts import accounts_pdf
from grant_reports.adding_up import adds_up_in_pounds
from grant_reports.tables import accounts_tables
from ledger.book import read
from ledger.statements import AnnualAccounts, annual_accounts
from tests.grant_reports.reading import on_one_line
from tests.ledger.statements.conftest import OPENING

SAMPLE = Path(__file__).parents[2] / "sample.beancount"
LAST = date(2026, 3, 31)
PUT_RIGHT = """
2025-05-01 * "Aldi" "Parcels" #general ^2025-0001
  kind: "expense"
  Expenses:Food         {was} GBP
  Assets:Bank:Current  -{was} GBP

2025-05-02 * "Aldi" "Parcels" #general ^2025-0002
  kind: "reversal"
  corrects: "2025-0001"
  because: "the slip says so"
  Assets:Bank:Current   {was} GBP
  Expenses:Food        -{was} GBP

2025-05-02 * "Aldi" "Parcels" #general ^2025-0002
  kind: "expense"
  corrects: "2025-0001"
  because: "the slip says so"
  Expenses:Food         {now} GBP
  Assets:Bank:Current  -{now} GBP
"""
TO_THE_NEXT_YEAR = """
2026-03-30 * "Aldi" "Food" #general ^2026-0001
  kind: "expense"
  Expenses:Food         50.00 GBP
  Assets:Bank:Current  -50.00 GBP

2026-03-30 * "Aldi" "Food" #general ^2026-0002
  kind: "reversal"
  corrects: "2026-0001"
  because: "it was paid in April"
  Assets:Bank:Current   50.00 GBP
  Expenses:Food        -50.00 GBP

2026-04-02 * "Aldi" "Food" #general ^2026-0002
  kind: "expense"
  corrects: "2026-0001"
  because: "it was paid in April"
  Expenses:Food         50.00 GBP
  Assets:Bank:Current  -50.00 GBP
"""
HELPED = """
{day} * "Vouchers" #general ^{number}
  kind: "help"
  count: 3
  Expenses:Help-Given   40.00 GBP
  Assets:Bank:Current  -40.00 GBP
"""
TYPED = """
2025-03-31 custom "last-year" "opening" 0.00 GBP
  from: 2024-04-01
2025-03-31 custom "last-year" "money-in" "Donations" 110.00 GBP
2025-04-01 * "Where we started" #general ^2025-0001
  kind: "opening"
  Assets:Bank:Current       110.00 GBP
  Equity:Opening-Balances  -110.00 GBP
"""
FORM = '2025-04-01 custom "group" "{form}"\n'


def made_of(folder: Path, *parts: str) -> AnnualAccounts:
    file = folder / "book.beancount"
    file.write_text("\n".join((OPENING, *parts)))
    return annual_accounts(read(file), LAST)


def words(made: AnnualAccounts) -> str:
    return on_one_line(accounts_pdf(made))


@pytest.mark.parametrize("form", ["constituted-association", "charity-england-wales"])
def test_each_form_says_what_was_and_what_is(tmp_path: Path, form: str) -> None:
    made = made_of(tmp_path, FORM.format(form=form), PUT_RIGHT.format(was="49.69", now="49.96"))
    said = words(made)
    assert "It was It is Difference" in said.replace("£ ", "")
    assert "the slip says so 49.69 49.96 0.27" in said
    assert "Amounts are left out" not in said
    (row,) = next(each for each in accounts_tables(made) if each.name == "corrected-entries").rows
    assert [str(each) for each in row[-3:]] == ["£49.69", "£49.96", "£0.27"]


def test_where_a_sum_would_tell_of_help_it_is_left_out_and_that_is_said(tmp_path: Path) -> None:
    helped = HELPED.format(day="2025-06-01", number="2025-0003")
    made = made_of(tmp_path, PUT_RIGHT.format(was="49.69", now="49.96"), helped)
    said = words(made)
    assert "Amounts are left out where they would tell of help given." in said
    assert "49.96" not in said
    assert "49.69" not in said


def test_where_help_went_to_few_the_note_on_members_says_that_it_does_not_count_it(
    tmp_path: Path,
) -> None:
    this = PUT_RIGHT.format(was="49.69", now="50.00")
    paid = HELPED.format(day="2025-06-01", number="2025-0003").replace('"Vouchers"', '"P007" "Gas"')
    made = made_of(tmp_path, this, paid.replace('kind: "help"', 'kind: "expense"'))
    assert "Other payments to them: none. Help given is not counted here." in words(made)
    assert "Help given is not counted here." not in words(made_of(tmp_path, this))


def test_last_periods_help_to_few_has_no_sum_in_scotland_either(tmp_path: Path) -> None:
    helped = HELPED.format(day="2024-06-01", number="2024-0001")
    this = PUT_RIGHT.format(was="49.69", now="50.00")
    made = made_of(tmp_path, FORM.format(form="charity-scotland"), helped, this)
    said = words(made)
    assert "No help was given. Last period: fewer than five." in said
    assert "no claim was paid back. Last period: none." in said
    assert "£40" not in said
    rows = next(each for each in accounts_tables(made) if each.name == "notes-last-period").rows
    assert rows[0] == ("Help given", "fewer than five", None)


def test_a_first_year_with_typed_figures_says_where_those_of_the_notes_stand(
    tmp_path: Path,
) -> None:
    made = made_of(tmp_path, FORM.format(form="charity-scotland"), TYPED)
    said = words(made)
    assert said.count("stands in the former accounts and not in these books.") == 3
    assert "Last period:" not in said


@pytest.mark.parametrize(
    ("was", "now", "adds_up"), [("49.20", "50.10", True), ("49.60", "51.40", False)]
)
def test_in_whole_pounds_a_difference_that_is_rounded_is_said(
    tmp_path: Path, was: str, now: str, *, adds_up: bool
) -> None:
    """£49.20 to £50.10 is £0.90: 49, 50 and 1. £49.60 to £51.40 is £1.80: 50, 51 and 2."""
    made = made_of(tmp_path, PUT_RIGHT.format(was=was, now=now))
    assert adds_up_in_pounds(made) is adds_up


def test_what_was_put_right_to_a_day_of_the_next_year_is_said_to_belong_there(
    tmp_path: Path,
) -> None:
    said = words(made_of(tmp_path, TO_THE_NEXT_YEAR))
    assert "it was paid in April 50.00 – (50.00)" in said
    assert "what came to something and is nothing now was taken back, or belongs to a later" in said


def test_an_entry_that_the_books_do_not_hold_is_not_said_to_be_left_out_for_help(
    tmp_path: Path,
) -> None:
    unknown = PUT_RIGHT.format(was="5.00", now="6.00").replace("2025-0001", "2025-0009")
    text = unknown[unknown.index("2025-05-02") :]
    made = made_of(tmp_path, text)
    (row,) = made.notes.corrected
    assert (row.old, row.is_known, row.difference) == ("2025-0009", False, None)
    assert "Amounts are left out" not in words(made)


@pytest.mark.parametrize(
    ("moved", "told"),
    [
        (("held", "200.00", "Liabilities:Held-For-Others"), "held no money of its own. What"),
        (("expense", "-30.00", "Expenses:Food"), "was overdrawn by £30.00. What it owed"),
    ],
)
def test_reserves_of_nothing_and_less_are_told_in_a_sentence(
    tmp_path: Path, moved: tuple[str, str, str], told: str
) -> None:
    kind, amount, account = moved
    text = f"""
2025-05-01 * "Somebody" "Something" #general ^2025-0001
  kind: "{kind}"
  Assets:Bank:Current   {amount} GBP
  {account}
"""
    assert f"At 31 March 2026 the group {told}" in words(made_of(tmp_path, text))
