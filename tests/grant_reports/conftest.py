"""The sample group's documents, printed once."""

from datetime import date
from pathlib import Path

import pytest

from grant_reports.accounts import accounts_pdf
from grant_reports.fund_report import PrintedPhotograph, ReportWords, report_pdf
from ledger import vouchers
from ledger.book import Book, read
from ledger.reading.grants import as_reported, unnamed
from ledger.slices import ACCOUNTS, REPORT, Subject, slice_of
from ledger.statements import AnnualAccounts, FundStatement, annual_accounts, fund_statement
from tests.grant_reports.pictures import picture

SAMPLE = Path(__file__).parents[2] / "sample.beancount"
GRANT = "council-food-2025"


@pytest.fixture(scope="session")
def sample() -> Book:
    return read(SAMPLE)


@pytest.fixture(scope="session")
def accounts(sample: Book) -> AnnualAccounts:
    return annual_accounts(sample, date(2026, 3, 31))


@pytest.fixture(scope="session")
def accounts_document(accounts: AnnualAccounts) -> bytes:
    return accounts_pdf(accounts)


@pytest.fixture(scope="session")
def first_accounts_document(sample: Book) -> bytes:
    return accounts_pdf(annual_accounts(sample, date(2025, 3, 31)))


@pytest.fixture(scope="session")
def statement(sample: Book) -> FundStatement:
    return fund_statement(sample, GRANT)


@pytest.fixture(scope="session")
def pictures(sample: Book, statement: FundStatement) -> dict[str, tuple[bytes, ...]]:
    """The papers of the grant that are photos."""
    files = {
        paper.document.name: vouchers.file_of(sample, paper.document) for paper in statement.papers
    }
    return {name: (file.read_bytes(),) for name, file in files.items() if file.suffix == ".jpg"}


@pytest.fixture(scope="session")
def report_document(statement: FundStatement, pictures: dict[str, tuple[bytes, ...]]) -> bytes:
    return report_pdf(statement, pictures)


@pytest.fixture(scope="session")
def accounts_books(sample: Book, accounts: AnnualAccounts) -> str:
    subject = Subject(document=ACCOUNTS, period=accounts.period, version=sample.version)
    return slice_of(sample, subject)


@pytest.fixture(scope="session")
def filed_accounts(accounts: AnnualAccounts, accounts_books: str) -> bytes:
    return accounts_pdf(accounts, books=accounts_books)


@pytest.fixture(scope="session")
def report_books(sample: Book, statement: FundStatement) -> str:
    subject = Subject(
        document=REPORT,
        fund=statement.fund.name,
        period=statement.period,
        version=sample.version,
    )
    return slice_of(sample, subject, unnamed)


@pytest.fixture(scope="session")
def reported(sample: Book, statement: FundStatement) -> FundStatement:
    """The statement as its report tells it."""
    return as_reported(statement)


@pytest.fixture(scope="session")
def filed_report(reported: FundStatement, report_books: str) -> bytes:
    return report_pdf(reported, None, books=report_books)


@pytest.fixture(scope="session")
def shown(reported: FundStatement, report_books: str) -> bytes:
    """A report that is filed, with a photograph and a picture of each paper."""
    papers = {each.document.name: (picture(400 + each.number),) for each in reported.papers}
    words = ReportWords(photographs=(PrintedPhotograph(content=picture(300), says="A pot"),))
    return report_pdf(reported, papers, words, report_books)
