"""What no test of one page or one verb can show: ways that are not taken anywhere in the house."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
PACKAGES = ("ledger", "grant_reports", "webapp")
MODULES = sorted(path for package in PACKAGES for path in (HOUSE / package).rglob("*.py"))
TEMPLATES = sorted((HOUSE / "templates").rglob("*.html"))
STARTED = ("Popen", "run", "call", "check_call", "check_output")
PROGRAMS = [["-m", "webapp", "--help"], ["-m", "ledger", "--help"]]


@cache
def calls(path: Path) -> tuple[tuple[str, ast.Call], ...]:
    """Every call of a module, with what is called, such as `Image.open`."""
    found = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return tuple((ast.unparse(each.func), each) for each in found if isinstance(each, ast.Call))


def every_call(*names: str) -> Iterator[tuple[str, ast.Call]]:
    """Every call in the house to one of these, with the module it stands in."""
    for path in MODULES:
        for name, call in calls(path):
            last = call.func.attr if isinstance(call.func, ast.Attribute) else name
            if last in names or name in names:
                yield str(path.relative_to(HOUSE)), call


def given(call: ast.Call) -> set[str | None]:
    return {each.arg for each in call.keywords}


def test_no_picture_is_opened_but_as_one_of_a_few_kinds() -> None:
    """A bare `Image.open` hands a PostScript file named .jpg to Ghostscript."""
    found = list(every_call("Image.open"))
    assert found
    assert [place for place, call in found if "formats" not in given(call)] == []


def test_amounts_are_never_read_by_a_reader_that_guesses() -> None:
    """`D("12,50")` is 1250, and `Decimal` takes figures of every script."""
    assert list(every_call("D")) == []
    read = {
        place
        for place, call in every_call("Decimal")
        if call.args and not isinstance(call.args[0], ast.Constant)
    }
    # Each looks at the form of what was typed first, or is given a figure of ours.
    assert read <= {
        "grant_reports/on_paper.py",
        "ledger/beans/plainly.py",
        "ledger/index/rows.py",
        "ledger/money.py",
        "ledger/entries/shapes.py",
        "ledger/slices/subjects.py",
        "ledger/statements/budget.py",
        "webapp/forms/in_kind.py",
    }
    # No limit at all, and where a finger drew a box; money is never a float.
    drawn = {"ledger/children.py", "webapp/boxes.py"}
    assert {place for place, _ in every_call("float")} <= drawn


def test_nothing_is_put_on_a_page_without_being_escaped() -> None:
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe\b|autoescape|\bMarkup\b", text), path
    assert [place for place, _ in every_call("Markup", "render_template_string")] == []


def test_the_loader_of_beancount_is_called_where_no_strangers_book_comes() -> None:
    """It runs plugins and follows every include."""
    assert {place for place, _ in every_call("load_file", "load_string", "load_doc")} == {
        "ledger/beans/loading.py",
        # In a child, a text that was looked at word by word and names neither.
        "ledger/beans/realising.py",
        # Fava's own name for reading its one book again, behind the door.
        "webapp/audit/server.py",
    }


def test_every_program_that_is_started_gets_an_environment_of_ours() -> None:
    """One that inherits it would know what a server's environment holds."""
    started = [
        (place, call)
        for place, call in every_call(*STARTED)
        if ast.unparse(call.func).startswith("subprocess.")
    ]
    assert {place for place, _ in started} == {"ledger/children.py", "webapp/audit/child.py"}
    assert all("env" in given(call) and "shell" not in given(call) for _, call in started)
    assert not list(every_call("system", "popen", "fork", "execv", "spawnv", "Pool"))


def test_nothing_is_unpickled_and_no_text_is_run() -> None:
    unsafe = {"pickle", "marshal", "shelve", "dill", "yaml", "code", "codeop", "runpy"}
    for path in MODULES:
        for each in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = [name.name for name in each.names] if isinstance(each, ast.Import) else []
            named += [each.module or ""] if isinstance(each, ast.ImportFrom) else []
            assert not unsafe & {name.split(".")[0] for name in named}, path
    run = ("eval", "exec", "compile", "__import__")
    assert {ast.unparse(call.func) for _, call in every_call(*run)} <= {"re.compile"}


@pytest.mark.parametrize("program", PROGRAMS, ids=["webapp", "ledger"])
def test_no_program_of_ours_ever_keeps_a_cache_of_a_ledger(program: list[str]) -> None:
    """Even where nobody has set the environment: the one loader that we use says so itself."""
    told = subprocess.run(
        [sys.executable, *program],
        cwd=HOUSE,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout
    loading = (HOUSE / "ledger" / "beans" / "loading.py").read_text()
    assert "\nloader.initialize(use_cache=False)\n" in loading


def test_a_paper_is_decoded_before_the_book_is_locked() -> None:
    """Who records takes a paper that is clean already, and cannot clean one."""
    for room in ("recording", "journal"):
        for path in sorted((HOUSE / "ledger" / room).rglob("*.py")):
            for each in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(each, ast.ImportFrom) and (each.module or "").startswith(
                    "ledger.papers"
                ):
                    assert {name.name for name in each.names} <= {"Paper", "Suffix"}, path
