"""The tables hold the figures of the paper: each amount is read back from the PDF's own text."""

import pytest

from grant_reports.figures import figure
from grant_reports.tables import Table, accounts_tables, fund_tables
from ledger.book import Book
from ledger.money import Money
from ledger.statements import AnnualAccounts, FundStatement, fund_statement
from tests.grant_reports.reading import words_of

# On paper the difference stands in hundredths, and a paper's own total on the paper itself.
NOT_ON_PAPER = {("budget", "Over or under"), ("papers", "Its own total")}


def missing_from(words: str, tables: tuple[Table, ...]) -> list[tuple[str, str, str]]:
    """The amounts of tables that a text does not hold, each with its table and column."""
    return [
        (table.name, column, str(cell))
        for table in tables
        for row in table.rows
        for column, cell in zip(table.columns, row, strict=True)
        if isinstance(cell, Money) and cell and (table.name, column) not in NOT_ON_PAPER
        if figure(abs(cell)) not in words
    ]


def test_every_amount_of_the_accounts_tables_is_on_paper(
    accounts: AnnualAccounts, accounts_document: bytes
) -> None:
    assert missing_from(words_of(accounts_document), accounts_tables(accounts)) == []


def test_every_amount_of_a_funds_tables_is_in_its_report(
    statement: FundStatement, report_document: bytes
) -> None:
    assert missing_from(words_of(report_document), fund_tables(statement)) == []


def test_names_are_slugs_and_stand_once(accounts: AnnualAccounts, statement: FundStatement) -> None:
    for tables in (accounts_tables(accounts), fund_tables(statement)):
        names = [each.name for each in tables]
        assert len(set(names)) == len(names)
        assert all(name.replace("-", "").isalnum() and name.islower() for name in names)


def test_totals_in_a_table_are_the_sum_of_its_lines(accounts: AnnualAccounts) -> None:
    lines = {str(row[1]): row[-2] for row in accounts_tables(accounts)[0].rows}
    came = [each for each in accounts_tables(accounts)[0].rows if each[0] == "Receipts"]
    parts = [row[-2] for row in came[:-1]]
    assert lines["Total receipts"] == Money.total(each for each in parts if isinstance(each, Money))


@pytest.mark.parametrize("kind", ["accounts", "fund"])
def test_every_row_has_a_cell_for_each_column(
    kind: str, accounts: AnnualAccounts, statement: FundStatement
) -> None:
    tables = accounts_tables(accounts) if kind == "accounts" else fund_tables(statement)
    assert tables
    assert {len(row) - len(each.columns) for each in tables for row in each.rows} == {0}


def test_the_lines_of_a_grants_table_are_those_of_documents_that_are_out(sample: Book) -> None:
    """A line more or less, and `verify` calls true reports of before false."""
    (grant,) = (each for each in fund_tables(of_a_fund(sample)) if each.name == "grant")
    begins = [str(row[0]) for row in grant.rows].index("Given back")
    lines = [str(row[0]) for row in grant.rows[begins : begins + 3]]
    assert lines == ["Given back", "Moved in from other funds", "Unspent"]
    assert grant.rows[begins + 1][1] == of_a_fund(sample).grant.moved


def of_a_fund(sample: Book) -> FundStatement:
    """Give the statement of a fund that had money in hand when the books began."""
    made = fund_statement(sample, "general")
    assert made.grant.began
    return made
