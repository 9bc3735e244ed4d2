"""What was put down as help by mistake: a report lists what it is, and its slice has that too."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from ledger import index
from ledger.entries.acts import ClaimPart, Correction, HelpGiven, Income, PlainAct, Repayment
from ledger.money import Money
from ledger.reading.grants import unnamed
from ledger.recording import Agreement, add_paper, agree, close_year, record
from ledger.slices import REPORT, Subject, recomputed, slice_of
from ledger.statements import Period, fund_statement
from tests.grant_reports.equal_tables import assert_same_report
from tests.ledger.street import (
    BANK,
    COUNCIL,
    ONLINE,
    START,
    TODAY,
    attachment,
    begun,
    claimed,
    hand,
    share,
    spent,
)

DAY = date(2025, 5, 1)
HELP = HelpGiven(
    day=DAY, what_for="Heating", fund=COUNCIL.name, amount=Money(30000), paid_from=BANK, count=1
)
FOOD = spent(share(300_00, COUNCIL.name), day=DAY)
OF_TWO_FUNDS = spent(share(300_00, COUNCIL.name), share(10_00), day=DAY)
GIVEN = Income(
    day=DAY,
    received_from="Northgate Council",
    what_for="For food",
    shares=(share(300_00, COUNCIL.name, "Income:Sponsorship"),),
    paid_into=BANK,
)
ONLINE_GIFT = replace(GIVEN, received_from="Ann", paid_into=ONLINE, fee=Money(35))
RIGHT: dict[str, tuple[PlainAct | None, ...]] = {
    "a cost": (FOOD,),
    "a cost of two funds": (OF_TWO_FUNDS,),
    "a cost, put right once more": (OF_TWO_FUNDS, FOOD),
    "money of the funder": (GIVEN,),
    "money, and then a cost": (GIVEN, FOOD),
    "money, online and less a fee": (ONLINE_GIFT,),
    "a claim": (claimed(share(300_00, COUNCIL.name), day=DAY),),
    "a cost, and help again": (FOOD, HELP),
    "a cost of another fund": (spent(share(300_00), day=DAY),),
    "nothing": (None,),
}


def put_right(folder: Path, right: tuple[PlainAct | None, ...]) -> Path:
    shelf = begun(folder)
    record(shelf, HELP, hand())
    add_paper(shelf, "2025-0002", attachment(), hand())
    for place, act in enumerate(right, start=2):
        wrong = Correction(corrects=f"2025-{place:04}", because="misread", right=act)
        record(shelf, wrong, hand())
    return shelf


def slice_and_report(shelf: Path, period: Period | None = None) -> str:
    book = index.current(shelf)
    made = fund_statement(book, COUNCIL.name, period)
    subject = Subject(document=REPORT, fund=COUNCIL.name, period=made.period, version=book.version)
    text = slice_of(book, subject, unnamed)
    assert_same_report(made, recomputed(text))
    return text


@pytest.mark.parametrize("right", RIGHT.values(), ids=RIGHT)
def test_what_was_put_down_as_help_is_proved_as_what_it_is(
    tmp_path: Path, right: tuple[PlainAct | None, ...]
) -> None:
    shelf = put_right(tmp_path, right)
    slice_and_report(shelf)
    slice_and_report(shelf, Period(first=DAY + timedelta(days=1), last=TODAY))


def test_a_cost_that_was_help_by_mistake_stands_with_its_paper_and_the_mistake_without_its_money(
    tmp_path: Path,
) -> None:
    text = slice_and_report(put_right(tmp_path, (FOOD,)))
    assert '2025-05-01 * "Aldi" "Food"' in text
    assert 'custom "paper-kept" "2025-0003"' in text
    assert '2025-05-01 custom "elsewhere" "2025-0002" "other"' in text
    assert "Help given, added up" not in text


def test_a_cost_that_turned_out_to_be_help_stands_nowhere(tmp_path: Path) -> None:
    text = slice_and_report(put_right(tmp_path, (FOOD, HELP)))
    assert "Aldi" not in text
    assert "Help given, added up" in text


def test_what_was_not_on_the_statement_as_help_is_not_there_as_a_cost_yet(tmp_path: Path) -> None:
    shelf = begun(tmp_path)
    record(shelf, HELP, hand())
    agreed = Agreement(
        day=DAY, account=BANK, figure=Money(100000), statement="1", not_yet=("2025-0002",)
    )
    agree(shelf, agreed, hand())
    record(shelf, Correction(corrects="2025-0002", because="misread", right=FOOD), hand())
    assert 'not-yet: "2025-0003"' in slice_and_report(shelf)


@pytest.mark.parametrize(
    "right",
    [None, FOOD, OF_TWO_FUNDS, HELP],
    ids=["nothing", "a cost", "a cost of two funds", "help"],
)
def test_a_report_on_a_year_that_is_over_lists_what_stood_then(
    tmp_path: Path, right: PlainAct | None
) -> None:
    shelf, year = begun(tmp_path), Period(first=START, last=date(2026, 3, 31))
    late = hand(today=date(2026, 6, 20))
    record(shelf, OF_TWO_FUNDS, late)
    before = fund_statement(index.current(shelf), COUNCIL.name, year).payments
    close_year(shelf, year.last, late)
    record(shelf, Correction(corrects="2025-0002", because="misread", right=right), late)
    after = fund_statement(index.current(shelf), COUNCIL.name, year).payments
    if right is not HELP:
        assert after == before
    assert [(each.entry, each.share) for each in after] == [("2025-0002", Money(300_00))]
    assert right is not HELP or (after[0].payee, after[0].narration) == ("", "")
    slice_and_report(shelf, year)
    slice_and_report(shelf)


def test_a_claim_that_was_help_by_mistake_is_proved_when_paid_in_part(tmp_path: Path) -> None:
    shelf = put_right(tmp_path, (claimed(share(300_00, COUNCIL.name), day=DAY),))
    part = ClaimPart(claim="2025-0003", fund=COUNCIL.name, amount=Money(20_00))
    paid = Repayment(day=TODAY, claimant="P007", parts=(part,), paid_from=BANK)
    record(shelf, paid, hand())
    slice_and_report(shelf)


@pytest.mark.parametrize("first", [HELP, FOOD], ids=["help", "a cost that turned out to be help"])
def test_help_taken_back_after_its_year_is_proved_in_every_year(
    tmp_path: Path, first: PlainAct
) -> None:
    shelf, late = begun(tmp_path), hand(today=date(2026, 6, 20))
    record(shelf, first, late)
    number = "2025-0002"
    if first is not HELP:
        number = record(
            shelf, Correction(corrects=number, because="misread", right=HELP), late
        ).number
    close_year(shelf, date(2026, 3, 31), late)
    record(shelf, Correction(corrects=number, because="never", right=None), late)
    for first_day, last in ((START, 2026), (date(2026, 4, 1), 2027), (date(2026, 5, 1), 2027)):
        text = slice_and_report(shelf, Period(first=first_day, last=date(last, 3, 31)))
    assert f'2026-03-31 custom "elsewhere" "{number}" "other"' in text
    assert "2025-05-01" not in text
