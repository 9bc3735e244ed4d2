"""All tables of one document, with what they say of where they come from."""

from dataclasses import dataclass

from grant_reports.tables.accounts import accounts_tables
from grant_reports.tables.fund import fund_tables
from grant_reports.tables.month import month_tables
from grant_reports.tables.table import Table
from ledger.statements import AnnualAccounts, FundStatement, MonthStatement, Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The tables of a document: whose, of what time, and of which version of the books.

    `untold` says what is not in its figures; it is empty where nothing is left out.
    """

    group: str
    title: str
    period: Period
    version: str
    tables: tuple[Table, ...]
    untold: str = ""


def accounts_document(accounts: AnnualAccounts) -> Document:
    """Give the annual accounts as tables."""
    return Document(
        group=accounts.group,
        title="Accounts",
        period=accounts.period,
        version=accounts.version,
        tables=accounts_tables(accounts),
    )


def fund_document(statement: FundStatement, untold: str = "") -> Document:
    """Give the report on a fund as tables; `untold` says what its figures do not hold yet."""
    return Document(
        group=statement.group,
        title=f"Report on {statement.fund.shown}",
        period=statement.period,
        version=statement.version,
        tables=fund_tables(statement, untold),
        untold=untold,
    )


def month_document(made: MonthStatement, untold: str = "") -> Document:
    """Give a month as tables; `untold` says what its figures do not hold yet."""
    return Document(
        group=made.group,
        title="The month for the meeting",
        period=made.period,
        version=made.version,
        tables=month_tables(made, untold),
        untold=untold,
    )
