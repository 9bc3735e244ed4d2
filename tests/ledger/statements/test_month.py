"""A month for the meeting: opening + in - out = bank and tin, fund by fund, and what is told."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from ledger.book import Book, read
from ledger.money import NOTHING, Money
from ledger.reading import month_view
from ledger.statements import DoesNotTie, MonthStatement, month_of, month_statement, prove_month

SAMPLE = Path(__file__).parents[3] / "sample.beancount"
TODAY = date(2026, 4, 2)
MARCH = date(2026, 3, 1)
MONTHS = [date(year, month, 1) for year in (2024, 2025, 2026) for month in range(1, 13)]
COVERED = [each for each in MONTHS if date(2024, 10, 1) <= each <= MARCH]


@pytest.fixture(scope="module")
def sample() -> Book:
    return read(SAMPLE)


@pytest.fixture(scope="module")
def every(sample: Book) -> list[MonthStatement]:
    return [month_statement(sample, each) for each in COVERED]


def book_of(folder: Path, lines: str) -> Book:
    """A small book: a bank, a tin, a general fund and a grant, and a few entries."""
    file = folder / "small.beancount"
    opened = "".join(
        f"2026-01-01 open {name} GBP\n"
        for name in (
            "Assets:Bank:Current",
            "Assets:Cash:Tin",
            "Income:Donations",
            "Expenses:Food",
            "Liabilities:Held-For-Others",
            "Equity:Opening-Balances",
        )
    )
    funds = '2026-01-01 custom "fund" "general" "unrestricted"\n'
    file.write_text(f'option "title" "Oak Road"\n{opened}{funds}{lines}')
    return read(file)


def entry(number: str, day: str, kind: str, *postings: str) -> str:
    lines = "".join(f"  {each}\n" for each in postings)
    made = f'{day} * "Somebody" "Something" #general ^{number}\n  kind: "{kind}"\n'
    return f'\n{made}  recorded-by: "P001"\n{lines}'


def test_each_month_begins_where_the_one_before_it_ended(every: list[MonthStatement]) -> None:
    # The first month holds what the books began with, so it is left out.
    for one, following in pairwise(every):
        assert following.opening == one.closing


def test_opening_and_in_less_out_is_what_lies_in_bank_and_tin(every: list[MonthStatement]) -> None:
    for made in every:
        reached = made.opening + made.total_in - made.total_out + made.corrections
        lies = Money.total(each.closing for each in made.places)
        assert reached == lies - made.held


def test_a_year_is_its_twelve_months(sample: Book, every: list[MonthStatement]) -> None:
    year = [each for each in every if each.period.first >= date(2025, 4, 1)]
    assert len(year) == 12
    net = Money.total(each.total_in - each.total_out + each.corrections for each in year)
    assert net == year[-1].closing - year[0].opening


def test_march_of_the_sample_is_as_its_story_tells(sample: Book) -> None:
    march = month_statement(sample, MARCH)
    assert (march.opening, march.total_in) == (Money(414939), Money(7068))
    assert (march.total_out, march.closing) == (Money(58520), Money(363487))
    assert (march.in_places, march.held, march.owed) == (Money(368487), Money(5000), Money(3500))
    assert [each.heading for each in march.places] == [
        "Bank",
        "Tin",
        "Float held by P004",
        "PayPal",
    ]


@pytest.mark.parametrize("figure", ["total_in", "total_out", "closing", "in_places", "held"])
def test_a_figure_that_is_off_by_a_penny_is_not_proved(sample: Book, figure: str) -> None:
    march = month_statement(sample, MARCH)
    wrong = replace(march, **{figure: getattr(march, figure) + Money(1)})
    with pytest.raises(DoesNotTie):
        prove_month(wrong)


def test_a_month_in_which_nothing_moved_is_empty_and_ties(sample: Book) -> None:
    later = month_statement(sample, date(2026, 6, 15))
    assert later.is_empty
    assert later.opening == later.closing == Money(363487)
    assert (later.money_in, later.total_in) == ((), NOTHING)


def test_what_the_books_began_with_is_opening(tmp_path: Path) -> None:
    began = entry(
        "2026-0001",
        "2026-01-01",
        "opening",
        "Assets:Bank:Current  100.00 GBP",
        "Equity:Opening-Balances  -100.00 GBP",
    )
    made = month_statement(book_of(tmp_path, began), date(2026, 1, 31))
    assert (made.opening, made.total_in, made.closing) == (Money(10000), NOTHING, Money(10000))


def test_more_back_than_out_came_in_so_that_nothing_is_negative(tmp_path: Path) -> None:
    cost = ("Expenses:Food  20.00 GBP", "Assets:Bank:Current  -20.00 GBP")
    back = ("Expenses:Food  -20.00 GBP", "Assets:Bank:Current  20.00 GBP")
    book = book_of(
        tmp_path,
        entry("2026-0001", "2026-01-05", "expense", *cost)
        + entry("2026-0002", "2026-02-05", "refund", *back).replace(
            '"refund"\n', '"refund"\n  refunds: "2026-0001"\n'
        ),
    )
    february = month_statement(book, date(2026, 2, 1))
    assert [(each.heading, each.amount) for each in february.money_in] == [
        ("Food, money back", Money(2000))
    ]
    assert february.money_out == ()


def test_months_end_where_they_end() -> None:
    assert month_of(date(2024, 2, 11)).last == date(2024, 2, 29)
    assert month_of(date(2025, 12, 31)).first == date(2025, 12, 1)


def test_the_books_reach_from_their_first_month_to_todays() -> None:
    first = month_view(SAMPLE, date(2024, 10, 5), TODAY, sees_help=True)
    assert first is not None
    assert first.previous is None
    assert first.following == date(2024, 11, 1)
    last = month_view(SAMPLE, TODAY, TODAY, sees_help=True)
    assert last is not None
    assert (last.previous, last.following, last.is_over) == (MARCH, None, False)
    assert month_view(SAMPLE, date(2026, 5, 1), TODAY, sees_help=True) is None
    assert month_view(SAMPLE, date(2024, 9, 30), TODAY, sees_help=True) is None


def test_an_empty_book_has_the_month_of_today(tmp_path: Path) -> None:
    view = month_view(book_of(tmp_path, "").place, TODAY, TODAY, sees_help=True)
    assert view is not None
    assert view.statement.is_empty
    assert (view.previous, view.following) == (None, None)


def test_who_may_not_see_help_gets_figures_that_tie_and_prove_nothing_at_the_bank() -> None:
    view = month_view(SAMPLE, MARCH, TODAY, sees_help=False)
    assert view is not None
    assert view.has_untold
    assert not view.problems
    assert view.statement.help_given.count == 0
    assert {each.checked for each in view.statement.places} == {None}
    prove_month(view.statement)


def test_what_is_missing_in_the_month_and_due_after_it_stands_beside_the_figures() -> None:
    view = month_view(SAMPLE, date(2026, 2, 1), TODAY, sees_help=True)
    assert view is not None
    assert len(view.missing) == 2
    assert [(each.day, each.what) for each in view.deadlines] == [
        (date(2026, 3, 31), "last day to spend"),
        (date(2026, 4, 30), "report due"),
    ]
