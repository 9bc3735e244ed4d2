"""What follows from an entry holds it: a repayment its claim, a refund its purchase."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from ledger import balances, index
from ledger.checks.acts import DoesNotAddUp, FundNotOpen, NothingToTurnRound
from ledger.checks.enough import HeldTooLittle, RepaidTooEarly
from ledger.checks.fits import WrongSortOfAccount
from ledger.checks.followers import (
    PaidBackAlready,
    RefundedAlready,
    RefundedTooMuch,
    RefundTooEarly,
)
from ledger.entries.acts import ClaimPart, Correction, HeldForOthers, Refund, Repayment
from ledger.errors import Refusal
from ledger.funds import Fund, FundClass
from ledger.recording import (
    Agreement,
    agree,
    approve,
    change_budget,
    close_fund,
    open_fund,
    record,
    withdraw_agreement,
)
from ledger.recording.agreements import WhyMissing
from ledger.recording.entries import PaperUsedUp
from ledger.recording.funders import BudgetBelowNothing
from ledger.recording.funds import DayNotOfFund
from ledger.recording.later import ApprovedByOneself
from ledger.recording.terms import ClassFixed
from tests.ledger.street import (
    BANK,
    COUNCIL,
    TIN,
    TODAY,
    WINTER,
    Money,
    attachment,
    begun,
    claimed,
    every_byte,
    granted,
    hand,
    share,
    spent,
    stock_errors,
)


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return begun(tmp_path)


def declined(shelf: Path, why: type[Refusal], *acts: object) -> None:
    """Try each act, and see it declined with nothing written."""
    before = every_byte(shelf)
    for act in acts:
        with pytest.raises(why):
            record(shelf, act, hand())  # type: ignore[arg-type]  # each is an act
    assert every_byte(shelf) == before


def repaid(claim: str, pence: int, fund: str = "general", day: date = TODAY) -> Repayment:
    part = ClaimPart(claim=claim, fund=fund, amount=Money(pence))
    return Repayment(day=day, claimant="P007", parts=(part,), paid_from=BANK)


def refunded(number: str, pence: int, day: date = TODAY, fund: str = "general") -> Refund:
    return Refund(
        day=day,
        received_from="Aldi",
        what_for="Money back",
        shares=(share(pence, fund),),
        paid_into=BANK,
        refunds=number,
    )


def test_a_claim_that_was_paid_back_keeps_its_fund_and_at_least_that_amount(shelf: Path) -> None:
    record(shelf, granted(100_00), hand())
    claim = record(shelf, claimed(), hand()).number
    back = record(shelf, repaid(claim, 6_00), hand()).number
    elsewhere = claimed(share(10_00, COUNCIL.name))
    declined(
        shelf,
        PaidBackAlready,
        Correction(corrects=claim, because="twice"),
        Correction(corrects=claim, because="less", right=claimed(share(5_00))),
        Correction(corrects=claim, because="other fund", right=elsewhere),
    )
    right = Correction(corrects=claim, because="the slip says 7", right=claimed(share(7_00)))
    assert record(shelf, right, hand()).total == Money(7_00)
    assert [each.owed for each in balances.claims(index.current(shelf))] == [Money(1_00)]
    record(shelf, Correction(corrects=back, because="not paid yet"), hand())
    assert [each.owed for each in balances.claims(index.current(shelf))] == [Money(7_00)]


def test_a_claim_is_not_paid_back_before_it_was_made(shelf: Path) -> None:
    claim = record(shelf, claimed(), hand()).number
    declined(shelf, RepaidTooEarly, repaid(claim, 1_00, day=TODAY - timedelta(days=1)))


def test_a_shop_gives_back_no_more_than_it_was_paid_and_not_before(shelf: Path) -> None:
    bought = record(shelf, spent(), hand()).number
    declined(
        shelf,
        RefundedTooMuch,
        refunded(bought, 10_01),
        refunded(bought, 1_00, fund=WINTER.name),
    )
    declined(shelf, RefundTooEarly, refunded(bought, 1_00, day=TODAY - timedelta(days=1)))
    back = record(shelf, refunded(bought, 4_00), hand()).number
    declined(shelf, RefundedTooMuch, refunded(bought, 6_01))
    declined(
        shelf,
        RefundedAlready,
        Correction(corrects=bought, because="twice"),
        Correction(corrects=bought, because="less", right=spent(share(3_00))),
    )
    right = Correction(corrects=back, because="it was 5", right=refunded(bought, 5_00))
    assert record(shelf, right, hand()).total == Money(5_00)


def test_what_is_not_ours_is_given_on_only_after_it_came(shelf: Path) -> None:
    taken = HeldForOthers(
        day=TODAY, what_for="", amount=Money(50_00), account=TIN, is_coming_in=True
    )
    record(shelf, taken, hand())
    early = replace(taken, day=TODAY - timedelta(days=5), is_coming_in=False)
    declined(shelf, HeldTooLittle, early)


def test_money_that_is_missing_for_others_hinders_nothing_else(shelf: Path) -> None:
    """Written by hand, as an import may: more was given on than had come."""
    month = shelf / "journal" / "2025-04.beancount"
    month.write_text(
        month.read_text() + '\n2025-04-02 * "x" #general ^2025-0002\n  kind: "held-out"\n'
        f"  Liabilities:Held-For-Others  5.00 GBP\n  {TIN}  -5.00 GBP\n"
    )
    assert record(shelf, spent(), hand()).number == "2026-0001"
    record(shelf, Correction(corrects="2025-0002", because="never happened"), hand())
    assert balances.held_for_others(index.current(shelf)) == Money(0)


def test_what_is_right_stays_on_its_own_day_where_only_the_old_day_is_closed(shelf: Path) -> None:
    wrong = record(shelf, spent(day=date(2025, 4, 30)), hand()).number
    held = balances.in_account(index.current(shelf), BANK, date(2025, 4, 30))
    agree(
        shelf,
        Agreement(day=date(2025, 4, 30), account=BANK, figure=held, statement="April"),
        hand(),
    )
    right = spent(day=date(2025, 5, 5))
    made = record(shelf, Correction(corrects=wrong, because="it was in May", right=right), hand())
    assert [each.day for each in made.transactions] == [TODAY, date(2025, 5, 5)]


def test_an_entry_of_a_closed_fund_can_still_be_corrected_within_it(shelf: Path) -> None:
    record(shelf, granted(10_00), hand())
    bought = record(shelf, spent(share(10_00, COUNCIL.name)), hand()).number
    close_fund(shelf, COUNCIL.name, TODAY, hand())
    later = hand(today=TODAY + timedelta(days=30))
    right = spent(share(10_00, COUNCIL.name), words=("Lidl", "Food"))
    made = record(shelf, Correction(corrects=bought, because="another shop", right=right), later)
    assert made.payee == "Lidl"


def test_help_given_is_recorded_in_its_own_form_only(shelf: Path) -> None:
    declined(shelf, WrongSortOfAccount, spent(share(5_00, account="Expenses:Help-Given")))


def test_the_same_photo_proves_no_more_than_it_adds_up_to(shelf: Path) -> None:
    paper = attachment(total=Money(15_00))
    record(shelf, spent(), hand(), [paper])
    with pytest.raises(PaperUsedUp, match=r"comes to £15\.00 in all"):
        record(shelf, spent(share(6_00)), hand(), [paper])
    assert record(shelf, spent(share(5_00)), hand(), [paper]).total == Money(5_00)


def test_of_two_photos_the_refusal_says_which_one_is_used_up(shelf: Path) -> None:
    old = attachment()
    record(shelf, spent(), hand(), [old])
    lidl = spent(share(6_00), words=("Lidl", "Food"))
    with pytest.raises(PaperUsedUp, match=r"^Photo 2 is with entry no\. 2026-0001 already") as told:
        record(shelf, lidl, hand(), [attachment(b"new"), old])
    assert "“Take this one away”" in told.value.remedy
    assert "whole paper" not in told.value.remedy
    with pytest.raises(PaperUsedUp, match=r"^This very photo is with entry"):
        record(shelf, lidl, hand(), [old])


@pytest.mark.parametrize(
    ("figure", "refusal"), [("10.01", DoesNotAddUp), ("0.00", NothingToTurnRound)]
)
def test_an_entry_that_was_edited_out_of_balance_is_not_turned_round(
    shelf: Path, figure: str, refusal: type[Refusal]
) -> None:
    """Its reversal would be out of balance too, and what we write always adds up."""
    number = record(shelf, spent(), hand()).number
    month = shelf / "journal" / "2026-03.beancount"
    text = month.read_text()
    edited = text.replace("10.00", figure, 2 if refusal is NothingToTurnRound else 1)
    assert edited != text
    month.write_text(edited)
    right = Correction(corrects=number, because="misread", right=spent(share(9_00)))
    for act in (right, replace(right, right=None)):
        with pytest.raises(refusal, match=f"Entry no. {number} .* cannot be turned round"):
            record(shelf, act, hand())
    assert month.read_text() == edited
    month.write_text(text)
    record(shelf, right, hand())
    assert stock_errors(shelf) == []


def test_nobody_agrees_to_what_pays_them_and_nothing_taken_back_is_agreed_to(shelf: Path) -> None:
    paid = record(shelf, spent(words=("P005", "Mileage")), hand()).number
    with pytest.raises(ApprovedByOneself):
        approve(shelf, paid, hand(by="P005"))
    record(shelf, Correction(corrects=paid, because="twice"), hand())
    with pytest.raises(Refusal, match="already corrected"):
        approve(shelf, paid, hand(by="P009"))


def test_what_a_fund_is_for_stays_once_there_is_money_in_it(shelf: Path) -> None:
    free = replace(COUNCIL, kind=FundClass.UNRESTRICTED)
    assert open_fund(shelf, free, hand()).kind == FundClass.UNRESTRICTED
    open_fund(shelf, COUNCIL, hand())
    record(shelf, granted(10_00), hand())
    with pytest.raises(ClassFixed):
        open_fund(shelf, free, hand())
    general = index.current(shelf).funds["general"]
    with pytest.raises(ClassFixed):
        open_fund(shelf, replace(general, kind=FundClass.RESTRICTED), hand())


def test_a_fund_is_closed_between_its_first_day_and_today(shelf: Path) -> None:
    for day in (COUNCIL.opened - timedelta(days=1), TODAY + timedelta(days=1)):
        with pytest.raises(DayNotOfFund):
            close_fund(shelf, COUNCIL.name, day, hand())


def test_a_heading_is_not_lowered_below_nothing(shelf: Path) -> None:
    with pytest.raises(BudgetBelowNothing):
        change_budget(shelf, COUNCIL.name, "Food", Money(-400_01), "letter", hand())


def test_an_agreement_is_withdrawn_with_a_reason(shelf: Path) -> None:
    with pytest.raises(WhyMissing):
        withdraw_agreement(shelf, BANK, TODAY, "  ", hand())


def test_a_fund_that_is_not_open_says_what_would_make_it_so(tmp_path: Path) -> None:
    shelf = begun(tmp_path)
    later = Fund(name="hall", kind=FundClass.DESIGNATED, opened=date(2026, 3, 10), title="Hall")
    open_fund(shelf, later, hand())
    with pytest.raises(FundNotOpen, match=r"it began on 10 March 2026\.") as early:
        record(shelf, spent(share(1_00, "hall"), day=date(2026, 3, 2)), hand())
    assert "give this one an earlier first day" in early.value.remedy
    close_fund(shelf, "hall", date(2026, 3, 12), hand())
    with pytest.raises(FundNotOpen, match=r"it was closed on 12 March 2026\.") as late:
        record(shelf, spent(share(1_00, "hall"), day=date(2026, 3, 15)), hand())
    assert "open this one again" in late.value.remedy
