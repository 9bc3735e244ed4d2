"""Every table of a document as plain values, so that paper and files for computers say the same."""

from grant_reports.tables.accounts import accounts_tables
from grant_reports.tables.delimited import read_csv, table_csv
from grant_reports.tables.document import Document, accounts_document, fund_document, month_document
from grant_reports.tables.forms import FORMS, form_of
from grant_reports.tables.fund import fund_tables
from grant_reports.tables.month import month_tables
from grant_reports.tables.packing import csv_zip
from grant_reports.tables.table import Cell, Table, table
from grant_reports.tables.workbook import workbook

__all__ = [
    "FORMS",
    "Cell",
    "Document",
    "Table",
    "accounts_document",
    "accounts_tables",
    "csv_zip",
    "form_of",
    "fund_document",
    "fund_tables",
    "month_document",
    "month_tables",
    "read_csv",
    "table",
    "table_csv",
    "workbook",
]
