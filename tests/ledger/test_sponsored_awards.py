"""An award that came as sponsorship has come: every page, document and slice says so alike."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ledger import index
from ledger.balances import shortfall
from ledger.book import Book, read
from ledger.entries.acts import Correction, Expense, Income, Refund
from ledger.funds import Fund, FundClass
from ledger.money import NOTHING, Money
from ledger.movements import moves
from ledger.reading import (
    annual_accounts,
    fund_statement,
    fund_view,
    grant_letter,
    home,
    month_view,
    public_summary,
)
from ledger.reading.grants import unnamed
from ledger.recording import open_fund, record
from ledger.slices import ACCOUNTS, REPORT, Subject, recomputed, slice_of
from tests.grant_reports.equal_tables import assert_same_accounts, assert_same_report
from tests.ledger.street import BANK, START, TODAY, begun, hand, share, spent

HALL = Fund(
    name="hall",
    kind=FundClass.RESTRICTED,
    opened=START,
    title="Warm hall",
    funder="Harbour Bakery",
    award=Money(500_00),
)
YEAR_END, DAY = date(2026, 3, 31), date(2025, 9, 1)


def came(
    pounds: int,
    who: str = "Harbour Bakery",
    heading: str = "Income:Sponsorship",
    day: date = DAY,
) -> Income:
    return Income(
        day=day,
        received_from=who,
        what_for="For the hall",
        shares=(share(pounds * 100, HALL.name, heading),),
        paid_into=BANK,
    )


def paid(pounds: int, day: date = date(2025, 10, 1), account: str = "Expenses:Food") -> Expense:
    return spent(share(pounds * 100, HALL.name, account), day=day)


def taken_back(entry: int, right: Income | None = None) -> Correction:
    return Correction(corrects=f"2025-{entry:04}", because="misread", right=right)


def given_back(entry: int) -> Refund:
    return Refund(
        day=date(2025, 11, 1),
        received_from="Harbour Bakery",
        what_for="Bread",
        shares=(share(50_00, HALL.name),),
        paid_into=BANK,
        refunds=f"2025-{entry:04}",
    )


# What was recorded after the beginning, which is no. 1; what of it is still to come; and overspent.
Acts = Sequence[Income | Expense | Correction | Refund]
BOOKS: dict[str, tuple[Acts, int, int]] = {
    "all of it": ([came(500), paid(620)], 0, 120),
    "by the same name in capitals": ([came(500, "HARBOUR BAKERY"), paid(620)], 0, 120),
    "under two headings": ([came(200), came(300, heading="Income:Grants"), paid(620)], 0, 120),
    "a part": ([came(300), paid(720)], 200, 220),
    "a part, and spent no further than that": ([came(300), paid(450)], 150, 0),
    "more than was promised": ([came(650), paid(700)], 0, 50),
    "from somebody else": ([came(500, "Bakery"), paid(620)], 120, 0),
    "from two": ([came(300), came(100, "Bakery"), paid(720)], 200, 120),
    "and was put right": ([came(50), taken_back(2, came(500)), paid(620)], 0, 120),
    "and was somebody else's": ([came(500), taken_back(2, came(500, "Bakery")), paid(620)], 120, 0),
    "and was the funder's": ([came(500, "Bakery"), taken_back(2, came(500)), paid(620)], 0, 120),
    "and was taken back": ([came(500), taken_back(2), paid(120)], 120, 0),
    "and was given back": (
        [came(500), paid(520), paid(100, account="Expenses:Grants-Returned")],
        0,
        120,
    ),
    "and the funder paid for a cost": ([came(200), paid(670), given_back(3)], 300, 120),
    "and nothing is overspent": ([came(500), paid(500)], 0, 0),
}

BY_TWO = """
2025-09-01 * "A neighbour" "For all" #general ^2025-0002
  kind: "income"
  Assets:Bank:Current     1.00 GBP
  Income:Donations       -1.00 GBP

2025-09-01 * "Harbour Bakery" "For the hall" #hall ^2025-0002
  kind: "income"
  Assets:Bank:Current   400.00 GBP
  Income:Sponsorship   -400.00 GBP

2025-09-02 * "Harbour Bakery" "For all" #general ^2025-0003
  kind: "income"
  Assets:Bank:Current     1.00 GBP
  Income:Donations       -1.00 GBP

2025-09-02 * "A neighbour" "For the hall" #hall ^2025-0003
  kind: "income"
  Assets:Bank:Current   100.00 GBP
  Income:Sponsorship   -100.00 GBP
"""


@pytest.fixture(params=BOOKS.values(), ids=list(BOOKS))
def told(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Money, Money]:
    acts, to_come, overspent = request.param
    shelf = begun(tmp_path)
    open_fund(shelf, HALL, hand())
    for act in acts:
        record(shelf, act, hand())
    return shelf, Money(to_come * 100), Money(overspent * 100)


def test_every_door_says_alike_what_is_still_to_come(told: tuple[Path, Money, Money]) -> None:
    shelf, to_come, overspent = told
    both = (to_come, overspent)
    seen = home(shelf, TODAY, sees_help=True)
    line = next(each for each in seen.funds if each.mark.name == HALL.name)
    assert (line.to_come, max(NOTHING, -line.left) - line.to_come) == both
    assert (seen.divided.ahead, seen.divided.overspent) == both
    street = public_summary(shelf, TODAY)
    assert (street.divided.ahead, street.divided.overspent) == both
    view = fund_view(shelf, HALL.name, TODAY, sees_help=True)
    assert (view.ahead, view.overspent) == both
    letter = grant_letter(shelf, HALL.name, TODAY)
    assert (letter.to_come, letter.overspent) == both
    report = fund_statement(shelf, HALL.name, TODAY)
    assert (report.to_come, report.overspent) == both
    notes = annual_accounts(shelf, YEAR_END).notes
    noted = next(each for each in notes.funds if each.fund.name == HALL.name)
    assert (noted.to_come, noted.overspent) == both
    month = month_view(shelf, TODAY, TODAY, sees_help=True)
    assert month is not None
    sheet = next(each for each in month.statement.funds if each.fund.name == HALL.name)
    assert (sheet.to_come, sheet.overspent) == both
    found = [each.sentence for each in seen.problems if each.rule == "overspent"]
    assert found == ([f"Warm hall is overspent by {overspent}."] if overspent else [])


def test_what_arrived_and_what_is_still_to_come_make_the_award(
    told: tuple[Path, Money, Money],
) -> None:
    """As the note on grants has it: once it overspent, nothing of it is on both sides."""
    shelf, _, overspent = told
    made = fund_statement(shelf, HALL.name, TODAY)
    if overspent and made.arrived <= HALL.award:
        assert made.arrived + made.to_come == HALL.award


def test_the_books_attached_tell_it_again(told: tuple[Path, Money, Money]) -> None:
    shelf, _, _ = told
    for book in (index.current(shelf), read(shelf)):
        assert_proved(book, shelf)


def assert_proved(book: Book, shelf: Path) -> None:
    accounts = annual_accounts(shelf, YEAR_END)
    subject = Subject(document=ACCOUNTS, period=accounts.period, version=book.version)
    assert_same_accounts(accounts, recomputed(slice_of(book, subject)))
    report = fund_statement(shelf, HALL.name, TODAY)
    subject = Subject(document=REPORT, period=report.period, version=book.version, fund=HALL.name)
    assert_same_report(report, recomputed(slice_of(book, subject, unnamed)))


def test_neither_grant_money_nor_money_back_is_what_a_funder_gave_otherwise(tmp_path: Path) -> None:
    """Money back of a year that is over is no cost any more, and no gift either."""
    shelf = begun(tmp_path)
    open_fund(shelf, HALL, hand())
    later = replace(given_back(4), day=date(2026, 4, 10))
    for act in (came(200), came(300, heading="Income:Grants"), paid(620), later):
        record(shelf, act, hand(today=later.day))
    for book in (index.current(shelf), read(shelf)):
        given = [
            moves(book).given_by("harbour bakery", HALL.name, day)
            for day in (date(2025, 8, 31), DAY, date.max)
        ]
        assert given == [NOTHING, Money(200_00), Money(200_00)]


def test_each_funds_part_of_an_entry_may_have_a_giver_of_its_own(tmp_path: Path) -> None:
    """So it may be in a text written by hand; the index adds up as the text does."""
    shelf = begun(tmp_path)
    open_fund(shelf, HALL, hand())
    with (shelf / "journal/2025-09.beancount").open("a") as file:
        file.write(BY_TWO)
    record(shelf, paid(620), hand())
    for book in (index.current(shelf), read(shelf)):
        assert shortfall(book, HALL) == (Money(100_00), Money(20_00))
