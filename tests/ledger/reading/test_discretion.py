"""Of help given to fewer than five nothing follows: by no fund, place, month, page or patience."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import balances, index
from ledger.accounts import HELP
from ledger.book import Book, read
from ledger.entries.acts import (
    ClaimPart,
    Correction,
    HelpGiven,
    Repayment,
)
from ledger.errors import Refusal
from ledger.money import NOTHING, Money
from ledger.reading import (
    choices,
    entries,
    entry,
    fund_cards,
    fund_view,
    grant_letter,
    home,
    public_summary,
)
from ledger.reading.discretion import told, untold
from ledger.reading.entries import Wanted
from ledger.recording import record
from tests.ledger.street import (
    BANK,
    COUNCIL,
    TIN,
    TODAY,
    begun,
    claimed,
    granted,
    hand,
    share,
    spent,
)

FIRST, AFTER = date(2025, 4, 1), date(2026, 5, 20)
GRANT, FEW = "grant", 5
HEAD = """\
option "title" "Elm Street"
option "operating_currency" "GBP"
1970-01-01 custom "fava-option" "fiscal_year_end" "09-30"
2025-04-01 open Assets:Bank:Current GBP
2025-04-01 open Assets:Cash:Tin GBP
2025-04-01 open Income:Grants GBP
2025-04-01 open Expenses:Food GBP
2025-04-01 open Expenses:Help-Given GBP
  heading: "Help given"
2025-04-01 custom "fund" "general" "unrestricted"
2025-04-01 custom "fund" "grant" "restricted"
  funder: "Council"
  award: 900.00 GBP
2025-04-01 custom "grant-budget" "grant" "Parcels" 400.00 GBP Expenses:Food
2025-04-01 custom "grant-budget" "grant" "People" 500.00 GBP Expenses:Help-Given
"""


@dataclass(frozen=True)
class Act:
    """Spent on a day out of a fund and a place; a count makes it help, which may be of nobody."""

    day: date
    pence: int
    fund: str
    place: str
    count: int | None

    @property
    def stream(self) -> tuple[str, str]:
        return self.fund, self.place


def text_of(acts: list[Act]) -> str:
    """A book in which the acts were recorded in this order, whatever their days."""
    first = Act(FIRST, -800_00, GRANT, BANK, None)
    lines = [HEAD, _line(1, first, "Income:Grants", "income")]
    for number, act in enumerate(acts, start=2):
        kind = "expense" if act.count is None else f'help"\n  count: {act.count}\n  kept: "yes'
        lines.append(_line(number, act, "Expenses:Food" if act.count is None else HELP, kind))
    return "\n".join(lines)


def _line(number: int, act: Act, account: str, kind: str) -> str:
    return (
        f'{act.day} * "Something" #{act.fund} ^2025-{number:04d}\n  kind: "{kind}"\n'
        f'  recorded-by: "P003"\n  {account}  {act.pence / 100:.2f} GBP\n'
        f"  {act.place}  {-act.pence / 100:.2f} GBP\n"
    )


def batches(acts: list[Act]) -> Iterator[tuple[list[int], bool]]:
    """The helps of each fund and place by their turn, in fives, and whether a batch is full."""
    for stream in {act.stream: None for act in acts if act.count is not None}:
        batch: list[int] = []
        for turn, act in enumerate(acts):
            if act.count is not None and act.stream == stream:
                batch.append(turn)
                if sum(acts[each].count or 0 for each in batch) >= FEW:
                    yield batch, True
                    batch = []
        if batch:
            yield batch, False


def make(
    counts: st.SearchStrategy[int | None], least: int = 0, most: int = 14
) -> st.SearchStrategy[list[Act]]:
    days = st.integers(0, 260).map(lambda gone: FIRST + timedelta(gone))
    act = st.builds(
        Act,
        days,
        st.integers(1, 300_00),
        st.sampled_from(["general", GRANT]),
        st.sampled_from([BANK, TIN]),
        counts,
    )
    return st.lists(act, min_size=least, max_size=most)


ACTS = make(st.one_of(st.none(), st.integers(0, 3), st.integers(0, 7)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("told")


def book_of(acts: list[Act], folder: Path) -> Book:
    place = folder / "elm.beancount"
    place.write_text(text_of(acts))
    return read(place)


def everything_told(acts: list[Act], folder: Path) -> list[str]:
    """All values of all readings for who may not see help, without the mark of the text."""
    place = folder / "pages.beancount"
    place.write_text(text_of(acts))
    look = partial(fund_view, place, sees_help=False)
    values = [
        home(place, AFTER, sees_help=False),
        fund_cards(place, AFTER, sees_help=False),
        *(look(name, AFTER) for name in ("general", GRANT)),
        choices(place, AFTER, sees_help=False),
        *(public_summary(place, day) for day in (date(2025, 8, 8), date(2025, 12, 1), AFTER)),
        grant_letter(place, GRANT, AFTER),
        entries(place, Wanted(), sees_help=False),
    ]
    version = index.current(place).version
    return [repr(value).replace(version, "") for value in values]


@given(acts=ACTS, drawn=st.data())
def test_what_a_batch_that_is_not_full_came_to_is_on_no_page(
    folder: Path, acts: list[Act], drawn: st.DataObject
) -> None:
    """Two books that differ only in such amounts are the same to members, funders and anybody."""
    others = list(acts)
    for batch, is_full in batches(acts):
        for turn in batch if not is_full else ():
            others[turn] = replace(acts[turn], pence=drawn.draw(st.integers(1, 300_00)))
    assert everything_told(acts, folder) == everything_told(others, folder)


@given(acts=ACTS)
def test_from_day_to_day_help_changes_a_told_figure_by_whole_batches_only(
    folder: Path, acts: list[Act]
) -> None:
    """By fund and by place, so by month and by year as well; and never before its own day."""
    seen = told(book_of(acts, folder))
    expected: dict[tuple[date, str, str], int] = {}
    for stream in {act.stream for act in acts}:
        reached = date.min
        for batch in (b for b, full in batches(acts) if full and acts[b[0]].stream == stream):
            reached = max(reached, *(acts[turn].day for turn in batch))
            key = (reached, *stream)
            expected[key] = expected.get(key, 0) + sum(acts[turn].pence for turn in batch)
    found: dict[tuple[date, str, str], int] = {}
    for made in seen.transactions:
        for place in (BANK, TIN):
            gave = any(each.account == HELP for each in made.postings)
            pence = -made.sum_of(place.__eq__).pence
            if gave and pence:
                key = (made.day, made.fund, place)
                found[key] = found.get(key, 0) + pence
    assert found == expected


@given(acts=ACTS)
def test_a_told_book_ties_on_every_day(folder: Path, acts: list[Act]) -> None:
    book = book_of(acts, folder)
    seen = told(book)
    for day in {made.day for made in book.transactions}:
        lies = Money.total(balances.money_accounts(seen, day).values())
        mine = Money.total(balances.cash_by_fund(seen, day).values())
        assert mine == lies - balances.held_for_others(seen, day)
    assert bool(untold(book)) == any(not is_full for _, is_full in batches(acts))


@given(acts=make(st.integers(0, 4), least=1))
def test_whoever_watches_while_help_is_recorded_sees_whole_batches_come(
    folder: Path, acts: list[Act]
) -> None:
    """Also where what is recorded later is of an earlier day."""
    before: set[str] = set()
    for so_far in range(len(acts) + 1):
        seen = told(book_of(acts[:so_far], folder))
        numbers = {made.entry for made in seen.transactions}
        assert before <= numbers, "what was told stays told"
        new = [made for made in seen.transactions if made.entry in numbers - before]
        counts = sum(int(made.said("count") or FEW) for made in new)
        assert not new or counts >= FEW
        before = numbers


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return begun(tmp_path)


def helped(pence: int, count: int = 1, fund: str = "general", day: date = TODAY) -> HelpGiven:
    return HelpGiven(
        day=day,
        what_for="Electricity",
        fund=fund,
        amount=Money(pence),
        paid_from=BANK,
        count=count,
    )


def as_help(shelf: Path, food: str) -> None:
    """Write a line of food as help by hand, as our forms would not."""
    file = shelf / "journal/2026-03.beancount"
    text, count = re.subn(rf"Expenses:Food( +{food} GBP)", rf"{HELP}\1", file.read_text())
    assert count == 1
    file.write_text(text)


def in_bank(shelf: Path) -> Money:
    """What a member reads to lie in the bank."""
    seen = home(shelf, TODAY, sees_help=False)
    return next(each.holds for each in seen.accounts if each.name == BANK)


def test_a_book_without_help_is_told_as_it_is(shelf: Path) -> None:
    record(shelf, spent(), hand())
    book = read(shelf)
    assert told(book) is book
    assert untold(book) == frozenset()


def test_help_waits_for_the_fifth_person_and_who_reads_is_told_that_it_does(shelf: Path) -> None:
    record(shelf, helped(40_00, 4), hand())
    assert in_bank(shelf) == Money(1000_00)
    assert home(shelf, TODAY, sees_help=False).has_untold
    assert not home(shelf, TODAY, sees_help=True).has_untold
    record(shelf, helped(7_00), hand())
    assert in_bank(shelf) == Money(953_00)
    assert not home(shelf, TODAY, sees_help=False).has_untold


def test_a_correction_leaves_alone_what_was_told_and_waits_for_its_own_five(shelf: Path) -> None:
    number = record(shelf, helped(40_00), hand()).number
    record(shelf, helped(10_00, 4), hand())
    told_before = in_bank(shelf)
    right = helped(90_00)
    record(shelf, Correction(corrects=number, because="misread", right=right), hand())
    assert in_bank(shelf) == told_before == Money(950_00)
    record(shelf, helped(5_00, 5), hand())
    assert in_bank(shelf) == Money(895_00)


def test_help_that_was_taken_back_counts_for_nobody(shelf: Path) -> None:
    number = record(shelf, helped(40_00, 2), hand()).number
    record(shelf, Correction(corrects=number, because="never happened"), hand())
    record(shelf, helped(30_00, 4), hand())
    assert in_bank(shelf) == Money(1000_00)
    record(shelf, helped(1_00), hand())
    assert in_bank(shelf) == Money(969_00)


def test_what_turns_out_to_have_been_help_is_told_as_before_and_found_no_more(shelf: Path) -> None:
    number = record(shelf, spent(share(40_00)), hand()).number
    assert entry(shelf, number, sees_help=False).line.number == number
    record(shelf, Correction(corrects=number, because="it was help", right=helped(40_00)), hand())
    assert in_bank(shelf) == Money(960_00)
    for hidden in (number, "2026-0002"):
        with pytest.raises(Refusal):
            entry(shelf, hidden, sees_help=False)
    assert grant_letter(shelf, COUNCIL.name, TODAY).spent == NOTHING
    record(shelf, helped(5_00, 4), hand())
    assert in_bank(shelf) == Money(955_00)
    last = public_summary(shelf, TODAY).years[0]
    assert {line.heading: line.amount for line in last.went} == {"Help given": Money(45_00)}


def test_help_that_a_volunteer_paid_is_told_when_they_and_five_were_paid_back(shelf: Path) -> None:
    record(shelf, granted(500_00), hand())
    claim = record(shelf, claimed(share(40_00, COUNCIL.name)), hand()).number
    as_help(shelf, "40.00")
    before = fund_view(shelf, COUNCIL.name, TODAY, sees_help=False)
    assert (before.left, before.owed) == (Money(500_00), NOTHING)
    part = ClaimPart(claim=claim, fund=COUNCIL.name, amount=Money(40_00))
    paid = Repayment(day=TODAY, claimant="P007", parts=(part,), paid_from=BANK)
    number = record(shelf, paid, hand()).number
    after = fund_view(shelf, COUNCIL.name, TODAY, sees_help=False)
    assert (after.left, after.lines) == (before.left, before.lines)
    with pytest.raises(Refusal):
        entry(shelf, number, sees_help=False)
    record(shelf, helped(10_00, 5, COUNCIL.name), hand())
    letter = grant_letter(shelf, COUNCIL.name, TODAY)
    assert (letter.spent, letter.left, letter.payments) == (Money(50_00), Money(450_00), ())


def test_a_shared_entry_tells_one_funder_nothing_of_anothers_help(shelf: Path) -> None:
    """Neither what the whole of it came to, nor its part before there are five."""
    record(shelf, granted(500_00), hand())
    record(shelf, spent(share(30_00), share(12_00, COUNCIL.name)), hand())
    as_help(shelf, "30.00")
    assert grant_letter(shelf, COUNCIL.name, TODAY).payments == ()
    record(shelf, helped(8_00, 5, COUNCIL.name), hand())
    letter = grant_letter(shelf, COUNCIL.name, TODAY)
    assert (letter.spent, letter.payments) == (Money(20_00), ())
    assert letter.help_given is not None
    assert (letter.help_given.count, letter.help_given.total) == ("5", Money(20_00))


def test_what_is_left_beside_an_entry_and_on_a_form_is_what_is_told(shelf: Path) -> None:
    record(shelf, helped(40_00, 2), hand())
    number = record(shelf, spent(), hand()).number
    for sees_help, left in ((False, 1090_00), (True, 1050_00)):
        shown = entry(shelf, number, sees_help=sees_help).left
        offered = choices(shelf, TODAY, sees_help=sees_help)
        assert [each for _, each in shown] == [Money(left)]
        assert offered.funds[0].left == Money(left)
        bank = next(each for each in offered.places if each.name == BANK)
        assert bank.holds == Money(left - 100_00)


def test_a_batch_is_told_on_its_last_day_even_in_the_next_year(shelf: Path) -> None:
    for day in (date(2026, 2, 3), date(2026, 3, 19), date(2026, 4, 4)):
        late = hand(today=date(2026, 4, 5))
        record(shelf, helped(10_00, 2, day=day), late)
    now, last = public_summary(shelf, date(2026, 4, 5)).years
    assert (last.went, last.help) == ((), None)
    assert now.help is not None
    assert (now.help.count, now.help.total) == (6, Money(30_00))
    march = public_summary(shelf, date(2026, 3, 31))
    assert (march.total, march.has_untold) == (Money(1100_00), True)


def test_every_pair_of_months_differs_by_told_batches(shelf: Path) -> None:
    for month in range(4, 13):
        record(shelf, helped(month * 100, 2, day=date(2025, month, 3)), hand())
    months = public_summary(shelf, TODAY).months
    assert [each.went.pence for each in months if each.went] == [15_00, 24_00, 33_00]
    for one, other in pairwise(months):
        assert one.closing + other.came - other.went == other.closing
