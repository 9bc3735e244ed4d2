"""Whatever was recorded in whatever order: a slice makes every figure of its document again."""

from datetime import date

from hypothesis import Phase, settings

from ledger.book import Book
from ledger.reading.discretion import as_seen
from ledger.reading.grants import unnamed
from ledger.slices import ACCOUNTS, REPORT, Subject, recomputed, slice_of
from ledger.statements import annual_accounts, financial_year, fund_statement
from tests.grant_reports.equal_tables import assert_same_accounts, assert_same_report
from tests.ledger.test_laws import StreetOverTheYears, _year_ends


class SlicedOverTheYears(StreetOverTheYears):
    """The same street, whose documents are proved in the end."""

    def _stock_agrees(self) -> None:
        book = self._book()
        for end in _year_ends(book):
            _accounts_are_proved(book, end)
        for name in book.funds:
            _report_is_proved(book, name)
            _report_is_proved(as_seen(book, sees_help=False), name)


def _accounts_are_proved(book: Book, end: date) -> None:
    period = financial_year(book, end)
    subject = Subject(document=ACCOUNTS, period=period, version=book.version)
    assert_same_accounts(annual_accounts(book, end), recomputed(slice_of(book, subject)))


def _report_is_proved(book: Book, name: str) -> None:
    made = fund_statement(book, name)
    subject = Subject(document=REPORT, fund=name, period=made.period, version=book.version)
    assert_same_report(made, recomputed(slice_of(book, subject, unnamed)))


TestSlicedOverTheYears = SlicedOverTheYears.TestCase
TestSlicedOverTheYears.settings = settings(
    max_examples=max(8, settings().max_examples // 100),
    stateful_step_count=15,
    phases=[Phase.reuse, Phase.generate],
)
