"""Rooms stay small, words stay the field's, and nothing unfinished is left lying about."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
PACKAGES = ("ledger", "grant_reports", "webapp", "benchmarks")
MODULES = sorted(path for package in PACKAGES for path in (HOUSE / package).rglob("*.py"))
WRITTEN = [
    path
    for folder in (*PACKAGES, "templates", "tests", "tools")
    for path in sorted((HOUSE / folder).rglob("*"))
    if path.suffix in {".py", ".html", ".css", ".js", ".sh"} and "vendor" not in path.parts
]

LINES_OF_A_MODULE = 300
LINES_OF_A_FUNCTION = 40

UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
VAGUE = {"process", "handle", "handler", "manage", "manager", "data", "info", "util", "utils"}
# In this field it means money in, and it means a slip of paper.
AMBIGUOUS = {"receipt", "receipts"}
# Methods that a library calls by this name, where a class of ours stands on one of its own.
NAMED_BY_A_LIBRARY = {
    "handle",  # logging
    "handle_data",  # html.parser
    "handle_endtag",
    "handle_startendtag",
    "handle_starttag",
    "process_bind_param",  # sqlalchemy
    "process_formdata",  # wtforms
    "process_result_value",  # sqlalchemy
}

FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


def here(path: Path) -> str:
    """A path as the project knows it."""
    return str(path.relative_to(HOUSE))


def parts(name: str) -> set[str]:
    """The words of a name: `FundOverspent` and `fund_overspent` are both fund, overspent."""
    return {part.lower() for part in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)}


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """All there is in a module."""
    return tuple(ast.walk(ast.parse(path.read_text())))


def names_by_library(path: Path) -> set[ast.AST]:
    """The methods of a module whose name a library has chosen."""
    return {
        method
        for owner in nodes(path)
        if isinstance(owner, ast.ClassDef) and owner.bases
        for method in owner.body
        if isinstance(method, FUNCTION) and method.name in NAMED_BY_A_LIBRARY
    }


def spelt(node: ast.AST) -> str | None:
    """The name that a node gives to something of ours."""
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return name
        case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()):
            return name
        case ast.Attribute(attr=name, ctx=ast.Store()):
            return name
    return None


def test_there_are_rooms_to_measure() -> None:
    assert {here(path).split("/")[0] for path in MODULES} == set(PACKAGES)


def words_of_path(path: Path) -> set[str]:
    """The names of a module's folders and of itself."""
    return set(path.relative_to(HOUSE).with_suffix("").parts)


def test_modules_are_small() -> None:
    lengths = {here(path): len(path.read_text().splitlines()) for path in MODULES}
    assert not {path: lines for path, lines in lengths.items() if lines > LINES_OF_A_MODULE}


def test_functions_are_small() -> None:
    lengths = {
        f"{here(path)}: {function.name}": function.end_lineno - function.lineno + 1
        for path in MODULES
        for function in nodes(path)
        if isinstance(function, FUNCTION)
    }
    assert not {name: lines for name, lines in lengths.items() if lines > LINES_OF_A_FUNCTION}


def test_no_module_function_or_class_has_a_vague_name() -> None:
    """What says nothing names nothing."""
    vague = set()
    for path in MODULES:
        exempt = names_by_library(path)
        own = words_of_path(path) | {
            node.name
            for node in nodes(path)
            if isinstance(node, (*FUNCTION, ast.ClassDef)) and node not in exempt
        }
        vague |= {f"{here(path)}: {name}" for name in own if parts(name) & VAGUE}
    assert not vague


def test_no_name_uses_the_word_that_means_two_things() -> None:
    ambiguous = set()
    for path in MODULES:
        own = words_of_path(path) | {name for node in nodes(path) if (name := spelt(node))}
        ambiguous |= {f"{here(path)}: {name}" for name in own if parts(name) & AMBIGUOUS}
    assert not ambiguous


def test_nothing_is_left_unfinished() -> None:
    unfinished = [
        f"{here(path)}:{number}"
        for path in WRITTEN
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if UNFINISHED.search(line)
    ]
    assert not unfinished


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("FundOverspent", {"fund", "overspent"}),
        ("read_PDFPages", {"read", "pdf", "pages"}),
        ("database_url", {"database", "url"}),
    ],
)
def test_a_name_is_taken_apart_into_whole_words(name: str, words: set[str]) -> None:
    assert parts(name) == words
