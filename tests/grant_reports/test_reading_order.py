"""How documents are read aloud: tables row by row, headings on every page, each cell under its own.

The list of payments over ten pages is in `test_long_report.py`, sheets of one page beside theirs.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest

from grant_reports.accounts import accounts_pdf
from grant_reports.tables import accounts_tables, fund_tables
from ledger.statements import AnnualAccounts, FundStatement
from tests.grant_reports.reading import out_of_order, words_of

# Tables as tables; what else there is of figures stands in sentences.
OF_ACCOUNTS = {
    "receipts-and-payments",
    "cash-by-account",
    "owed-to-us",
    "belongings",
    "owed-by-us",
    "liabilities",
    "funds",
    "grants",
    "transfers-between-funds",
}
OF_A_REPORT = {"budget", "money", "transfers-between-funds", "instalments", "payments"}
DOCUMENTS = ("accounts_document", "first_accounts_document", "report_document")
FEWEST = 30


@pytest.fixture
def document(request: pytest.FixtureRequest) -> bytes:
    made = request.getfixturevalue(request.param)
    assert isinstance(made, bytes)
    return made


def elements(node: object) -> Iterator[pikepdf.Dictionary]:
    """Give what a screen reader is told of, in the order in which it reads."""
    if isinstance(node, pikepdf.Array):
        for each in node:
            yield from elements(each)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        yield from elements(node.get("/K"))


def test_every_table_of_the_accounts_is_read_row_by_row(
    accounts: AnnualAccounts, accounts_document: bytes
) -> None:
    tables = [each for each in accounts_tables(accounts) if each.name in OF_ACCOUNTS]
    assert len(tables) == len(OF_ACCOUNTS)
    assert out_of_order(accounts_document, tables) == []


def test_every_table_of_a_report_is_read_row_by_row(
    statement: FundStatement, report_document: bytes
) -> None:
    tables = [each for each in fund_tables(statement) if each.name in OF_A_REPORT]
    assert len(tables) == len(OF_A_REPORT)
    # What is held on the last day is called unspent, overspent or ahead of its money on paper.
    last = [("money", "Closing", "Held on the last day", "71.58")]
    assert out_of_order(report_document, tables) == last


def test_rows_that_changed_places_are_found(
    accounts: AnnualAccounts, accounts_document: bytes
) -> None:
    (table,) = [each for each in accounts_tables(accounts) if each.name == "funds"]
    other = replace(table, rows=tuple(reversed(table.rows)))
    assert out_of_order(accounts_document, [other]) != []


@pytest.mark.parametrize("document", DOCUMENTS, indirect=True)
def test_every_cell_knows_its_headings(document: bytes) -> None:
    """Those of its column and its row, by their names in the file; else it is a bare number."""
    with pikepdf.open(BytesIO(document)) as pdf:
        parts = list(elements(pdf.Root.StructTreeRoot.K))
        names = {str(each.ID) for each in parts if each.S == "/TH"}
        cells = [each for each in parts if each.S == "/TD"]
        heads = [{str(name) for name in each.A.get("/Headers", ())} for each in cells]
    assert len(cells) > FEWEST
    assert all(found and found <= names for found in heads)


@pytest.mark.parametrize("document", DOCUMENTS, indirect=True)
def test_headings_lead_down_step_by_step(document: bytes) -> None:
    with pikepdf.open(BytesIO(document)) as pdf:
        kinds = [str(each.S) for each in elements(pdf.Root.StructTreeRoot.K)]
    levels = [int(kind[2:]) for kind in kinds if re.fullmatch(r"/H[1-6]", kind)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_long_note_begins_where_it_stands_and_says_its_headings_on_every_page(
    accounts: AnnualAccounts,
) -> None:
    """Kept together, it would leave its page half empty, and a title alone on it."""
    notes = replace(accounts.notes, grants=accounts.notes.grants * 20)
    pages = words_of(accounts_pdf(replace(accounts, notes=notes))).split("\f")
    listed = [page for page in pages if "NC/2025/118" in page]
    assert len(listed) > 1
    assert all("From the first day of each grant" in page for page in listed)
    assert "Notes to the accounts" in listed[0]
    assert "3. Grants" in listed[0]
