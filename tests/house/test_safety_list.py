"""Every promise of docs/safety.md is held by tests that are really there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
LIST = HOUSE / "docs" / "safety.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
NOT_YET = "Not held yet"
HEADS = {"| promise | held by |", "| promise | why |", "|---|---|"}


def rows(text: str) -> list[tuple[str, str, str]]:
    """Each line of its tables: the heading that it stands under, the promise, and the rest."""
    found = []
    for part in text.split("\n## ")[1:]:
        heading, _, body = part.partition("\n")
        for line in filter(None, body.splitlines()):
            if line not in HEADS:
                promise, rest = (each.strip() for each in line.strip("|").split("|", 1))
                found.append((heading, promise, rest))
    return found


@cache
def named_in(path: str) -> frozenset[str]:
    """The names of the tests of a file; none where there is no such file."""
    file = HOUSE / path
    if not file.is_file():
        return frozenset()
    body = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    return frozenset(
        each.name
        for each in body
        if isinstance(each, ast.FunctionDef) and each.name.startswith("test_")
    )


def without_a_test(text: str) -> list[str]:
    """The promises that name no test, or one that is not there."""
    return [
        promise
        for heading, promise, rest in rows(text)
        if heading != NOT_YET
        and (
            not NAMED.findall(rest)
            or NAMED.sub("", rest).replace("<br>", "").strip()
            or any(name not in named_in(path) for path, name in NAMED.findall(rest))
        )
    ]


def test_every_promise_names_tests_that_are_there() -> None:
    text = LIST.read_text(encoding="utf-8")
    assert len(rows(text)) > 80
    assert without_a_test(text) == []


@pytest.mark.parametrize(
    "held_by",
    [
        "nothing at all",
        "`tests/house/test_safety_list.py::test_that_was_never_written`",
        "`tests/house/test_nowhere.py::test_every_promise_names_tests_that_are_there`",
        "`tests/house/test_size.py::parts`",
    ],
)
def test_a_promise_without_a_test_is_found(held_by: str) -> None:
    assert without_a_test(f"# x\n\n## People\n\n| Nobody. | {held_by} |\n") == ["Nobody."]


def test_what_is_not_held_yet_is_said_last_with_its_reason() -> None:
    found = rows(LIST.read_text(encoding="utf-8"))
    headings = list(dict.fromkeys(heading for heading, _, _ in found))
    assert headings[-1] == NOT_YET
    assert {"Papers", "Who may", "People"} < set(headings)
    not_yet = [(promise, why) for heading, promise, why in found if heading == NOT_YET]
    assert not_yet
    assert all(len(why) > 10 and not NAMED.search(why) for _, why in not_yet)


def test_no_promise_is_made_twice() -> None:
    promises = [promise for _, promise, _ in rows(LIST.read_text(encoding="utf-8"))]
    assert len(promises) == len(set(promises))
