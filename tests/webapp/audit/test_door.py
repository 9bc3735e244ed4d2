"""The door with a real Fava behind it: what comes out, and what never does."""

import dataclasses
import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.webapp.audit.small_books import MARCH, PAPER
from webapp.audit import guard
from webapp.audit.answers import with_headers
from webapp.audit.child import Limits
from webapp.audit.door import Answer, Audit, Books, WrongFavaVersion

WRITE = Callable[..., Books]
JOURNAL = [("page", "1"), ("order", "desc")]
NEXT_MONTH = """\
2026-04-02 * "Lidl" "A new month" #general ^2026-0003
  Expenses:Food          1.00 GBP
  Assets:Bank:Current   -1.00 GBP
"""


def journal(audit: Audit, books: Books, *more: tuple[str, str]) -> str:
    """The whole journal as Fava writes it."""
    return audit.answer(books, "GET", "book/api/journal_page", [*JOURNAL, *more]).body.decode()


def hashes(audit: Audit, books: Books) -> list[str]:
    return sorted(set(re.findall(r"#context-([0-9a-f]{32})", journal(audit, books))))


def every_address(audit: Audit, books: Books) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every page and call that the guard lets through, with each entry's own."""
    plain = [*(f"book/{page}/" for page in guard.PAGES), "", "book/", "static/app.css"]
    accounts = ["Assets", "Assets:Bank:Current", "Expenses:Food"]
    needs = {"journal_page", "account_report", "context", "source_slice"}
    calls: list[tuple[str, list[tuple[str, str]]]] = [
        (f"book/api/{name}", []) for name in guard.API - needs
    ]
    reports = [
        ("book/api/account_report", [("a", account), ("r", report)])
        for account in accounts
        for report in ("journal", "changes", "balances")
    ]
    each = [
        (f"book/api/{name}", [("entry_hash", entry)])
        for name in ("context", "source_slice")
        for entry in hashes(audit, books)
    ]
    pages = [(path, []) for path in (*plain, *(f"book/account/{name}/" for name in accounts))]
    return [*pages, *calls, *reports, *each, ("book/api/journal_page", JOURNAL)]


def test_no_answer_holds_a_place_on_the_server_or_anything_that_runs(
    audit: Audit, open_books: WRITE
) -> None:
    """Every allowed route; the book also has errors, whose messages name files."""
    books = open_books(
        more='include "missing/*.beancount"\n2026-01-01 open Assets:Bank:Current\nx\n'
    )
    secrets = [str(books.place), str(Path.home()), sys.prefix, os.path.realpath(books.place)]
    seen = 0
    for path, query in every_address(audit, books):
        got = audit.answer(books, "GET", path, query)
        assert got.status in {200, 302}, (path, got.body)
        found = got.body.decode() + got.location
        assert not [secret for secret in secrets if secret in found], path
        if path != "static/app.css" and "application/json" not in got.content_type:
            assert "<img" not in found, path
        seen += 1
    assert seen > 30


def test_the_journal_writes_a_hostile_payee_as_text(audit: Audit, elm: Books) -> None:
    report = audit.answer(elm, "GET", "book/api/account_report", [("a", "Expenses:Food")])
    for written in (journal(audit, elm), report.body.decode()):
        assert "<img" not in written
        assert "&lt;img src=x onerror=alert(1)&gt;" in written
        assert "<span class='tag'>#council-food-2026</span>" in written


def test_errors_name_the_neutral_path(audit: Audit, open_books: WRITE) -> None:
    books = open_books(more="nonsense\n")
    found = audit.answer(books, "GET", "book/api/errors", []).body.decode()
    assert '"filename":"/book/book.beancount"' in found


def test_a_filter_on_the_file_name_cannot_find_out_the_place(audit: Audit, elm: Books) -> None:
    real = journal(audit, elm, ("filter", f'filename:"{elm.place.parent.name}"'))
    assert "Aldi" not in real
    assert "Aldi" in journal(audit, elm, ("filter", 'filename:"/book/journal"'))


def test_the_source_of_an_entry_is_shown(audit: Audit, elm: Books) -> None:
    slices = [
        audit.answer(elm, "GET", "book/api/source_slice", [("entry_hash", entry)]).body.decode()
        for entry in hashes(audit, elm)
    ]
    assert any("Leaflets" in text for text in slices)


def test_a_fund_is_one_filter(audit: Audit, elm: Books) -> None:
    found = journal(audit, elm, ("filter", "#general"))
    assert "Leaflets" in found
    assert "Parcels" not in found


def test_a_period_that_ends_before_it_begins_is_a_sentence(audit: Audit, elm: Books) -> None:
    got = audit.answer(elm, "GET", "book/api/income_statement", [("time", "2026 - 2025")])
    assert (got.status, b"before it begins" in got.body) == (400, True)


@pytest.mark.parametrize(
    ("shown", "address"),
    [
        (f"/book/vouchers/2026/{PAPER}", f"/papers/{PAPER}"),
        (PAPER, f"/papers/{PAPER}"),
        ("/book/vouchers/2026/2026-0009-00000000.jpg", ""),
        ("/etc/passwd", ""),
        ("/book/../../etc/passwd", ""),
        ("/book/book.beancount", ""),
    ],
)
def test_a_paper_is_served_by_the_application(
    audit: Audit, elm: Books, shown: str, address: str
) -> None:
    got = audit.answer(elm, "GET", "book/document/", [("filename", shown)])
    assert (got.status, got.location) == ((302, address) if address else (404, ""))


def test_a_paper_never_leads_to_another_site(audit: Audit, tmp_path: Path) -> None:
    books = Books(group="g", place=tmp_path, mount="/m", papers=lambda _: "//elsewhere.example/")
    assert audit.answer(books, "GET", "book/document/", [("filename", PAPER)]).status == 404


def test_a_statement_is_found_by_its_entry(audit: Audit, elm: Books) -> None:
    answers = [
        audit.answer(elm, "GET", "book/statement/", [("entry_hash", entry), ("key", "document")])
        for entry in hashes(audit, elm)
    ]
    assert [got.location for got in answers if got.status == 302] == [f"/papers/{PAPER}"]
    assert {got.status for got in answers} == {302, 404}


def test_a_new_month_and_a_changed_text_are_seen_at_once(audit: Audit, open_books: WRITE) -> None:
    books = open_books()
    first = audit.answer(books, "GET", "book/api/changed", []).body
    assert "A new month" not in journal(audit, books)
    month = books.place / "journal" / "2026-04.beancount"
    month.write_text(NEXT_MONTH, encoding="utf-8")
    os.utime(month, (1, 1))
    assert "A new month" in journal(audit, books)
    assert audit.answer(books, "GET", "book/api/changed", []).body != first
    march = books.place / "journal" / "2026-03.beancount"
    march.write_text(MARCH.replace("Leaflets", "Posters"), encoding="utf-8")
    assert "Posters" in journal(audit, books)


def test_the_way_back_to_the_group_is_in_the_menu_and_in_no_entry(
    audit: Audit, open_books: WRITE
) -> None:
    books = open_books()
    for text in (MARCH, MARCH.replace("Leaflets", "Posters")):
        (books.place / "journal" / "2026-03.beancount").write_text(text, encoding="utf-8")
        told = json.loads(audit.answer(books, "GET", "book/api/ledger_data", []).body)["data"]
        assert told["sidebar_links"] == [["← Back to Elm Street Mutual Aid", "/g/elm-street/"]]
        assert "Back to" not in journal(audit, books)
        counted = audit.answer(books, "GET", "book/api/events", []).body.decode()
        assert "sidebar" not in counted
    moved = dataclasses.replace(books, mount="/g/elm/audit")
    told = json.loads(audit.answer(moved, "GET", "book/api/ledger_data", []).body)["data"]
    assert told["sidebar_links"][0][1] == "/g/elm/"


def test_two_groups_with_one_title_never_see_each_other(client: FlaskClient) -> None:
    """Same title, same slug: only the group's own text is ever answered."""
    for _ in range(2):
        for own, other in (("elm-street", "oak-lane"), ("oak-lane", "elm-street")):
            page = client.get(f"/g/{own}/audit/book/journal/").text
            written = client.get(
                f"/g/{own}/audit/book/api/journal_page", query_string=dict(JOURNAL)
            ).text
            assert ("Oak only" in written) == (own == "oak-lane")
            assert other not in page + written
            assert '"other_ledgers":[]' in page.replace(" ", "")
            assert f"/g/{own}/audit/static/app.js" in page
            assert f"/g/{own}/audit/book/account/Expenses:Food/" in written


def test_the_first_page_leads_to_the_income_statement(client: FlaskClient) -> None:
    got = client.get("/g/elm-street/audit/")
    assert got.headers["Location"] == "/g/elm-street/audit/book/income_statement/"
    assert (
        client.get("/g/elm-street/audit/", headers={"Host": "evil.example"})
        .headers["Location"]
        .startswith("/g/elm-street/")
    )


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"])
@pytest.mark.parametrize("path", ["", "book/api/source_slice", "book/api/add_entries"])
def test_nothing_can_be_changed(client: FlaskClient, method: str, path: str) -> None:
    assert client.open(f"/g/elm-street/audit/{path}", method=method).status_code == 405


def test_the_policy_lets_only_favas_own_scripts_run(client: FlaskClient) -> None:
    got = client.get("/g/elm-street/audit/book/journal/")
    policy = dict(
        part.strip().split(" ", 1) for part in got.headers["Content-Security-Policy"].split(";")
    )
    assert policy["script-src"] == ("localhost/g/elm-street/audit/static/ 'wasm-unsafe-eval'")
    assert policy["default-src"] == policy["frame-src"] == policy["form-action"] == "'none'"
    assert policy["style-src"] == "'self' 'unsafe-inline'"
    assert got.headers["Cache-Control"] == "no-store"
    assert got.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("host", ["evil.example; script-src *", "", "a b", "'self'"])
def test_a_strange_host_allows_no_script_at_all(host: str) -> None:
    headers = dict(with_headers(Answer(status=200), "", "/m", host).headers)
    assert headers["Content-Security-Policy"].endswith("script-src 'none'")


def test_an_api_declines_in_the_form_that_favas_pages_expect(client: FlaskClient) -> None:
    got = client.get("/g/elm-street/audit/book/api/query?query_string=x")
    assert (got.status_code, got.json) == (404, {"error": guard.NOT_HERE})


def test_another_fava_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webapp.audit.guard.FAVA_VERSION", "1.30.17")
    with pytest.raises(WrongFavaVersion):
        Audit(limits=Limits())
