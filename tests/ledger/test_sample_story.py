"""The sample book tells the whole story of a street group: each thing that can happen is in it."""

import re
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal

import pytest

from tests.ledger.sample_book import BANK, FLOAT, LAST, PAYPAL, SAMPLE, TIN, Book, fund, number


@pytest.fixture(scope="module")
def book() -> Book:
    return Book()


def test_a_claim_across_the_year_end(book: Book) -> None:
    year_end = date(2025, 3, 31)
    claims = {number(act): act.date for act in book.of("claim")}
    across = [
        act for act in book.of("repayment") if claims[act.meta["pays"]] <= year_end < act.date
    ]
    assert len(across) == 1


def test_two_claims_in_one_repayment_and_one_paid_back_in_part(book: Book) -> None:
    repayments = Counter(number(act) for act in book.of("repayment"))
    assert 2 in repayments.values()
    owed: dict[str, Decimal] = {
        number(act): act.postings[0].units.number for act in book.of("claim")
    }
    whole = dict(owed)
    for act in book.of("repayment"):
        owed[act.meta["pays"]] -= act.postings[0].units.number
    assert min(owed.values()) == 0
    assert any(0 < owed[entry] < whole[entry] for entry in owed)


def test_an_entry_shared_between_two_funds(book: Book) -> None:
    funds: dict[str, set[str]] = defaultdict(set)
    for act in book.of("expense"):
        funds[number(act)].add(fund(act))
    (shared,) = (entry for entry, names in funds.items() if len(names) == 2)
    assert [sorted(p.tags) for p in book.papers if number(p) == shared] == [sorted(funds[shared])]


def test_a_correction_takes_back_exactly_what_was_wrong(book: Book) -> None:
    (back,) = book.of("reversal")
    (wrong,) = (act for act in book.acts if number(act) == back.meta["corrects"])
    assert (back.date, back.payee, back.tags) == (wrong.date, wrong.payee, wrong.tags)
    assert [(p.account, -p.units.number) for p in back.postings] == [
        (p.account, p.units.number) for p in wrong.postings
    ]
    (right,) = (act for act in book.of("expense") if number(act) == number(back))
    assert right.meta["corrects"] == number(wrong)
    assert right.meta["because"] == back.meta["because"]


def test_money_between_funds_is_nil_in_total_and_restricted_money_has_consent(book: Book) -> None:
    moves = book.of("fund-transfer")
    total = sum(p.units.number for act in moves for p in act.postings if p.account == BANK)
    assert total == 0
    agreed = {(values[0], values[1].number): day for day, values, _ in book.said("consent")}
    given = [a for a in moves if fund(a) == "council-food-2025"]
    assert [agreed[fund(a), a.postings[0].units.number] <= a.date for a in given] == [True]


def test_the_float_is_topped_up_by_the_sum_of_its_papers(book: Book) -> None:
    tops = [act for act in book.of("transfer") if "sum of its papers" in act.narration]
    assert len(tops) >= 3
    for top in tops:
        named = set(re.findall(r"20\d\d-\d{4}", top.narration))
        spent = sum(
            -p.units.number
            for act in book.acts
            if number(act) in named
            for p in act.postings
            if p.account == FLOAT
        )
        assert top.postings[0].units.number == spent


def test_online_gifts_are_gross_with_their_fee_and_paid_out_by_transfer(book: Book) -> None:
    online = [act for act in book.of("income") if act.postings[0].account == PAYPAL]
    assert len(online) > 15
    for act in online:
        assert [p.account for p in act.postings][1:] == ["Expenses:Fees", "Income:Donations"]
    payouts = [a for a in book.of("transfer") if a.postings[1].account == PAYPAL]
    assert len(payouts) > 5


def test_help_is_counted_and_names_nobody(book: Book) -> None:
    counts = [act.meta["count"] for act in book.of("help")]
    assert all(not act.payee for act in book.of("help"))
    assert any(count < 5 for count in counts)
    assert any(count >= 5 for count in counts)


def test_a_neighbour_s_money_comes_in_and_goes_out_and_fifty_pounds_is_left(book: Book) -> None:
    assert len(book.of("held-in")) > len(book.of("held-out")) - 1 > 0
    assert book.held("Liabilities:Held-For-Others", LAST) == Decimal("-50.00")


def test_a_tin_is_counted_by_two(book: Book) -> None:
    tins = [act for act in book.of("income") if act.postings[-1].account == "Income:Collections"]
    assert len(tins) >= 5
    assert all(len(set(act.meta["counted-by"].split())) == 2 for act in tins)


@pytest.mark.parametrize(
    ("account", "at_least"),
    [
        ("Income:Subs", 18),
        ("Income:Sponsorship", 1),
        ("Income:Bank-Interest", 4),
        ("Income:Grants", 3),
        ("Expenses:Bank-Charges", 12),
        ("Expenses:Software", 3),
        ("Expenses:Printing", 3),
        ("Expenses:Rent", 6),
        ("Expenses:Food", 50),
        ("Expenses:In-Kind:Time", 5),
    ],
)
def test_each_kind_of_money_is_in_it(book: Book, account: str, at_least: int) -> None:
    uses = [p for act in book.acts for p in act.postings if p.account == account]
    assert len(uses) >= at_least


def test_hours_have_a_price_and_never_touch_money(book: Book) -> None:
    assert re.search(r"^20\d\d-\d\d-\d\d price HOURS ", SAMPLE.read_text(), re.MULTILINE)
    for act in book.of("in-kind"):
        assert {p.units.currency for p in act.postings} <= {"HOURS", "GOODS"}


def test_a_shop_s_refund_names_what_it_refunds(book: Book) -> None:
    spent = {number(act): act for act in book.of("expense")}
    refunds = book.of("refund")
    assert refunds
    for act in refunds:
        bought = spent[act.meta["refunds"]]
        assert bought.payee == act.payee
        assert -act.postings[1].units.number <= bought.postings[0].units.number


def test_it_opens_with_the_bank_and_the_tin_by_fund(book: Book) -> None:
    opening = book.of("opening")
    assert {fund(act) for act in opening} == {"general", "winter-warmth"}
    accounts = {p.account for act in opening for p in act.postings}
    assert accounts == {BANK, TIN, "Equity:Opening-Balances"}
