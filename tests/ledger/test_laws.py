"""Laws that hold after every act, whatever is recorded in whatever order."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from ledger import balances, index
from ledger.accounts import OPENING, is_money
from ledger.book import Book, read
from ledger.checks import known_problems, problems
from ledger.entries.acts import (
    Claim,
    ClaimPart,
    Correction,
    Expense,
    FundMove,
    GivenUp,
    HeldForOthers,
    HelpGiven,
    Income,
    InKind,
    Move,
    PlainAct,
    Refund,
    Repayment,
    Share,
)
from ledger.entries.directives import Kind, number_parts
from ledger.errors import Problem, Refusal
from ledger.funds import Fund, FundClass
from ledger.money import Money
from ledger.reading import discretion
from ledger.recording import (
    Agreement,
    add_paper,
    agree,
    approve,
    close_year,
    open_fund,
    record,
    withdraw_agreement,
)
from ledger.statements import (
    Direction,
    Period,
    annual_accounts,
    financial_year,
    fund_statement,
    month_statement,
    movements,
)
from ledger.statements.sections import OTHER_COSTS
from tests.golden.by_query import assert_as_queried
from tests.ledger.index_equal import assert_index_is_right
from tests.ledger.street import (
    BANK,
    COUNCIL,
    ONLINE,
    START,
    TIN,
    WINTER,
    attachment,
    begun,
    hand,
    share,
    spent,
    stock_errors,
    stock_sums,
)

LAST = date(2026, 6, 30)
days = st.just(START)  # each is moved to a day that the machine has come to
backs = st.sampled_from([0, 0, 0, 1, 7, 40, 200, 400, -1])
pence = st.one_of(st.integers(1, 60_00), st.sampled_from([1, 33, 9_999_999_99]))
# What a person known by number promised: a report tells of them by no number.
LUNCH = Fund(
    name="lunch", kind=FundClass.RESTRICTED, opened=START, funder="P004", award=Money(50_00)
)
funds = st.sampled_from(["general", COUNCIL.name, WINTER.name, LUNCH.name])
givers = st.sampled_from(["", COUNCIL.funder, COUNCIL.funder.upper(), LUNCH.funder, "Bakery"])
headings = st.sampled_from(["Income:Donations", "Income:Grants", "Income:Sponsorship"])
places = st.sampled_from([BANK, TIN, ONLINE])
costs = st.sampled_from(["Expenses:Food", "Expenses:Printing", "Expenses:Grants-Returned"])
words = st.sampled_from(
    ["", "Food", 'Two\n"lines"', "#tag ^2026-0001 ; {}", "\u202eevil", "é" * 501]
)
consents = st.sampled_from(["", "letter", "P007 has a letter"])
people = st.sampled_from(["P004", "P007"])
shares = st.lists(st.builds(share, pence, funds, costs), min_size=1, max_size=3).map(tuple)
gifts = st.builds(share, pence, funds, headings)
plain_acts: st.SearchStrategy[PlainAct] = st.one_of(
    st.builds(Expense, day=days, paid_to=words, what_for=words, shares=shares, paid_from=places),
    st.builds(Claim, day=days, paid_to=words, what_for=words, shares=shares, claimant=people),
    st.builds(
        Income,
        day=days,
        received_from=st.one_of(words, givers),
        what_for=words,
        shares=st.lists(gifts, min_size=1, max_size=2).map(tuple),
        paid_into=places,
        fee=st.sampled_from([Money(0), Money(1), Money(35)]),
    ),
    st.builds(
        HelpGiven,
        day=days,
        what_for=words,
        fund=funds,
        amount=pence.map(Money),
        paid_from=places,
        count=st.integers(0, 4),
    ),
    st.builds(
        HeldForOthers,
        day=days,
        what_for=words,
        amount=pence.map(Money),
        account=places,
        is_coming_in=st.booleans(),
    ),
    st.builds(
        Move, day=days, what_for=words, amount=pence.map(Money), source=places, target=places
    ),
    st.builds(
        FundMove,
        day=days,
        what_for=words,
        amount=pence.map(Money),
        source=funds,
        target=funds,
        account=places,
        consent=consents,
    ),
    st.builds(
        InKind,
        day=days,
        given_by=words,
        what_for=words,
        fund=funds,
        hours=st.sampled_from([None, Decimal("0.25"), Decimal(3)]),
        goods=st.sampled_from([Money(0), Money(12_50)]),
    ),
)


class StreetOverTheYears(RuleBasedStateMachine):
    """A real folder in which anything is recorded; what is refused must change nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp())
        self.shelf = begun(self.folder)
        open_fund(self.shelf, LUNCH, hand())
        self.today = date(2026, 2, 10)
        self.grown = self._months()
        self.papers = 0

    def teardown(self) -> None:
        try:
            self._stock_agrees()
        finally:
            shutil.rmtree(self.folder)

    def _book(self) -> Book:
        return index.current(self.shelf)

    def _months(self) -> dict[str, bytes]:
        return {each.name: each.read_bytes() for each in self.shelf.glob("journal/*")}

    def _try(self, act: Callable[[], object]) -> None:
        before = self._book()
        refused = False
        try:
            act()
        except Refusal:
            refused = True
        assert not refused or self._book() == before

    @rule(gone=st.integers(0, 60))
    def time_goes_by(self, gone: int) -> None:
        self.today = min(LAST, self.today + timedelta(days=gone))

    def _on(self, act: PlainAct, back: int) -> PlainAct:
        return replace(act, day=self.today - timedelta(days=back))

    @rule(acts=st.lists(st.tuples(plain_acts, backs), min_size=1, max_size=4))
    def record_several(self, acts: list[tuple[PlainAct, int]]) -> None:
        for act, back in acts:
            made = self._on(act, back)
            self._try(lambda made=made: record(self.shelf, made, hand(today=self.today)))

    @rule(part=shares, who=people, back=backs)
    def claim(self, part: tuple[Share, ...], who: str, back: int) -> None:
        act = Claim(day=START, paid_to="Aldi", what_for="", shares=part, claimant=who)
        self._try(lambda: record(self.shelf, self._on(act, back), hand(today=self.today)))

    @rule(amount=st.integers(1, 300_00), source=funds, to=funds, consent=consents)
    def move_between_funds(self, amount: int, source: str, to: str, consent: str) -> None:
        act = FundMove(
            day=self.today,
            what_for="As agreed",
            amount=Money(amount),
            source=source,
            target=to,
            account=BANK,
            consent=consent,
        )
        self._try(lambda: record(self.shelf, act, hand(today=self.today)))

    @rule(amount=pence, place=places, is_coming_in=st.booleans())
    def hold(self, amount: int, place: str, *, is_coming_in: bool) -> None:
        act = HeldForOthers(
            day=self.today,
            what_for="Deposit",
            amount=Money(amount),
            account=place,
            is_coming_in=is_coming_in,
        )
        self._try(lambda: record(self.shelf, act, hand(today=self.today)))

    @rule(
        fund=st.sampled_from([COUNCIL, LUNCH]),
        part=st.integers(1, 120),
        beyond=st.integers(0, 600_00),
        giver=st.sampled_from(["", "Bakery"]),
    )
    def an_award_comes_as_sponsorship_and_more_is_spent(
        self, fund: Fund, part: int, beyond: int, giver: str
    ) -> None:
        """As the funder gave it, by whatever name; or somebody else did."""
        came = (fund.award or Money(0)).pence * part // 100
        act = Income(
            day=self.today,
            received_from=giver or fund.funder.upper(),
            what_for="",
            shares=(share(came, fund.name, "Income:Sponsorship"),),
            paid_into=BANK,
        )
        self._try(lambda: record(self.shelf, act, hand(today=self.today)))
        cost = spent(share(came + beyond, fund.name), day=self.today)
        self._try(lambda: record(self.shelf, cost, hand(today=self.today)))

    @rule(act=plain_acts, back=backs, which=st.integers(0, 99), has_right=st.booleans())
    def correct(self, act: PlainAct, back: int, which: int, *, has_right: bool) -> None:
        standing = [number for number, each in self._book().entries.items() if each.stands]
        if not standing:
            return
        wrong = Correction(
            corrects=standing[which % len(standing)],
            because="misread",
            right=self._on(act, back) if has_right else None,
        )
        self._try(lambda: record(self.shelf, wrong, hand(today=self.today)))

    @precondition(lambda self: balances.claims(self._book()))
    @rule(part=st.integers(1, 12), place=places)
    def pay_back(self, part: int, place: str) -> None:
        owed = balances.claims(self._book())
        first = owed[part % len(owed)]
        mine = [each for each in owed if each.claimant == first.claimant]
        parts = tuple(
            ClaimPart(claim=each.claim, fund=each.fund, amount=Money(each.owed.pence * part // 10))
            for each in mine
        )
        act = Repayment(day=self.today, claimant=first.claimant, parts=parts, paid_from=place)
        self._try(lambda: record(self.shelf, act, hand(today=self.today)))

    @precondition(lambda self: balances.claims(self._book()))
    @rule(part=st.integers(1, 12))
    def give_up(self, part: int) -> None:
        owed = balances.claims(self._book())
        first = owed[part % len(owed)]
        some = Money(first.owed.pence * part // 10)
        parts = (ClaimPart(claim=first.claim, fund=first.fund, amount=some),)
        act = GivenUp(day=self.today, claimant=first.claimant, parts=parts, said="at the meeting")
        self._try(lambda: record(self.shelf, act, hand(today=self.today)))

    @rule(which=st.integers(0, 99), part=shares, place=places)
    def give_back(self, which: int, part: tuple[Share, ...], place: str) -> None:
        kinds = {Kind.EXPENSE, Kind.CLAIM}
        numbers = [n for n, each in self._book().entries.items() if each.kind in kinds] or ["none"]
        act = Refund(
            day=self.today,
            received_from="Aldi",
            what_for="",
            shares=part,
            paid_into=place,
            refunds=numbers[which % len(numbers)],
        )
        self._try(lambda: record(self.shelf, act, hand(today=self.today)))

    @rule(place=places, back=st.integers(0, 60))
    def agree_with_the_bank(self, place: str, back: int) -> None:
        day = self.today - timedelta(days=back)
        figure = balances.in_account(self._book(), place, day)
        agreed = Agreement(day=day, account=place, figure=figure, statement="page 1")
        self._try(lambda: agree(self.shelf, agreed, hand(today=self.today)))

    @precondition(lambda self: self._book().agreements)
    @rule()
    def withdraw(self) -> None:
        last = self._book().agreements[-1]
        self._try(
            lambda: withdraw_agreement(
                self.shelf, last.account, last.day, "misread", hand(today=self.today)
            )
        )

    @rule()
    def close_the_year(self) -> None:
        self._try(lambda: close_year(self.shelf, date(2026, 3, 31), hand(today=self.today)))

    @rule(which=st.integers(0, 99), who=st.sampled_from(["P003", "P005", "P007"]))
    def approve_and_add_a_paper(self, which: int, who: str) -> None:
        numbers = list(self._book().entries)
        number = numbers[which % len(numbers)]
        self.papers += 1
        paper = attachment(f"{self.papers}".encode())
        self._try(lambda: approve(self.shelf, number, hand(by=who, today=self.today)))
        self._try(lambda: add_paper(self.shelf, number, paper, hand(today=self.today)))

    @invariant()
    def funds_add_up_to_accounts_less_what_is_not_ours(self) -> None:
        book = self._book()
        for day in (self.today, date(2026, 3, 31), date.max):
            cash = Money.total(balances.cash_by_fund(book, day).values())
            lies = Money.total(balances.money_accounts(book, day).values())
            assert cash == lies - balances.held_for_others(book, day)
            left = Money.total(balances.left_by_fund(book, day).values())
            owed = Money.total(balances.owed_to(book, day).values())
            assert left == cash - owed

    @invariant()
    def transfers_are_nil_in_total(self) -> None:
        assert balances.in_account(self._book(), "Equity:Fund-Transfers") == Money(0)

    @invariant()
    def numbers_run_without_gaps(self) -> None:
        years: dict[int, list[int]] = {}
        for number in self._book().entries:
            year, count = number_parts(number)
            years.setdefault(year, []).append(count)
        assert all(counts == list(range(1, len(counts) + 1)) for counts in years.values())

    @invariant()
    def the_text_only_ever_grows(self) -> None:
        now = self._months()
        assert all(now[name].startswith(text) for name, text in self.grown.items())
        self.grown = now

    @invariant()
    def the_text_reads_afresh_as_the_index_has_it(self) -> None:
        assert read(self.shelf) == self._book()
        assert_index_is_right(self.shelf)

    @rule()
    def the_index_is_lost(self) -> None:
        shutil.rmtree(self.folder / "index", ignore_errors=True)

    @invariant()
    def what_pages_are_told_to_look_at_is_what_every_rule_finds(self) -> None:
        assert told(known_problems(self._book())) == told(problems(read(self.shelf)))

    @invariant()
    def hours_never_touch_money(self) -> None:
        for made in self._book().transactions:
            units = {posting.currency for posting in made.postings}
            assert len(units) == 1
            assert (units == {"GBP"}) != any("In-Kind" in p.account for p in made.postings)

    @invariant()
    def what_was_agreed_and_closed_stays_and_no_problem_is_grave(self) -> None:
        assert [str(each) for each in problems(self._book()) if each.is_grave] == []

    @invariant()
    def what_is_owed_for_claims_is_what_the_accounts_owe(self) -> None:
        book = self._book()
        for day in (self.today, date(2026, 3, 31), date.max):
            owed: dict[str, Money] = {}
            for each in balances.claims(book, day):
                owed[each.claimant] = owed.get(each.claimant, Money(0)) + each.owed
            nonzero = {who: sum_ for who, sum_ in owed.items() if sum_}
            assert nonzero == balances.owed_to(book, day)

    @invariant()
    def of_an_award_all_that_its_funder_gave_has_come(self) -> None:
        for book in (self._book(), read(self.shelf)):
            left = balances.left_by_fund(book)
            for fund in (COUNCIL, LUNCH):
                lacks = max(Money(0), -left[fund.name])
                promised = max(Money(0), (fund.award or Money(0)) - came_of(book, fund))
                told = (min(lacks, promised), lacks - min(lacks, promised))
                assert balances.shortfall(book, book.fund(fund.name)) == told

    @invariant()
    def accounts_of_every_year_tie_and_the_next_year_starts_where_one_ends(self) -> None:
        book = self._book()
        years = [annual_accounts(book, end) for end in _year_ends(book)]
        for one, after in pairwise(years):
            assert one.cash.closing.amounts == after.cash.opening.amounts
            assert one.assets.ours == after.assets.ours_last_year
        for year in years:
            below = {
                line.heading
                for line in (*year.cash.money_in, *year.cash.money_out)
                if any(amount < Money(0) for amount in line.amounts)
            }
            assert below <= _headings_of_refunds(book, year.period)

    @invariant()
    def statements_of_every_fund_tie_in_every_year_and_altogether(self) -> None:
        book = self._book()
        years = [financial_year(book, end) for end in _year_ends(book)]
        for name in book.funds:
            whole = fund_statement(book, name)
            assert whole.closing == balances.cash_by_fund(book)[name]
            closings = [fund_statement(book, name, year).closing for year in years]
            assert closings[-1:] == [balances.cash_by_fund(book, years[-1].last)[name]]

    def _months_join(self) -> None:
        """Each month ties, whole and as it is told; one begins where the one before it ended."""
        for book in (self._book(), discretion.told(self._book())):
            touched = sorted({made.day.replace(day=1) for made in book.transactions})
            made = [month_statement(book, each) for each in touched]
            for one, after in pairwise(made):
                began = after.opening - opened_in(book, after.period)
                assert one.closing == began
            for each in made:
                lines = (*each.money_in, *each.money_out)
                assert not [line for line in lines if line.amount < Money(1)]

    def _stock_agrees(self) -> None:
        self._months_join()
        assert stock_errors(self.shelf) == []
        for end in _year_ends(self._book()):
            made = annual_accounts(self._book(), end)
            assert_as_queried(self._book(), made, self.shelf / "book.beancount")
        ours: dict[tuple[str, str], Decimal] = {}
        for made in self._book().transactions:
            for each in made.postings:
                place = (each.account, each.currency)
                ours[place] = ours.get(place, Decimal(0)) + each.number
        assert stock_sums(self.shelf) == ours


def told(every: Sequence[Problem]) -> list[str]:
    """Problems in an order in which two readings can be compared."""
    return sorted(f"{each.is_grave} {each.rule} {each}" for each in every)


def opened_in(book: Book, period: Period) -> Money:
    """What the books began with in a period, which a month counts as opening."""
    found = movements(book, period)
    return Money.total(each.effect for each in found if each.direction == Direction.OPENING)


def came_of(book: Book, fund: Fund) -> Money:
    """Grant money, and what the funder gave as anything else that is no cost, as it stands now."""
    granted = sum(
        posting.money.pence
        for made in book.transactions
        for posting in made.postings
        if made.fund == fund.name and posting.account in {"Income:Grants", OPENING}
    )
    otherwise = sum(
        posting.money.pence
        for entry in book.entries.values()
        for made in (entry.right if entry.stands else ())
        for posting in made.postings
        if made.fund == fund.name and made.payee.casefold() == fund.funder.casefold()
        if posting.account in {"Income:Donations", "Income:Sponsorship"}
        if any(is_money(each.account) for each in made.postings)
    )
    return Money(-granted - otherwise)


def _year_ends(book: Book) -> list[date]:
    """The last day of each year that these books hold something of."""
    ends = [book.year_of(made.day)[1] for made in book.transactions]
    return list(dict.fromkeys(ends))


def _headings_of_refunds(book: Book, period: Period) -> set[str]:
    """What money came back for in a period may be below nothing: its claim may be unpaid yet."""
    refunded = {made.entry for made in book.transactions if made.said("refunds")}
    found = {each.heading for each in movements(book, period) if each.entry in refunded}
    return found | {OTHER_COSTS} if found else found


TestStreetOverTheYears = StreetOverTheYears.TestCase
# Twenty steps are told as they are: to make them fewer would take longer than a test may.
TestStreetOverTheYears.settings = settings(
    max_examples=max(10, settings().max_examples // 100),
    stateful_step_count=20,
    phases=[Phase.reuse, Phase.generate],
)
