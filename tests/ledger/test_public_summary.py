"""The public page's figures: they tie, they name nobody, and no help can be worked out of them."""

import dataclasses
import typing
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.accounts import HELP
from ledger.funds import FundClass
from ledger.money import Money
from ledger.reading import PublicSummary, month_view, public_summary
from ledger.recording import Hand, bring_in
from tests.ledger.sample_book import SAMPLE

TODAY = date(2026, 3, 31)
AFTER = date(2026, 5, 20)
HAND = Hand(by="P003", today=AFTER)
HEAD = """\
option "title" "Elm Street"
option "operating_currency" "GBP"
1970-01-01 custom "fava-option" "fiscal_year_end" "03-31"
2024-04-01 open Assets:Bank:Current GBP
2024-04-01 open Equity:Opening-Balances
2024-04-01 open Income:Donations GBP
  heading: "Donations"
2024-04-01 open Expenses:Food GBP
  heading: "Food"
2024-04-01 open Expenses:Other GBP
  heading: "Other costs"
2024-04-01 open Expenses:Help-Given GBP
  heading: "Help given"
2024-04-01 open Liabilities:Claims:P007 GBP
2024-04-01 custom "fund" "general" "unrestricted"
  name: "For anything we do"
"""
FIRST_DAY, LAST_DAY = date(2025, 4, 1), date(2026, 3, 31)


@dataclasses.dataclass(frozen=True)
class Spent:
    """An act of a drawn book: so many pence on a day; a count above nothing makes it help."""

    day: date
    pence: int
    account: str = "Expenses:Other"
    count: int = 0


def helped(day: date, pence: int, count: int) -> Spent:
    return Spent(day, pence, "Expenses:Help-Given", count)


def text_of(acts: list[Spent]) -> str:
    started = Spent(date(2024, 4, 1), 0)
    lines = [HEAD, _line(1, started, "Equity:Opening-Balances", -900_000_00, "opening")]
    places = {2024: 1, 2025: 0, 2026: 0}
    for act in sorted(acts, key=lambda each: each.day):
        places[act.day.year] += 1
        kind = f'help"\n  count: {act.count}\n  kept: "yes' if act.count else "expense"
        lines.append(_line(places[act.day.year], act, act.account, act.pence, kind))
    return "\n".join(lines)


def _line(place: int, act: Spent, account: str, pence: int, kind: str) -> str:
    pounds = f"{pence / 100:.2f}"
    back = f"{-pence / 100:.2f}"
    return (
        f'{act.day} * "Something" #general ^{act.day.year}-{place:04d}\n  kind: "{kind}"\n'
        f'  recorded-by: "P003"\n  {account}  {pounds} GBP\n  Assets:Bank:Current  {back} GBP\n'
    )


def summary_of(acts: list[Spent], folder: Path, today: date = AFTER) -> PublicSummary:
    place = folder / f"{abs(hash((tuple(acts), today)))}.beancount"
    place.write_text(text_of(acts))
    made = public_summary(place, today)
    place.unlink()
    return made


days = st.integers(0, (LAST_DAY - FIRST_DAY).days).map(lambda gone: FIRST_DAY + timedelta(gone))
pence = st.integers(2, 400_00)
others = st.builds(Spent, days, pence, st.sampled_from(["Expenses:Food", "Expenses:Other"]))
helps = st.builds(helped, days, pence, st.integers(1, 12))
few_helps = st.builds(helped, days, pence, st.just(1))


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    book = tmp_path / "book"
    bring_in(book, "", SAMPLE.read_text(), {}, HAND)
    return book


def test_the_sum_in_hand_is_what_it_divides_into(sample: Path) -> None:
    made = public_summary(sample, TODAY)
    assert made.total == made.divided.total + made.not_ours
    assert Money.total(each.cash for each in made.funds) == made.total - made.not_ours
    assert made.total > Money(0)


def test_each_month_ends_where_the_next_begins(sample: Path) -> None:
    made = public_summary(sample, TODAY)
    assert [each.first.month for each in made.months] == [4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3]
    for before, after in zip(made.months, made.months[1:], strict=False):
        assert before.closing + after.started + after.came - after.went == after.closing
    assert made.months[-1].closing == made.total - made.not_ours


def test_the_first_month_tells_where_the_books_began(sample: Path) -> None:
    first = public_summary(sample, date(2024, 12, 31)).months[0]
    assert first.started > Money(0)
    assert first.started + first.came - first.went == first.closing


def test_what_puts_a_closed_year_right_neither_came_nor_went(tmp_path: Path) -> None:
    """A cost of 50.00 of last year was 55.00; this year 42.80 was spent and 30.00 was given."""
    place = tmp_path / "book.beancount"
    place.write_text((SAMPLE.parent / "tests/golden/corrections.beancount").read_text())
    made = public_summary(place, date(2025, 9, 1))
    this_year, last_year = made.years
    assert (this_year.came_total, this_year.went_total) == (Money(30_00), Money(42_80))
    assert (this_year.corrections, last_year.corrections) == (Money(-5_00), Money(0))
    corrected = {each.first: each.corrections for each in made.months if each.corrections}
    assert corrected == {date(2025, 6, 1): Money(-5_00)}
    for before, after in zip(made.months, made.months[1:], strict=False):
        assert before.closing + after.came - after.went + after.corrections == after.closing


@pytest.mark.parametrize("right", [HELP, "Expenses:Food", ""])
@pytest.mark.parametrize("was", [HELP, "Expenses:Food"])
def test_help_of_a_year_before_that_is_put_right_is_told_with_other_help(
    tmp_path: Path, was: str, right: str
) -> None:
    """What was recorded as help, or became it, would be told by a correction that stands alone."""
    is_plain = "Help" not in was + right
    old = Spent(date(2025, 5, 3), 37_11, was, 5 if "Help" in was else 0)
    kind = 'reversal"\n  corrects: "2025-0001"\n  because: "misread'
    text = text_of([old]) + _line(1, Spent(date(2026, 5, 5), 0), was, -37_11, kind)
    if right:
        kind = kind.replace("reversal", "help" if "Help" in right else "expense")
        kind += '"\n  count: 1\n  kept: "yes'
        text += _line(1, Spent(date(2026, 5, 5), 0), right, 21_00, kind)
    text += _line(2, Spent(date(2026, 5, 9), 0), HELP, 80_00, 'help"\n  count: 9\n  kept: "yes')
    place = tmp_path / "book.beancount"
    place.write_text(text)
    made = public_summary(place, AFTER)
    effect = Money(37_11 - (21_00 if right else 0)) if is_plain else Money(0)
    assert [each.corrections for each in made.years[:2]] == [effect, Money(0)]
    assert made.total == Money(900_000_00 - 80_00 - (21_00 if right else 0))
    month = month_view(place, AFTER, AFTER, sees_help=False)
    assert month is not None
    assert month.statement.corrections == made.months[-1].corrections == effect


def test_a_first_year_begins_with_the_books(tmp_path: Path) -> None:
    text = text_of([Spent(date(2024, 11, 5), 5_00)]).replace("2024-04-01 *", "2024-10-01 *")
    place = tmp_path / "book.beancount"
    place.write_text(text)
    (first,) = public_summary(place, date(2025, 1, 31)).years
    assert (first.first, first.last) == (date(2024, 10, 1), date(2025, 1, 31))
    later, first = public_summary(place, date(2025, 5, 1)).years
    assert (first.first, later.first) == (date(2024, 10, 1), date(2025, 4, 1))


def test_a_year_adds_up_to_its_months(sample: Path) -> None:
    made = public_summary(sample, TODAY)
    this_year = made.years[0]
    assert (this_year.first, this_year.last) == (date(2025, 4, 1), TODAY)
    moved = this_year.came_total - this_year.went_total
    assert moved == Money.total(each.came - each.went for each in made.months)


def test_nothing_is_known_of_what_comes_later(sample: Path) -> None:
    early = public_summary(sample, date(2025, 1, 31))
    assert {each.shown for each in early.funds} <= {"For anything we do", "Winter warmth"}
    assert early.months[-1].first == date(2025, 1, 1)
    assert len(early.years) == 1


def test_no_number_of_a_person_and_no_payee_is_on_the_page(sample: Path) -> None:
    words = repr(public_summary(sample, TODAY))
    assert "Aldi" not in words
    assert "P00" not in words
    assert "vouchers" not in words


def test_an_account_named_for_a_volunteer_shows_as_plain_words(tmp_path: Path) -> None:
    owed = Spent(date(2026, 5, 1), 30_00, "Liabilities:Claims:P007")
    made = summary_of([owed], tmp_path)
    assert [line.heading for line in made.years[0].went] == ["Paid back to volunteers"]


def test_no_type_of_the_page_has_a_place_for_a_person() -> None:
    """Only these words may be on it: titles that the group gave, headings, and how many."""
    texts = set()
    for kind in _types_within(PublicSummary):
        for each in dataclasses.fields(kind):
            if typing.get_type_hints(kind)[each.name] is str:
                texts.add(f"{kind.__name__}.{each.name}")
    assert texts == {
        "PublicSummary.title",
        "PublicFund.shown",
        "PublicLine.heading",
    }


def _types_within(kind: type) -> set[type]:
    found = {kind}
    for hint in typing.get_type_hints(kind).values():
        for part in (hint, *typing.get_args(hint)):
            if dataclasses.is_dataclass(part) and part is not Money:
                found |= _types_within(typing.cast("type", part))
    return found


def test_help_is_told_as_a_count_and_a_total_on_the_day_on_which_five_were_helped(
    tmp_path: Path,
) -> None:
    acts = [helped(date(2025, month, 3), 20_00, 2) for month in (5, 8, 11)]
    acts += [Spent(date(2025, 6, 1), 100_00, "Expenses:Food")]
    made = summary_of([*acts, Spent(date(2026, 5, 1), 5_00)], tmp_path)
    this_year, last_year = made.years
    assert last_year.help is not None
    assert (last_year.help.count, last_year.help.total) == (6, Money(60_00))
    assert {line.heading for line in last_year.went} == {"Help given", "Food"}
    assert this_year.help is None
    went = {each.first.month: each.went for each in made.months if each.went}
    assert went == {6: Money(100_00), 11: Money(60_00), 5: Money(5_00)}
    assert not made.has_untold


def test_a_count_under_five_is_in_no_figure_and_the_page_says_so(tmp_path: Path) -> None:
    acts = [helped(date(2025, 5, 3), 37_11, 4), Spent(date(2025, 5, 9), 12_00)]
    made = summary_of(acts, tmp_path)
    assert made.years[1].help is None
    assert made.years[1].went_total == Money(12_00)
    assert made.total == Money(900_000_00 - 12_00)
    assert made.has_untold
    assert "3711" not in repr(made)


def test_what_is_given_later_tells_what_waited_before(tmp_path: Path) -> None:
    acts = [helped(date(2025, 5, 3), 37_11, 4), helped(date(2026, 4, 9), 2_00, 1)]
    made = summary_of(acts, tmp_path)
    assert made.years[0].help is not None
    assert (made.years[0].help.count, made.years[0].help.total) == (5, Money(39_11))
    assert made.years[1].went == ()
    before = summary_of(acts, tmp_path, today=date(2026, 4, 8))
    assert (before.total, before.has_untold) == (Money(900_000_00), True)


@given(bought=st.lists(others, max_size=6), gave=st.lists(few_helps, min_size=1, max_size=4))
def test_a_little_help_looks_the_same_whatever_it_came_to(
    tmp_path_factory: pytest.TempPathFactory, bought: list[Spent], gave: list[Spent]
) -> None:
    """Were it a penny each, not one figure of the page would differ."""
    folder = tmp_path_factory.getbasetemp()
    instead = [helped(each.day, 1, each.count) for each in gave]
    assert summary_of(bought + gave, folder) == summary_of(bought + instead, folder)


@given(bought=st.lists(others, max_size=6), gave=st.lists(helps, max_size=6))
def test_the_page_always_ties(
    tmp_path_factory: pytest.TempPathFactory, bought: list[Spent], gave: list[Spent]
) -> None:
    made = summary_of(bought + gave, tmp_path_factory.getbasetemp())
    assert made.total == made.divided.total + made.not_ours
    assert all(fund.kind in set(FundClass) for fund in made.funds)
    went = Money.total(year.went_total for year in made.years)
    assert went == Money(900_000_00) - made.total
    told = Money.total(year.help.total for year in made.years if year.help)
    assert went == Money(sum(each.pence for each in bought)) + told
