"""The sample book keeps every rule of a book, read by Beancount's own loader."""

import hashlib
import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from fava.core import FavaLedger

from tests.ledger.sample_book import (
    BANK,
    FIRST,
    LAST,
    MONEY,
    ROOT,
    SAMPLE,
    Book,
    fund,
    number,
    original,
)

MUST_HAVE_A_PAPER = {"expense", "claim", "refund"}


@pytest.fixture(scope="module")
def book() -> Book:
    return Book()


def test_it_loads_without_an_error_or_a_plugin(book: Book) -> None:
    assert book.errors == []
    assert book.options["plugin"] == []
    assert not re.search(r"^(plugin|include|pushtag|query)\b", SAMPLE.read_text(), re.MULTILINE)


def test_stock_fava_opens_it_without_an_error() -> None:
    assert FavaLedger(str(SAMPLE)).errors == []


def test_each_transaction_has_one_fund_one_number_and_a_recorder(book: Book) -> None:
    funds = {values[0] for _, values, _ in book.said("fund")}
    for act in book.acts:
        assert act.flag == "*"
        assert fund(act) in funds
        assert re.fullmatch(r"20\d\d-\d{4}", number(act))
        assert list(act.meta)[2:4] == ["kind", "recorded-by"]
        assert re.fullmatch(r"P00[35]", act.meta["recorded-by"])


def test_it_reads_like_a_real_group_s_year_and_a_half(book: Book) -> None:
    assert 230 <= len({number(act) for act in book.acts}) <= 320
    assert {act.date.replace(day=1) for act in book.acts} == {
        date(2024 + month // 12, month % 12 + 1, 1) for month in range(9, 27)
    }
    assert all(FIRST <= act.date <= LAST for act in book.acts)


def test_numbers_run_without_gaps_and_an_entry_lies_in_one_place(book: Book) -> None:
    seen = list(dict.fromkeys(number(act) for act in book.acts))
    in_text = [number(act) for act in book.acts]
    assert in_text == sorted(in_text, key=seen.index), "an entry is torn apart"
    for year in ("2024", "2025", "2026"):
        of_year = [link for link in seen if link.startswith(year)]
        assert of_year == [f"{year}-{n:04d}" for n in range(1, len(of_year) + 1)]
    assert all(number(act).startswith(str(act.date.year)) for act in book.acts)


def test_every_transaction_balances_to_nothing_in_whole_pence(book: Book) -> None:
    for act in book.acts:
        sums: dict[str, Decimal] = defaultdict(Decimal)
        for posting in act.postings:
            sums[posting.units.currency] += posting.units.number
            assert posting.units.currency != "GBP" or posting.units.number.as_tuple().exponent == -2
        assert set(sums.values()) == {0}, number(act)


def test_no_money_account_is_ever_negative(book: Book) -> None:
    days = sorted({act.date for act in book.acts})
    for account in MONEY:
        assert min(book.held(account, day) for day in days) >= 0, account


def test_no_fund_ever_holds_less_than_nothing(book: Book) -> None:
    left: dict[str, Decimal] = defaultdict(Decimal)
    for act in sorted(book.acts, key=lambda act: act.date):
        for posting in act.postings:
            if posting.account in MONEY or posting.account.startswith("Liabilities:"):
                left[fund(act)] += posting.units.number
        assert left[fund(act)] >= 0, (fund(act), act.date)
    assert left["street-lunch-2025"] == 0
    assert 0 < left["council-food-2025"] < 100
    assert left["lottery-kitchen"] > 2000
    assert 500 < left["general"] < 700


def test_grants_are_spent_inside_their_dates_and_budgets_add_up_to_the_award(book: Book) -> None:
    terms = {values[0]: meta for _, values, meta in book.said("fund")}
    budgets: dict[str, Decimal] = defaultdict(Decimal)
    for kind in ("grant-budget", "grant-change"):
        for _, values, _ in book.said(kind):
            budgets[values[0]] += values[2].number
    for name in ("council-food-2025", "lottery-kitchen"):
        assert budgets[name] == terms[name]["award"].number
    for act in book.of("expense", "claim"):
        first, last = (terms[fund(act)].get(key) for key in ("spend-from", "spend-by"))
        assert first is None or first <= act.date <= last, number(act)


def test_each_agreed_figure_is_what_the_book_says(book: Book) -> None:
    months = Counter[str]()
    for day, (account, figure, _), meta in book.said("agreed"):
        not_yet = frozenset(meta.get("not-yet", "").split())
        assert figure.number == book.held(account, day, not_yet), (day, account)
        assert not_yet <= {number(act) for act in book.acts}
        months[account] += 1
    assert months[BANK] == 18
    assert all(months[account] >= 1 for account in MONEY)


def test_the_first_year_is_closed_with_final_balances(book: Book) -> None:
    ((_, (last, _), _),) = book.said("closed")
    assert last == date(2025, 3, 31)
    assert {balance.account for balance in book.balances} == set(MONEY)
    for balance in book.balances:
        assert balance.date == last + timedelta(days=1)
        assert balance.tolerance == 0
        assert balance.amount.number == book.held(balance.account, last)


def test_each_paper_is_there_with_its_hash_in_its_name_and_nothing_in_it_but_a_picture(
    book: Book,
) -> None:
    named = set()
    for paper in book.papers:
        path = Path(paper.filename)
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        assert paper.meta["sha256"] == digest
        assert re.fullmatch(rf"20\d\d-\d{{4}}-{digest[:8]}\.jpg", path.name)
        assert b"Exif" not in content
        assert b"http" not in content
        named.add(path)
    kept = {path for path in (ROOT / "docs/sample-papers").rglob("*") if path.is_file()}
    assert kept == named
    assert sum(path.stat().st_size for path in kept) < 3_000_000


def test_the_shares_of_a_paper_never_exceed_its_total(book: Book) -> None:
    charged: dict[str, Decimal] = defaultdict(Decimal)
    totals: dict[str, Decimal] = {}
    for paper in book.papers:
        totals[paper.filename] = paper.meta["total"].number
        for act in book.acts:
            if original(act) == number(paper):
                assert fund(act) in paper.tags
                charged[paper.filename] += sum(
                    posting.units.number * (-1 if act.meta["kind"] == "refund" else 1)
                    for posting in act.postings
                    if posting.account.startswith("Expenses:")
                )
    assert totals
    assert all(charged[name] <= totals[name] for name in totals)
    assert any(charged[name] < totals[name] for name in totals), "a slip with private things on it"


def test_three_papers_are_missing_one_is_lost_and_one_is_not_needed(book: Book) -> None:
    due = {
        original(act)
        for act in book.of(*MUST_HAVE_A_PAPER)
        if act.postings[0].account != "Expenses:Bank-Charges"
    }
    said = {values[0]: values[1] for _, values, _ in book.said("paper")}
    assert sorted(said.values()) == ["lost", "none needed"]
    proved = {number(paper) for paper in book.papers}
    without = due - proved
    assert len(without - said.keys()) == 3
    assert said.keys() <= without


def test_many_entries_are_agreed_by_somebody_else(book: Book) -> None:
    by = {number(act): act.meta["recorded-by"] for act in book.acts}
    mine = {
        number(act): {p.account.rsplit(":", 1)[1] for p in act.postings if "Claims" in p.account}
        for act in book.of("claim")
    }
    approvals = [values for _, values, _ in book.said("approved")]
    assert len(approvals) > 60
    for entry, who in approvals:
        assert who != by[entry]
        assert who not in mine.get(entry, set())
