"""Tables as files: CSV that comes back unchanged, workbooks without a formula, equal bytes."""

import csv
import io
import zipfile
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grant_reports.defusing import defused, restored
from grant_reports.tables import (
    Document,
    Table,
    accounts_document,
    accounts_tables,
    csv_zip,
    form_of,
    fund_tables,
    read_csv,
    table,
    table_csv,
    workbook,
)
from ledger.money import Money
from ledger.statements import AnnualAccounts, FundStatement, Period

HOSTILE = [
    "=1+1",
    "+44 20",
    "-12.50",
    "@SUM(A1)",
    "\tTab",
    "\rReturn",
    "'=1+1",
    "''=1+1",
    "\uff1dcmd|' /C calc'!A0",
]
PLAIN = ["", "'tis the season", "Aldi", "a=b", 'He said "no", twice', "Zoë’s café\nTwo lines"]


def one_row(*cells: object) -> Table:
    columns = [f"Column {number}" for number, _ in enumerate(cells)]
    return table("sample", "A table", columns, [cells])


@pytest.fixture(scope="module")
def document(accounts: AnnualAccounts) -> Document:
    return accounts_document(accounts)


def test_money_numbers_and_days_are_plain_in_a_csv() -> None:
    made = one_row(Money(-1250), Money(123456), Decimal("260.0"), 7, date(2026, 3, 14), None)
    assert table_csv(made).split(b"\r\n")[1] == b"-12.50,1234.56,260,7,2026-03-14,"


def test_a_csv_ends_every_line_as_the_standard_says(document: Document) -> None:
    for each in document.tables:
        content = table_csv(each)
        assert content.endswith(b"\r\n")
        assert content.count(b"\r\n") == content.count(b"\n") == 1 + len(each.rows)
        assert not content.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_would_come_alive_is_defused_and_comes_back(text: str) -> None:
    content = table_csv(one_row(text))
    assert next(iter(list(csv.reader(io.StringIO(content.decode(), newline="")))[1])) == "'" + text
    assert read_csv(content)[1] == (text,)


@pytest.mark.parametrize("text", PLAIN)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert defused(text) == text
    assert read_csv(table_csv(one_row(text, "end")))[1] == (text, "end")


@given(st.text())
def test_defusing_is_undone_whatever_the_text(text: str) -> None:
    assert restored(defused(text)) == text
    assert not defused(text).startswith(tuple("=+-@\t\r"))


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"])), min_size=2, max_size=4))
def test_rows_of_any_text_come_back_from_a_csv(row: list[str]) -> None:
    assert read_csv(table_csv(one_row(*row)))[1] == tuple(row)


def test_a_workbook_has_a_sheet_for_each_table_with_the_same_cells(document: Document) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(document)))
    assert book.sheetnames == [each.name for each in document.tables]
    for each in document.tables:
        sheet = book[each.name]
        assert sheet.freeze_panes == "A2"
        assert [cell.value for cell in sheet[1]] == list(each.columns)
        for row, cells in zip(each.rows, sheet.iter_rows(min_row=2), strict=True):
            for cell, shown in zip(row, cells, strict=True):
                assert shown.value == as_a_sheet_holds(cell)
                if isinstance(cell, Money):
                    assert shown.number_format.startswith('"£"')


def as_a_sheet_holds(cell: object) -> object:
    match cell:
        case Money():
            return float(cell.number)
        case Decimal():
            return float(cell)
        case date():
            return datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001 - a sheet knows no zone
        case str():
            return defused(cell) or None
        case _:
            return cell


def test_a_workbook_tells_whose_it_is_and_of_which_version(document: Document) -> None:
    told = openpyxl.load_workbook(io.BytesIO(workbook(document))).properties
    assert told.creator == document.group
    assert told.subject == str(document.period)
    assert document.version in str(told.description)


def test_text_in_a_workbook_is_never_a_formula_or_a_link() -> None:
    made = one_row(*HOSTILE, "https://example.org", "12.50")
    told = Document(
        group="Elm & Oak",
        title="A document",
        period=Period(first=date(2026, 1, 1), last=date(2026, 1, 31)),
        version="abc",
        tables=(made,),
    )
    with zipfile.ZipFile(io.BytesIO(workbook(told))) as parts:
        sheet = ET.fromstring(parts.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - our own
        links = [name for name in parts.namelist() if "worksheets/_rels" in name]
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    assert not list(sheet.iter(f"{space}f"))
    assert links == []
    assert {cell.get("t") for cell in sheet.iter(f"{space}c")} == {"s"}


def test_the_same_figures_are_the_same_bytes(document: Document) -> None:
    assert workbook(document) == workbook(replace(document))
    assert csv_zip(document) == csv_zip(replace(document))


def test_a_zip_holds_every_table_and_says_what_it_is(document: Document) -> None:
    with zipfile.ZipFile(io.BytesIO(csv_zip(document))) as parts:
        names = parts.namelist()
        about = parts.read("about.txt").decode()
        assert names == ["about.txt", *(f"{each.name}.csv" for each in document.tables)]
        (funds,) = [each for each in document.tables if each.name == "funds"]
        assert parts.read("funds.csv") == table_csv(funds)
    assert document.version in about
    assert "funds.csv: Funds" in about


def test_a_row_that_does_not_fit_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        table("sample", "A table", ("One", "Two"), [("only one",)])


def test_names_of_tables_fit_on_a_sheet(accounts: AnnualAccounts, statement: FundStatement) -> None:
    for each in (*accounts_tables(accounts), *fund_tables(statement)):
        assert len(each.name) <= 31


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.xlsx", "xlsx"),
        ("A.XLSX", "xlsx"),
        ("a.csv.zip", "csv.zip"),
        ("a.zip", ""),
        ("a.pdf", ""),
    ],
)
def test_the_ending_of_a_name_chooses_the_form(name: str, form: str) -> None:
    assert form_of(name) == form
