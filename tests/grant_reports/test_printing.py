"""The PDF itself: tagged, titled, silent, the same every time, and deaf to addresses."""

import ast
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from grant_reports.accounts import accounts_pdf
from grant_reports.fund_report import report_pdf
from grant_reports.printing import HOUSE, LIMITS, MOST_ROWS, environment
from ledger import children
from ledger.children import ChildFailed
from ledger.statements import AnnualAccounts, FundStatement
from tests import press
from tests.grant_reports.reading import words_of

pytestmark = pytest.mark.usefixtures("processes")


@pytest.fixture(scope="module")
def apart() -> Iterator[None]:
    """Set the documents of this file in processes with limits, whoever had them set before."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(children, "run", press.in_a_process)
        yield


@pytest.fixture(scope="module")
def accounts_document(accounts: AnnualAccounts, apart: None) -> bytes:
    return accounts_pdf(accounts)


@pytest.fixture(scope="module")
def report_document(
    statement: FundStatement, pictures: dict[str, tuple[bytes, ...]], apart: None
) -> bytes:
    return report_pdf(statement, pictures)


@pytest.fixture(params=["accounts_document", "report_document"])
def document(request: pytest.FixtureRequest) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(request.getfixturevalue(request.param))) as pdf:
        yield pdf


def test_it_is_tagged_titled_and_in_english(document: pikepdf.Pdf) -> None:
    root = document.Root
    assert root.MarkInfo.Marked
    assert root.Lang == "en-GB"
    assert root.ViewerPreferences.DisplayDocTitle
    assert "/StructTreeRoot" in root
    with document.open_metadata() as said:
        assert said["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert "Elm Street Mutual Aid" in said["dc:title"]


def test_each_cell_of_its_tables_names_its_headers(document: pikepdf.Pdf) -> None:
    tagged = [each for each in document.objects if isinstance(each, pikepdf.Dictionary)]
    headers = {str(each.ID) for each in tagged if each.get("/S") == "/TH"}
    cells = [each for each in tagged if each.get("/S") == "/TD"]
    assert headers
    assert cells
    for each in cells:
        named = {str(name) for name in each.A.Headers}
        assert named
        assert named <= headers


def test_nothing_in_it_acts(document: pikepdf.Pdf) -> None:
    names = {"/JavaScript", "/JS", "/OpenAction", "/AA", "/Launch", "/EmbeddedFiles", "/URI"}
    for each in document.objects:
        if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            assert not names & set(each.keys())


def test_its_type_is_embedded(document: pikepdf.Pdf) -> None:
    fonts = {
        str(each.FontName)
        for each in document.objects
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor"
    }
    assert fonts
    assert all("Hyperlegible" in name for name in fonts), fonts


def test_the_same_book_gives_the_same_text(
    accounts: AnnualAccounts, accounts_document: bytes
) -> None:
    assert words_of(accounts_pdf(accounts)) == words_of(accounts_document)


def test_the_printing_child_fetches_nothing(tmp_path: Path) -> None:
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    secret = tmp_path / "secret.css"
    secret.write_text("p { color: red }")
    server = HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    page = (
        f'<html lang="en"><title>x</title><link rel="stylesheet" href="{secret.as_uri()}">'
        f'<link rel="stylesheet" href="{address}/style.css"><img alt="x" src="{address}/a.png">'
        f'<a rel="attachment" href="{secret.as_uri()}">b</a><p>Read.</p>'
    )
    try:
        pdf = children.run("grant_reports.pdf", page.encode(), limits=LIMITS)
    finally:
        server.shutdown()
        server.server_close()
    assert asked == []
    assert "Read." in words_of(pdf)
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert not opened.attachments


def test_everything_is_escaped_and_no_template_says_otherwise() -> None:
    assert environment().autoescape is True
    templates = sorted((HOUSE / "templates" / "grant_reports").iterdir())
    assert templates
    for each in templates:
        text = each.read_text()
        assert "safe" not in text.replace("unsafe", "")
        assert "autoescape" not in text


def test_the_printing_child_has_half_a_minute_and_half_a_gigabyte() -> None:
    assert (LIMITS.seconds, LIMITS.memory) == (30, 512 * 1024 * 1024)
    assert MOST_ROWS == 1_500


def test_a_page_that_takes_too_much_memory_is_not_printed() -> None:
    """Half of what is allowed, so that the test ends sooner: a short page fits into that."""
    small = replace(LIMITS, memory=LIMITS.memory // 2)
    short, long = (
        f'<html lang="en"><title>x</title><p>{"x " * words}</p>'.encode()
        for words in (10, 10_000_000)
    )
    assert children.run("grant_reports.pdf", short, limits=small)
    with pytest.raises(ChildFailed):
        children.run("grant_reports.pdf", long, limits=small)


def test_pictures_keep_their_edges_and_columns_their_widths() -> None:
    """Smoothed pictures are not allowed in an archived PDF; free widths take a third longer."""
    style = (HOUSE / "templates" / "grant_reports" / "print.css").read_text()
    assert re.search(r"^img \{ image-rendering: crisp-edges; \}$", style, re.MULTILINE)
    assert re.search(r"^table \{[^}]*table-layout: fixed", style, re.MULTILINE)


def test_what_is_said_of_the_pdf_is_said_where_it_is_written() -> None:
    """Given to `render`, the kind of PDF would be passed over without a word."""
    calls = [
        (each.func.attr, {word.arg for word in each.keywords})
        for each in ast.walk(ast.parse((HOUSE / "grant_reports" / "pdf.py").read_text()))
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute)
    ]
    assert "pdf_variant" in dict(calls)["write_pdf"]
    assert "render" not in dict(calls)
