"""Agreeing with the bank, taking that back, and closing a year: what is agreed stays as it is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ledger import balances, index
from ledger.checks import equal_to_beancount, problems
from ledger.entries.acts import Act, Correction
from ledger.errors import Refusal
from ledger.money import Money
from ledger.recording import (
    Agreement,
    add_paper,
    agree,
    approve,
    change_budget,
    close_year,
    declare_paper,
    open_fund,
    record,
    record_consent,
    withdraw_agreement,
)
from ledger.vouchers import PaperState, paper_standing
from tests.ledger.street import (
    BANK,
    COUNCIL,
    ONLINE,
    TIN,
    TODAY,
    attachment,
    begun,
    claimed,
    every_byte,
    hand,
    share,
    spent,
    stock_errors,
    text_of,
)

FEBRUARY, YEAR_END = date(2026, 2, 28), date(2026, 3, 31)
APRIL, MAY = date(2026, 4, 20), date(2026, 5, 2)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Path]:
    """A begun book, which stock Beancount and we must still read alike when the test is over."""
    shelf = begun(tmp_path)
    yield shelf
    assert stock_errors(shelf) == []
    book = index.current(shelf)
    assert [*equal_to_beancount(book)] == []
    assert [str(each) for each in problems(book) if each.is_grave] == []


def agreed(pence: int, day: date = FEBRUARY, **more: object) -> Agreement:
    made = Agreement(day=day, account=BANK, figure=Money(pence), statement="statement of the day")
    return replace(made, **more)


def refused_whole(shelf: Path, act: Act, today: date = TODAY) -> Refusal:
    """Try an act that must be refused, and see that not a byte of the book changed."""
    before = every_byte(shelf)
    with pytest.raises(Refusal) as refused:
        record(shelf, act, hand(today=today))
    assert every_byte(shelf) == before
    return refused.value


def test_the_bank_and_we_agree_to_the_penny_or_not_at_all(shelf: Path) -> None:
    before = every_byte(shelf)
    with pytest.raises(Refusal) as refused:
        agree(shelf, agreed(999_99), hand())
    assert refused.value.field == "figure"
    assert "£999.99" in refused.value.message
    assert "£1,000.00" in refused.value.message
    assert every_byte(shelf) == before
    assert agree(shelf, agreed(1000_00), hand()).agreements == (agreed(1000_00),)
    assert text_of(shelf, "2026-03").endswith(
        f'2026-02-28 custom "agreed" {BANK} 1000.00 GBP "statement of the day"\n'
    )


def test_what_is_not_on_the_statement_yet_is_left_out_once(shelf: Path) -> None:
    late = record(shelf, spent(day=FEBRUARY), hand()).number
    book = agree(shelf, agreed(1000_00, not_yet=(late, late)), hand())
    assert book.agreements[0].not_yet == (late,)


@pytest.mark.parametrize(
    "wrong",
    [
        agreed(0, day=date(2026, 3, 21)),
        agreed(0, day=date(2025, 3, 31)),
        agreed(0, account="Assets:Bank:Nowhere"),
        agreed(0, account="Expenses:Food"),
        agreed(1000_00, not_yet=("2099-0001",)),
        agreed(1000_00, statement="hidden\x07"),
    ],
)
def test_nobody_agrees_on_what_cannot_be(shelf: Path, wrong: Agreement) -> None:
    before = every_byte(shelf)
    with pytest.raises(Refusal):
        agree(shelf, wrong, hand())
    assert every_byte(shelf) == before


def test_an_agreed_day_takes_nothing_that_would_change_its_figure(shelf: Path) -> None:
    agree(shelf, agreed(1000_00), hand())
    refusal = refused_whole(shelf, spent(day=FEBRUARY))
    assert refusal.field == "day"
    assert "£990.00" in refusal.message
    assert refusal.remedy == (
        "Choose a day after 28 February 2026, or withdraw that agreement first."
    )
    too_much = refused_whole(shelf, spent(share(1010_00), day=FEBRUARY))
    assert "would make it £10.00 overdrawn." in too_much.message
    record(shelf, spent(day=date(2026, 3, 1)), hand())
    record(shelf, claimed(day=FEBRUARY), hand())


def test_who_is_refused_behind_several_agreements_is_told_the_day_after_the_last(
    shelf: Path,
) -> None:
    agree(shelf, agreed(1000_00), hand())
    agree(shelf, agreed(1000_00, day=date(2026, 3, 8)), hand())
    refusal = refused_whole(shelf, spent(day=FEBRUARY))
    assert refusal.message.startswith("On 28 February 2026 the books and the bank agreed on £1,0")
    assert refusal.remedy == (
        "Choose a day after 8 March 2026, or first withdraw the 2 agreements from 28 February "
        "2026 on."
    )
    record(shelf, spent(day=date(2026, 3, 9)), hand())


def test_a_withdrawn_agreement_opens_its_days_and_may_be_made_again(shelf: Path) -> None:
    agree(shelf, agreed(1000_00), hand())
    withdraw_agreement(shelf, BANK, FEBRUARY, "the wrong page", hand(today=APRIL))
    assert index.current(shelf).agreements == ()
    record(shelf, spent(day=FEBRUARY), hand(today=APRIL))
    agree(shelf, agreed(990_00), hand(today=MAY))
    assert index.current(shelf).agreements == (agreed(990_00),)
    refused_whole(shelf, spent(day=FEBRUARY), today=MAY)
    with pytest.raises(Refusal):
        withdraw_agreement(shelf, TIN, FEBRUARY, "never made", hand(today=MAY))


def test_a_correction_after_an_agreement_leaves_the_agreed_figure(shelf: Path) -> None:
    wrong = record(shelf, spent(day=FEBRUARY), hand()).number
    agree(shelf, agreed(990_00), hand())
    right = spent(share(9_00), day=FEBRUARY)
    made = record(shelf, Correction(corrects=wrong, because="misread", right=right), hand())
    assert {each.day for each in made.transactions} == {TODAY}
    assert balances.in_account(index.current(shelf), BANK, FEBRUARY) == Money(990_00)
    assert balances.in_account(index.current(shelf), BANK) == Money(991_00)


def test_a_correction_that_leaves_the_agreed_account_alone_keeps_its_day(shelf: Path) -> None:
    wrong = record(shelf, spent(day=FEBRUARY), hand()).number
    agree(shelf, agreed(990_00), hand())
    right = spent(share(10_00, COUNCIL.name), day=FEBRUARY)
    made = record(shelf, Correction(corrects=wrong, because="other fund", right=right), hand())
    assert {each.day for each in made.transactions} == {FEBRUARY}


def test_a_closed_year_takes_nothing_and_its_balances_are_final(shelf: Path) -> None:
    wrong = record(shelf, spent(), hand()).number
    book = close_year(shelf, YEAR_END, hand(today=APRIL))
    assert book.closed_until == YEAR_END
    assert text_of(shelf, "2026-04") == (
        '\n2026-04-20 custom "closed" 2026-03-31 "P003"\n\n'
        f"2026-04-01 balance {BANK} 990.00 ~ 0 GBP\n\n"
        f"2026-04-01 balance {TIN} 100.00 ~ 0 GBP\n\n"
        f"2026-04-01 balance {ONLINE} 0.00 ~ 0 GBP\n"
    )
    assert refused_whole(shelf, claimed(day=YEAR_END), today=APRIL).field == "day"
    right = spent(share(9_00), day=TODAY)
    made = record(
        shelf, Correction(corrects=wrong, because="misread", right=right), hand(today=APRIL)
    )
    assert {each.day for each in made.transactions} == {APRIL}
    assert made.number == "2026-0002"


def test_a_year_is_closed_on_its_own_last_day_once_it_is_over_and_once(shelf: Path) -> None:
    for day, today in ((YEAR_END, YEAR_END), (FEBRUARY, APRIL)):
        before = every_byte(shelf)
        with pytest.raises(Refusal) as refused:
            close_year(shelf, day, hand(today=today))
        assert refused.value.field == "year_end"
        assert every_byte(shelf) == before
    close_year(shelf, YEAR_END, hand(today=APRIL))
    before = every_byte(shelf)
    close_year(shelf, YEAR_END, hand(today=MAY))
    assert every_byte(shelf) == before


def test_an_agreement_of_a_closed_year_stays(shelf: Path) -> None:
    agree(shelf, agreed(1000_00), hand())
    close_year(shelf, YEAR_END, hand(today=APRIL))
    before = every_byte(shelf)
    with pytest.raises(Refusal):
        withdraw_agreement(shelf, BANK, FEBRUARY, "second thoughts", hand(today=APRIL))
    assert every_byte(shelf) == before


def test_nobody_approves_what_they_recorded_or_what_pays_them(shelf: Path) -> None:
    entry = record(shelf, claimed(claimant="P007"), hand(by="P003")).number
    before = every_byte(shelf)
    for who in ("P003", "P007"):
        with pytest.raises(Refusal):
            approve(shelf, entry, hand(by=who))
    assert every_byte(shelf) == before
    for _ in range(2):
        approved = approve(shelf, entry, hand(by="P005"))
    assert [fact.said(1) for fact in approved.later] == ["P005"]


def test_the_state_of_a_paper_is_the_last_that_was_said_until_there_is_one(shelf: Path) -> None:
    number = record(shelf, spent(), hand()).number

    def now() -> PaperState:
        book = index.current(shelf)
        return paper_standing(book, book.entries[number]).state

    seen = [now()]
    for state in (PaperState.LOST, PaperState.NONE_NEEDED, PaperState.NONE_NEEDED):
        declare_paper(shelf, number, state, "left on the bus", hand())
        seen.append(now())
    assert text_of(shelf, "2026-03").count('custom "paper"') == 2
    with_paper = add_paper(shelf, number, attachment(), hand(today=APRIL))
    assert [*seen, now()] == [
        PaperState.MISSING,
        PaperState.LOST,
        PaperState.NONE_NEEDED,
        PaperState.NONE_NEEDED,
        PaperState.ATTACHED,
    ]
    assert with_paper.documents[0].total == Money(10_00), "alone, it adds up to its entry"
    before = every_byte(shelf)
    with pytest.raises(Refusal):
        add_paper(shelf, number, attachment(), hand(today=APRIL))
    with pytest.raises(Refusal) as refused:
        declare_paper(shelf, number, PaperState.LOST, " \n", hand())
    assert refused.value.field == "because"
    assert every_byte(shelf) == before


def test_a_change_that_is_sent_twice_counts_once(shelf: Path) -> None:
    for _ in range(2):
        change_budget(shelf, COUNCIL.name, "Food", Money(-50_00), "e-mail of 3 May", hand())
        record_consent(shelf, COUNCIL.name, Money(20_00), "letter of 3 May", hand())
    book = index.current(shelf)
    assert book.funds[COUNCIL.name].budget[0].agreed == Money(350_00)
    assert len([fact for fact in book.facts if fact.kind == "consent"]) == 1


def test_a_budget_knows_its_headings_and_counts_accounts_of_the_book(shelf: Path) -> None:
    before = every_byte(shelf)
    with pytest.raises(Refusal) as refused:
        change_budget(shelf, COUNCIL.name, "Fod", Money(1), "e-mail", hand())
    assert refused.value.field == "heading"
    line = replace(COUNCIL.budget[0], heading="Drinks", accounts=("Expenses:Drinks",))
    with pytest.raises(Refusal) as refused:
        open_fund(shelf, replace(COUNCIL, budget=(line,)), hand())
    assert refused.value.field == "budget"
    assert every_byte(shelf) == before
