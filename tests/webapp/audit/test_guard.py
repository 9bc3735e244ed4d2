"""What may be asked of Fava, line by line of the safety rules."""

import pytest
from fava.application import CLIENT_SIDE_REPORTS, create_app

from webapp.audit import guard
from webapp.audit.guard import Allowed, Declined, Paper, Statement, judge
from webapp.audit.periods import is_period

HASH = "6c5d99562c8d414a73c246d99a214cc1"

# Every route of Fava's own, and what the guard makes of it.
ROUTES = {
    "/": "pages",
    "/<bfile>/": "pages",
    "/static/<path:filename>": "pages",
    "/<bfile>/account/<name>/": "pages",
    "/<bfile>/<report_name>/": "pages",
    "/<bfile>/document/": "ours",
    "/<bfile>/statement/": "ours",
    "/<bfile>/holdings/by_<any(account,currency,cost_currency):aggregation_key>/": "never",
    "/<bfile>/extension/<extension_name>/<endpoint>": "never",
    "/<bfile>/extension_js_module/<extension_name>.js": "never",
    "/<bfile>/extension/<extension_name>/": "never",
    "/<bfile>/download-query/query_result.<result_format>": "never",
    "/<bfile>/download-journal/": "never",
    "/<bfile>/help/": "never",
    "/<bfile>/help/<page_slug>": "never",
    "/jump": "never",
}
FORBIDDEN_API = {
    "payee_accounts",
    "query",
    "extract",
    "payee_transaction",
    "narration_transaction",
    "narrations",
    "source",
    "imports",
    "journal",
    "options",
    "help",
}
WRITING_API = {
    "move",
    "source",
    "source_slice",
    "format_source",
    "document",
    "add_document",
    "attach_document",
    "add_entries",
    "upload_import_file",
}
EXAMPLE = {
    "<bfile>": guard.SLUG,
    "<path:filename>": "app.js",
    "<name>": "Assets:Bank:Current",
    "<report_name>": "journal",
    "<any(account,currency,cost_currency):aggregation_key>": "account",
    "<extension_name>": "x",
    "<endpoint>": "x",
    "<result_format>": "csv",
    "<page_slug>": "filters",
}


def example(rule: str) -> str:
    """An address that a rule of Fava's matches."""
    for name, value in EXAMPLE.items():
        rule = rule.replace(name, value)
    return rule.removeprefix("/")


def status(method: str, path: str, *query: tuple[str, str]) -> int:
    """200 for what is passed on, 302 for what we answer, else the refusal's status."""
    match judge(method, path, query):
        case Declined(status=refused):
            return refused
        case Allowed():
            return 200
    return 302


def fava_rules() -> set[tuple[str, str]]:
    """Every rule and method of the Fava that is installed."""
    return {
        (rule.rule, method)
        for rule in create_app([]).url_map.iter_rules()
        for method in rule.methods or ()
        if method not in {"HEAD", "OPTIONS"}
    }


def test_every_route_of_fava_is_known_to_the_guard() -> None:
    api = {f"/<bfile>/api/{name}" for name in guard.API | FORBIDDEN_API | WRITING_API}
    assert {rule for rule, _ in fava_rules()} == ROUTES.keys() | api


def test_every_route_of_fava_that_answers_a_get_is_allowed_by_name_or_not_at_all() -> None:
    api = {rule for rule, method in fava_rules() if "/api/" in rule and method == "GET"}
    assert api == {f"/<bfile>/api/{name}" for name in guard.API | FORBIDDEN_API}


def test_the_pages_are_some_of_favas_reports() -> None:
    left_out = {"editor", "holdings", "import", "options", "query"}
    assert set(CLIENT_SIDE_REPORTS) == guard.PAGES | left_out
    assert all(status("GET", f"book/{page}/") == 404 for page in left_out)


@pytest.mark.parametrize(("rule", "fate"), ROUTES.items())
def test_a_route_of_fava_meets_its_fate(rule: str, fate: str) -> None:
    query = {
        "document": [("filename", "a.jpg")],
        "statement": [("entry_hash", HASH), ("key", "document")],
    }
    given = next((pairs for name, pairs in query.items() if name in rule), [])
    assert status("GET", example(rule), *given) == {"pages": 200, "ours": 302, "never": 404}[fate]


@pytest.mark.parametrize("name", sorted(FORBIDDEN_API | WRITING_API - {"source_slice"}))
def test_an_api_that_is_not_on_the_list_is_not_there(name: str) -> None:
    assert status("GET", f"book/api/{name}") == (200 if name in guard.API else 404)


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "get"]
)
@pytest.mark.parametrize(
    "path", ["", "book/journal/", "book/api/source_slice", "book/api/query", "x"]
)
def test_any_other_method_is_405(method: str, path: str) -> None:
    assert status(method, path) == 405


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "book",
        "elm-street/journal/",
        "book/api/",
        "book/api/journal/",
        "book/api/changed/",
        "book/journal/x",
        "book//journal/",
        "book/../jump",
        "static/",
        "static/../app.js",
        "static/a/b.js",
        "static/.hidden",
        "book/account/",
        "book/account/Assets/Bank/",
        "book/account/<b>/",
        "book/account/Ässets/",
        "book/journal/\n",
        "book/journal\n",
    ],
)
def test_a_path_beside_the_list_is_not_there(path: str) -> None:
    assert status("GET", path) == 404


@pytest.mark.parametrize(
    "text",
    [
        "#general",
        "^2026-0042",
        "#general -#x",
        'payee:"Aldi"',
        "Aldi, Lidl",
        "x" * 200,
        "",
        "£5",
        ">=5",
    ],
)
def test_a_plain_filter_is_passed_on(text: str) -> None:
    assert status("GET", "book/journal/", ("filter", text)) == 200


@pytest.mark.parametrize(
    "text", ["x" * 201, "a\nb", "a\x00", *(f"a{sign}b" for sign in "()*+?{}[]|\\")]
)
def test_a_filter_that_could_hang_fava_is_400(text: str) -> None:
    assert status("GET", "book/api/journal_page", ("filter", text)) == 400


@pytest.mark.parametrize(
    "text",
    [
        "2026",
        "2026-03",
        "2026-03-14",
        "2026-W02",
        "2026-q3",
        "FY2026",
        "FY2026-Q2",
        "month",
        "year-1",
        "day+999",
        "(month-1)",
        "fiscal_year",
        "2025-2026",
        "2025 - 2026",
        "2025-04 to 2026-03",
        "2026-03-14-2026-03-20",
        "year-1 to month",
        "1900",
        "2199-12-31",
    ],
)
def test_favas_own_forms_of_a_period_are_let_through(text: str) -> None:
    assert is_period(text)


@pytest.mark.parametrize(
    "text",
    [
        "1899",
        "2200",
        "2026-13",
        "2026-02-30",
        "2026-w54",
        "2025-w53",
        "2026-q5",
        "day-9999",
        "year-2024",
        "tomorrow",
        "2026 2027",
        "2024 to 2025 to 2026",
        "2" * 61,
        "２０２６",
        "2026\n",
    ],
)
def test_what_no_calendar_has_is_no_period(text: str) -> None:
    assert not is_period(text)
    assert status("GET", "book/journal/", ("time", text)) == 400


@pytest.mark.parametrize(
    ("path", "name", "good", "bad"),
    [
        (
            "book/journal/",
            "interval",
            ["year", "quarter", "month", "week", ""],
            ["day", "Year", "x"],
        ),
        ("book/journal/", "account", ["Assets:Bank"], ["Assets.*", "A B", "(a+)+"]),
        (
            "book/journal/",
            "conversion",
            ["at_cost", "at_value", "units", "GBP,USD"],
            ["gbp", "x y"],
        ),
        ("book/api/journal_page", "page", ["1", "99999"], ["0", "100000", "-1", "", "١"]),
        ("book/api/journal_page", "order", ["asc", "desc"], ["up", ""]),
        ("book/api/account_report", "a", ["Assets:Bank", ""], ["A*"]),
        ("book/api/account_report", "r", ["journal", "changes", "balances"], ["x"]),
        ("book/account/Assets/", "r", ["changes"], ["x"]),
        ("book/api/context", "entry_hash", [HASH], ["x", HASH + "0", ""]),
        ("book/api/source_slice", "entry_hash", [HASH], ["x"]),
        ("static/app.js", "mtime", ["1795292301"], ["x", ""]),
    ],
)
def test_a_parameter_has_its_form(path: str, name: str, good: list[str], bad: list[str]) -> None:
    assert [status("GET", path, (name, value)) for value in good] == [200] * len(good)
    assert [status("GET", path, (name, value)) for value in bad] == [400] * len(bad)


@pytest.mark.parametrize(
    "query",
    [
        [("query_string", "select *")],
        [("filter", "a"), ("filter", "b")],
        [("partial", "true")],
        [("page", "1")],
    ],
)
def test_a_parameter_that_is_strange_or_stands_twice_is_400(query: list[tuple[str, str]]) -> None:
    assert status("GET", "book/income_statement/", *query) == 400


def test_papers_are_ours_to_answer() -> None:
    assert judge("GET", "book/document/", [("filename", "/book/a.jpg"), ("filter", "#x")]) == Paper(
        name="/book/a.jpg"
    )
    assert judge(
        "GET", "book/statement/", [("entry_hash", HASH), ("key", "document-2")]
    ) == Statement(entry_hash=HASH, key="document-2")
    assert status("GET", "book/document/") == 400
    assert status("GET", "book/statement/", ("entry_hash", HASH)) == 400
    assert status("GET", "book/statement/", ("entry_hash", HASH), ("key", "filename")) == 400


def test_an_empty_filter_is_left_out() -> None:
    assert judge("GET", "", [("filter", ""), ("time", "2026")]) == Allowed(
        path="", query=(("time", "2026"),)
    )
