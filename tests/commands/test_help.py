"""Help, faults, and the ledger by itself."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from tests.commands.conftest import ROOT, SAMPLE, Type
from webapp.commands import purse

FIRST_WORDS = purse.list_commands(click.Context(purse))
VERBS = [
    *FIRST_WORDS,
    *(
        f"record BOOK {act}"
        for act in (
            "expense",
            "claim",
            "income",
            "help",
            "transfer",
            "repayment",
            "given-up",
            "refund",
            "held",
            "in-kind",
        )
    ),
]
# None of these may be needed to check a book.
WEB = ("flask", "sqlalchemy", "click", "weasyprint", "jinja2", "werkzeug", "fava", "segno")
BLOCKED = f"""
import sys
for name in {WEB!r}:
    sys.modules[name] = None
sys.argv[0] = "ledger"
import runpy
runpy.run_module("ledger", run_name="__main__", alter_sys=True)
"""


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_with_an_example(verb: str, typed: Type) -> None:
    said = typed(*verb.split(), "--help")
    assert (said.code, said.err) == (0, "")
    assert f"Example: ./run {verb.split(maxsplit=1)[0]}" in " ".join(said.out.split())


def test_help_names_every_verb(run: Type) -> None:
    said = run("--help")
    assert len(FIRST_WORDS) > 10
    assert [verb for verb in FIRST_WORDS if f"\n  {verb} " not in said.out] == []


@pytest.mark.parametrize("words", [("chekc", "x"), ("check",), ("serve", "--port", "http")])
def test_words_that_make_no_sense_are_one_sentence(words: tuple[str, ...], run: Type) -> None:
    said = run(*words)
    assert said.code == 2
    assert said.sentence.endswith("--help.")


def test_a_fault_of_ours_is_one_sentence(typed: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when a library is broken: nobody who types is shown a traceback, unless they ask."""
    monkeypatch.setattr("webapp.commands.checking.soundness", lambda *_: 1 / 0)
    assert "Something broke on our side" in typed("check", SAMPLE).err.splitlines()[-1]


def ledger_alone(*words: object) -> subprocess.CompletedProcess[str]:
    """`python -m ledger`, where nothing of the web is installed."""
    return subprocess.run(
        [sys.executable, "-c", BLOCKED, *map(str, words)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_ledger_checks_a_book_with_nothing_of_the_web(run: Type) -> None:
    said = ledger_alone("check", SAMPLE)
    assert (said.returncode, said.stdout) == (0, run("check", SAMPLE).out)


def test_the_blocker_blocks() -> None:
    said = subprocess.run(
        [sys.executable, "-c", BLOCKED.replace('"ledger", run', '"webapp", run')],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "ModuleNotFoundError" in said.stderr


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("check", "nowhere"), 1, "There is no book at “nowhere”"),
        (("check", ROOT / "LICENSE"), 1, "cannot be read"),
        (("check",), 2, "BOOK"),
        (("chekc",), 2, "chekc"),
        ((), 2, "VERB"),
    ],
)
def test_the_ledger_by_itself_refuses_in_one_sentence(
    words: tuple[object, ...], code: int, told: str, tmp_path: Path
) -> None:
    said = ledger_alone(*words)
    assert (said.returncode, said.stdout) == (code, "")
    (line,) = said.stderr.splitlines()
    assert told in line
