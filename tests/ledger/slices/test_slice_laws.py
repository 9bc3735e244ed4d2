"""Whatever was recorded in whatever order: a slice makes every figure of its document again."""

from datetime import date
from itertools import pairwise

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from ledger.accounts import HELD, HELP
from ledger.book import Book
from ledger.entries.acts import Correction, HelpGiven, Income
from ledger.entries.directives import number_parts
from ledger.money import Money
from ledger.reading.discretion import as_seen
from ledger.reading.grants import unnamed
from ledger.recording import record
from ledger.slices import ACCOUNTS, REPORT, Subject, recomputed, slice_of
from ledger.statements import Period, annual_accounts, financial_year, fund_statement
from tests.grant_reports.equal_tables import assert_same_accounts, assert_same_report
from tests.ledger.street import BANK, TIN, hand, share
from tests.ledger.test_laws import StreetOverTheYears, _year_ends, funds, givers, headings

small = st.integers(1, 90_00)
beside = st.sampled_from(
    (
        *(HELP, HELD, "Expenses:Food", "Expenses:Printing", "Expenses:Grants-Returned"),
        *("Income:Donations", "Income:Grants", "Income:Sponsorship"),
    )
)


@st.composite
def by_hand(draw: st.DrawFn) -> tuple[str, list[tuple[str, int]]]:
    """Give a kind, and help beside whatever else, from one place or two, or from none."""
    lines = draw(st.lists(st.tuples(beside, small), min_size=1, max_size=4))
    parts = [(name, -sum_ if name.startswith("Income") else sum_) for name, sum_ in lines]
    if draw(st.booleans()):
        parts.append((HELP, draw(small)))
    kind = draw(st.sampled_from(["expense", "help", "other", "income"]))
    if draw(st.integers(0, 4)) == 0:
        return kind, [*parts, ("Income:Donations", -sum(sum_ for _, sum_ in parts))]
    if draw(st.integers(0, 4)) == 0:
        parts = [(name, sum_) for name, sum_ in parts if sum_ > 0] or [("Expenses:Food", 1_00)]
        return "claim", [*parts, ("Liabilities:Claims:P007", -sum(sum_ for _, sum_ in parts))]
    sums, other = draw(st.integers(-20_00, 20_00)), draw(st.sampled_from([BANK, TIN, HELD]))
    return kind, [*parts, (other, sums), (BANK, -sum(sum_ for _, sum_ in parts) - sums)]


class SlicedOverTheYears(StreetOverTheYears):
    """The same street, whose documents are proved in the end, and that is given more to."""

    @rule(given=small, fund=funds, giver=givers, heading=headings)
    def help_turns_out_to_be_money_that_came(
        self, given: int, fund: str, giver: str, heading: str
    ) -> None:
        wrong = HelpGiven(
            day=self.today, what_for="", fund=fund, amount=Money(given), paid_from=BANK, count=1
        )
        right = Income(
            day=self.today,
            received_from=giver,
            what_for="",
            shares=(share(given, fund, heading),),
            paid_into=BANK,
        )
        self._try(lambda: record(self.shelf, wrong, hand(today=self.today)))
        number = list(self._book().entries)[-1]
        put_right = Correction(corrects=number, because="it came in", right=right)
        self._try(lambda: record(self.shelf, put_right, hand(today=self.today)))

    @rule(given=small, beside=st.integers(-50_00, 50_00), fund=funds, giver=givers, data=st.data())
    def a_hand_writes_what_came_in_beside_something_else(
        self, given: int, beside: int, fund: str, giver: str, data: st.DataObject
    ) -> None:
        account = data.draw(st.sampled_from([HELD, HELP, "Expenses:Food"]))
        taken = beside if account == HELD else abs(beside)
        parts = [(BANK, given - taken), (data.draw(headings), -given), (account, taken)]
        self._write([(f'"{giver}" "By hand" #{fund}', "income", parts)])

    @rule(acts=st.lists(st.tuples(funds, by_hand(), givers), min_size=1, max_size=2))
    def a_hand_writes_help_beside_something_else(
        self, acts: list[tuple[str, tuple[str, list[tuple[str, int]]], str]]
    ) -> None:
        self._write(
            [(f'"{giver}" "Ann Lee" #{fund}', kind, parts) for fund, (kind, parts), giver in acts]
        )

    def _write(self, acts: list[tuple[str, str, list[tuple[str, int]]]]) -> None:
        """Write one entry of some transactions, each with its words, its kind and its amounts."""
        book = self._book()
        shut = [book.closed_until or date.min, *(each.day for each in book.agreements)]
        names = {name for _, _, parts in acts for name, _ in parts}
        if max(shut) >= self.today or not names <= book.accounts.keys():
            return
        year = self.today.year
        place = 1 + sum(1 for each in book.entries if number_parts(each)[0] == year)
        lines: list[str] = []
        for words, kind, parts in acts:
            lines += ["", f"{self.today} * {words} ^{year}-{place:04}", f'  kind: "{kind}"']
            lines += ["  count: 2"] if any(name == HELP for name, _ in parts) else []
            lines += [f"  {name}  {Money(pence).number} GBP" for name, pence in parts if pence]
        with (self.shelf / f"journal/{self.today:%Y-%m}.beancount").open("a") as file:
            file.write("\n".join(lines) + "\n")

    @invariant()
    def accounts_of_every_year_tie_and_the_next_year_starts_where_one_ends(self) -> None:
        """By hand, less may come in than went back, so that a line may be below nothing."""
        book = self._book()
        years = [annual_accounts(book, end) for end in _year_ends(book)]
        for one, after in pairwise(years):
            assert one.cash.closing.amounts == after.cash.opening.amounts

    def _stock_agrees(self) -> None:
        book = self._book()
        years = [financial_year(book, end) for end in _year_ends(book)]
        for year in years:
            _accounts_are_proved(book, year.last)
        for name in book.funds:
            _report_is_proved(book, name, sees_help=False)
            for period in (None, *years):
                _report_is_proved(book, name, period)


def _accounts_are_proved(book: Book, end: date) -> None:
    period = financial_year(book, end)
    subject = Subject(document=ACCOUNTS, period=period, version=book.version)
    assert_same_accounts(annual_accounts(book, end), recomputed(slice_of(book, subject)))


def _report_is_proved(
    book: Book, name: str, period: Period | None = None, *, sees_help: bool = True
) -> None:
    seen = as_seen(book, sees_help=sees_help)
    made = fund_statement(seen, name, period)
    subject = Subject(document=REPORT, fund=name, period=made.period, version=book.version)
    assert_same_report(made, recomputed(slice_of(seen, subject, unnamed)))


TestSlicedOverTheYears = SlicedOverTheYears.TestCase
TestSlicedOverTheYears.settings = settings(
    max_examples=max(8, settings().max_examples // 100),
    stateful_step_count=15,
    phases=[Phase.reuse, Phase.generate],
)
