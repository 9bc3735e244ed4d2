"""A year at its end: what closing writes, what the next year begins with, and what stays behind."""

from datetime import date
from pathlib import Path

import pytest
from beancount import loader
from beancount.core.data import Transaction as StockTransaction

from ledger import balances, index
from ledger.checks import equal_to_beancount, problems
from ledger.entries.acts import Correction
from ledger.errors import Refusal
from ledger.money import Money
from ledger.reading import annual_accounts, held_back, home, year_end
from ledger.recording import (
    Agreement,
    agree,
    approve,
    bring_in,
    change_year_end,
    close_year,
    new_book,
    record,
)
from tests.ledger.index_equal import assert_index_is_right
from tests.ledger.street import (
    BANK,
    TODAY,
    begun,
    claimed,
    every_byte,
    granted,
    hand,
    share,
    spent,
    stock_errors,
)

SAMPLE = Path(__file__).parents[3] / "sample.beancount"
END, APRIL, MAY = date(2026, 3, 31), date(2026, 4, 20), date(2026, 5, 2)


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return begun(tmp_path)


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    shelf = tmp_path / "books" / "elm"
    bring_in(shelf, "", SAMPLE.read_text(), {}, hand(today=APRIL))
    return shelf


def test_what_is_shown_before_is_what_closing_writes(sample: Path) -> None:
    before = year_end(sample, END)
    seen = {each.name: each.holds for each in before.accounts}
    book = close_year(sample, END, hand(today=APRIL), seen)
    written = {each.account: each.amount for each in book.finals if each.day == date(2026, 4, 1)}
    assert written == seen
    assert before.total == Money.total(each.cash for each in before.funds) + before.held
    after = year_end(sample, END)
    assert after.closing is not None
    assert after.closing.by == "P003"
    assert (after.accounts, after.funds) == (before.accounts, before.funds)
    assert [e for e in stock_errors(sample) if not e.startswith("File does not exist")] == []


def test_the_next_year_opens_with_what_the_last_one_ended_with(sample: Path) -> None:
    close_year(sample, END, hand(today=APRIL))
    record(sample, spent(day=APRIL), hand(today=APRIL))
    record(sample, claimed(share(3_00, "lottery-kitchen"), day=MAY), hand(today=MAY))
    old, new = annual_accounts(sample, END), annual_accounts(sample, date(2027, 3, 31))
    assert new.cash.opening.amounts == old.cash.closing.amounts
    ended = {line.fund.name: line.closing for line in old.notes.funds if line.closing}
    assert {line.fund.name: line.opening for line in new.notes.funds if line.opening} == ended
    at_end = {line.account: line.amount for line in old.assets.cash if line.amount}
    assert {e.account: e.last_year for e in new.assets.cash if e.last_year} == at_end
    assert at_end == {e.name: e.holds for e in year_end(sample, END).accounts if e.holds}


def test_a_year_is_not_closed_with_other_figures_than_were_seen(shelf: Path) -> None:
    seen = {each.name: each.holds for each in year_end(shelf, END).accounts}
    record(shelf, spent(day=TODAY), hand(by="P004", today=APRIL))
    before = every_byte(shelf)
    with pytest.raises(Refusal) as refused:
        close_year(shelf, END, hand(today=APRIL), seen)
    assert refused.value.message.startswith("Bank holds £990.00 at the end of that year, and £1,0")
    assert every_byte(shelf) == before


def test_an_entry_behind_a_closed_year_is_refused_with_the_figures(shelf: Path) -> None:
    record(shelf, spent(day=TODAY), hand())
    close_year(shelf, END, hand(today=APRIL))
    before = every_byte(shelf)
    with pytest.raises(Refusal) as refused:
        record(shelf, spent(share(84_20), day=END), hand(today=APRIL))
    assert refused.value.message == (
        "31 March 2026 lies in a year that is closed up to 31 March 2026. Bank ended with £990.00, "
        "and this would make it £905.80."
    )
    assert refused.value.remedy.startswith("Choose a day after 31 March 2026.")
    with pytest.raises(Refusal) as overdrawn:
        record(shelf, spent(share(1000_00), day=END), hand(today=APRIL))
    assert "this would make it £10.00 overdrawn." in overdrawn.value.message
    assert every_byte(shelf) == before


def test_a_claim_behind_a_closed_year_changes_no_account_and_is_refused_too(shelf: Path) -> None:
    close_year(shelf, END, hand(today=APRIL))
    with pytest.raises(Refusal) as refused:
        record(shelf, claimed(day=END), hand(today=APRIL))
    assert refused.value.message.endswith("is closed up to 31 March 2026.")


def test_who_corrects_in_a_closed_year_is_told_where_that_goes(shelf: Path) -> None:
    number = record(shelf, spent(share(84_20), day=TODAY), hand()).number
    assert held_back(shelf, number, APRIL) == ""
    close_year(shelf, END, hand(today=APRIL))
    said = held_back(shelf, number, APRIL)
    assert "from 1 April 2025 to 31 March 2026 is closed" in said
    assert "£84.20 stays in its accounts" in said
    assert "recorded on 20 April 2026, today" in said
    assert "the year to 31 March 2027 tell it on a line of its own" in said
    closing = annual_accounts(shelf, END).cash.closing.total
    right = spent(share(80_00), day=TODAY)
    act = Correction(corrects=number, because="the paper says 80.00", right=right)
    entry = record(shelf, act, hand(today=APRIL))
    assert {made.day for made in entry.transactions} == {APRIL}
    told = annual_accounts(shelf, date(2027, 3, 31))
    assert told.cash.corrections.total == Money(4_20)
    assert told.cash.opening.total == closing
    assert annual_accounts(shelf, END).cash.closing.total == closing


def test_who_corrects_behind_an_agreement_is_told_its_figure(shelf: Path) -> None:
    number = record(shelf, spent(day=TODAY), hand()).number
    agree(
        shelf, Agreement(day=END, account=BANK, figure=Money(990_00), statement=""), hand(today=MAY)
    )
    said = held_back(shelf, number, MAY)
    assert said.startswith("£990.00 was agreed for Bank on 31 March 2026")
    assert "recorded on 2 May 2026, today" in said


def test_earlier_years_that_nobody_closed_are_named_and_close_along(shelf: Path) -> None:
    record(shelf, spent(day=MAY), hand(today=MAY))
    last = date(2027, 3, 31)
    assert [e.last for e in year_end(shelf, last).also_open] == [END]
    close_year(shelf, last, hand(today=date(2027, 4, 2)))
    assert year_end(shelf, END).closing is not None


def test_it_counts_claims_owed_and_payments_that_a_second_person_agreed_to(shelf: Path) -> None:
    first = record(shelf, spent(day=TODAY), hand()).number
    record(shelf, claimed(share(4_00), share(2_50, "winter"), day=TODAY), hand())
    record(shelf, granted(50_00), hand())
    approve(shelf, first, hand(by="P004"))
    end = year_end(shelf, END)
    assert (end.claims, end.owed) == (1, Money(6_50))
    assert (end.payments, end.agreed_to) == (2, 1)


def test_home_speaks_of_a_year_from_the_day_after_it_until_it_is_closed(shelf: Path) -> None:
    said = {day: home(shelf, day, sees_help=True).to_close for day in (END, date(2026, 4, 1), MAY)}
    assert list(said.values()) == [None, END, END]
    close_year(shelf, END, hand(today=APRIL))
    assert home(shelf, MAY, sees_help=True).to_close is None


def test_home_speaks_of_no_year_before_the_books(tmp_path: Path) -> None:
    shelf = tmp_path / "books" / "young"
    new_book(shelf, "Young", "informal-group", (3, 31), date(2026, 4, 5), hand())
    assert home(shelf, MAY, sees_help=True).to_close is None
    record(shelf, spent(day=MAY), hand(today=MAY))
    assert home(shelf, MAY, sees_help=True).to_close is None


def test_a_year_that_was_cut_elsewhere_says_its_days_and_closes(shelf: Path) -> None:
    record(shelf, spent(day=TODAY), hand())
    change_year_end(shelf, (12, 31), hand(today=APRIL))
    last = date(2025, 12, 31)
    end = year_end(shelf, last)
    assert str(end.period) == "1 April 2025 to 31 December 2025"
    assert home(shelf, APRIL, sees_help=True).to_close == last
    book = close_year(shelf, last, hand(today=APRIL))
    assert balances.in_account(book, BANK, last) == Money(1000_00)
    assert stock_errors(shelf) == []


def test_after_a_closing_years_end_elsewhere_from_then_on_and_what_is_closed_stays(
    shelf: Path,
) -> None:
    record(shelf, spent(day=TODAY), hand())
    close_year(shelf, END, hand(today=APRIL))
    signed = annual_accounts(shelf, END)
    book = change_year_end(shelf, (12, 31), hand(today=APRIL))
    assert book.year_end == (12, 31)
    assert book.year_of(END) == (date(2025, 4, 1), END)
    assert book.year_of(APRIL) == (date(2026, 4, 1), date(2026, 12, 31))
    assert book.year_of(date(2027, 1, 1)) == (date(2027, 1, 1), date(2027, 12, 31))
    again = annual_accounts(shelf, END)
    assert (again.cash, again.assets, again.notes) == (signed.cash, signed.assets, signed.notes)
    record(shelf, spent(share(7_00), day=MAY), hand(today=MAY))
    short = annual_accounts(shelf, date(2026, 12, 31))
    assert str(short.period) == "1 April 2026 to 31 December 2026"
    assert short.cash.opening.total == signed.cash.closing.total
    assert [*equal_to_beancount(index.current(shelf))] == []
    assert stock_errors(shelf) == []


def test_the_first_year_on_a_new_end_can_be_a_long_one(shelf: Path) -> None:
    close_year(shelf, END, hand(today=APRIL))
    long = date(2027, 6, 30)
    book = change_year_end(shelf, (6, 30), hand(today=APRIL), until=long)
    assert book.year_of(APRIL) == (date(2026, 4, 1), long)
    assert book.year_of(date(2027, 7, 1)) == (date(2027, 7, 1), date(2028, 6, 30))
    text = (shelf / "book.beancount").read_text()
    assert text.count('"fiscal_year_end" "06-30"\n  since: 2026-04-01\n  until: 2027-06-30') == 1
    change_year_end(shelf, (6, 30), hand(today=APRIL), until=long)
    assert (shelf / "book.beancount").read_text() == text
    short = change_year_end(shelf, (6, 30), hand(today=APRIL))
    assert short.year_of(APRIL) == (date(2026, 4, 1), date(2026, 6, 30))
    assert stock_errors(shelf) == []


def test_a_first_year_of_the_books_can_be_a_long_one(tmp_path: Path) -> None:
    shelf = tmp_path / "books" / "young"
    new_book(shelf, "Young", "informal-group", (3, 31), date(2026, 1, 1), hand())
    record(shelf, spent(day=date(2026, 2, 2)), hand(today=MAY))
    book = change_year_end(shelf, (3, 31), hand(today=MAY), until=date(2027, 3, 31))
    assert book.year_of(date(2026, 2, 2)) == (date(2026, 1, 1), date(2027, 3, 31))
    made = annual_accounts(shelf, date(2027, 3, 31))
    assert str(made.period) == "2 February 2026 to 31 March 2027"


def test_a_long_first_year_takes_no_older_entry_in_than_eighteen_months_allow(
    tmp_path: Path,
) -> None:
    shelf = tmp_path / "books" / "young"
    new_book(shelf, "Young", "informal-group", (3, 31), date(2025, 1, 1), hand())
    record(shelf, spent(day=date(2026, 2, 1)), hand(today=MAY))
    long, begins = date(2027, 3, 31), date(2025, 10, 1)
    book = change_year_end(shelf, (3, 31), hand(today=MAY), until=long)
    assert book.year_of(date(2026, 2, 1)) == (begins, long)
    record(shelf, spent(day=date(2025, 2, 1)), hand(today=MAY))
    record(shelf, spent(day=date(2025, 12, 1)), hand(today=MAY))
    late = index.current(shelf)
    assert late.year_of(date(2025, 2, 1)) == (date(2024, 4, 1), date(2025, 3, 31))
    assert late.year_of(date(2025, 12, 1)) == (begins, long)
    assert str(annual_accounts(shelf, long).period) == "1 October 2025 to 31 March 2027"
    assert not [each for each in problems(late) if each.rule == "year_too_long"]
    assert stock_errors(shelf) == []


@pytest.mark.parametrize(
    ("year_end", "until", "told"),
    [
        ((12, 31), date(2025, 12, 31), "would open again what is closed to 31 March 2026"),
        ((12, 31), date(2027, 12, 31), "is longer than eighteen months"),
        ((12, 31), date(2026, 11, 30), "is not the day that years are to end on"),
        ((4, 31), None, "The calendar has no such day"),
    ],
)
def test_a_first_year_that_cannot_be_is_refused_and_nothing_is_written(
    shelf: Path, year_end: tuple[int, int], until: date | None, told: str
) -> None:
    close_year(shelf, END, hand(today=APRIL))
    before = every_byte(shelf)
    with pytest.raises(Refusal, match=told):
        change_year_end(shelf, year_end, hand(today=APRIL), until)
    assert every_byte(shelf) == before


def test_entries_of_one_day_in_several_files_stand_in_beancounts_order(shelf: Path) -> None:
    """A correction of a closed year lies in today's file, and its right half on a day of its own.

    Where lines of the same number tie, Beancount takes files as the disk lists them; we, by name.
    """
    wrong = [record(shelf, spent(share(n), day=TODAY), hand()).number for n in (101, 102, 103)]
    close_year(shelf, END, hand(today=APRIL))
    for at, (number, today) in enumerate(zip(wrong, (APRIL, MAY, date(2026, 6, 3)), strict=True)):
        for each in range(at + 1):
            words = ("Aldi", f"{at}, before {each}")
            record(shelf, spent(share(10 + each), day=APRIL, words=words), hand(today=today))
        right = spent(share(200 + at), day=APRIL, words=("Lidl", f"right {at}"))
        act = Correction(corrects=number, because="another shop", right=right)
        record(shelf, act, hand(today=today))
    holding = [
        file.name
        for file in sorted((shelf / "journal").iterdir())
        if "\n2026-04-20 *" in file.read_text()
    ]
    assert holding == ["2026-04.beancount", "2026-05.beancount", "2026-06.beancount"]
    stock, ours = _stock_order(shelf), _our_order(shelf)
    assert len([day for day, *_ in ours if day == APRIL]) == 10
    assert [each[:2] for each in ours] == [each[:2] for each in stock]
    assert ours == sorted(stock)
    assert_index_is_right(shelf)


def _stock_order(shelf: Path) -> list[tuple[date, int, str]]:
    entries, _, _ = loader.load_file(str(shelf / "book.beancount"))
    made = (each for each in entries if isinstance(each, StockTransaction))
    return [(e.date, e.meta["lineno"], Path(e.meta["filename"]).name) for e in made]


def _our_order(shelf: Path) -> list[tuple[date, int, str]]:
    made = index.current(shelf).transactions
    places = ((each.day, each.place) for each in made)
    return [(day, line, Path(file).name) for day, (file, line) in places]
