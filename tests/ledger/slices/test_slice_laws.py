"""Whatever was recorded in whatever order: a slice makes every figure of its document again."""

from datetime import date

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule

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
from tests.ledger.street import BANK, hand, share
from tests.ledger.test_laws import StreetOverTheYears, _year_ends, funds, givers, headings

small = st.integers(1, 90_00)


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
        book = self._book()
        shut = [book.closed_until or date.min, *(each.day for each in book.agreements)]
        if max(shut) >= self.today:
            return
        account = data.draw(st.sampled_from([HELD, HELP, "Expenses:Food"]))
        taken = beside if account == HELD else abs(beside)
        parts = [(BANK, given - taken), (data.draw(headings), -given), (account, taken)]
        year = self.today.year
        place = 1 + sum(1 for each in book.entries if number_parts(each)[0] == year)
        lines = [
            f'{self.today} * "{giver}" "By hand" #{fund} ^{year}-{place:04}',
            '  kind: "income"',
        ]
        lines += [f"  {name}  {Money(pence).number} GBP" for name, pence in parts if pence]
        with (self.shelf / f"journal/{self.today:%Y-%m}.beancount").open("a") as file:
            file.write("\n" + "\n".join(lines) + "\n")

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
    assert_same_report(book, made, recomputed(slice_of(seen, subject, unnamed)))


TestSlicedOverTheYears = SlicedOverTheYears.TestCase
TestSlicedOverTheYears.settings = settings(
    max_examples=max(8, settings().max_examples // 100),
    stateful_step_count=15,
    phases=[Phase.reuse, Phase.generate],
)
