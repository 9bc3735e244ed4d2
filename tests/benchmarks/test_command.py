"""What is typed: rows and sizes by name, and a sentence for what makes no sense."""

import pytest
from click.testing import CliRunner

from benchmarks import command
from benchmarks.figures import Figure, compared
from benchmarks.setting import Setting


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Setting]]:
    """Which rows were asked for, in place of measuring them."""
    asked: list[tuple[str, Setting]] = []

    def figures(name: str, setting: Setting) -> list[Figure]:
        asked.append((name, setting))
        return [compared(name, [(1.0, 2.0)], 0.1 if name == "audit" else 1.0)]

    monkeypatch.setattr(command, "_figures", figures)
    return asked


def test_all_rows_are_measured_in_their_order(measured: list[tuple[str, Setting]]) -> None:
    told = CliRunner().invoke(command.benchmarks, [])

    assert [name for name, _ in measured] == list(command.ROWS)
    assert measured[0][1].sizes == (1_000, 10_000, 100_000)
    assert (measured[0][1].rounds, measured[0][1].groups) == (7, 4_300)
    assert told.exit_code == 1
    assert "MISSED" in told.stdout


def test_some_rows_and_sizes_can_be_chosen(measured: list[tuple[str, Setting]]) -> None:
    words = ["--only", "pages,queries", "--only", "recording", "--sizes", "500,120", "--json"]
    told = CliRunner().invoke(command.benchmarks, words)

    assert [name for name, _ in measured] == ["recording", "pages", "queries"]
    assert measured[0][1].sizes == (120, 500)
    assert told.exit_code == 0
    assert told.stdout.startswith("[")


@pytest.mark.parametrize("words", [["--only", "nothing"], ["--sizes", "12"], ["--sizes", "many"]])
def test_words_that_make_no_sense_are_refused(
    words: list[str], measured: list[tuple[str, Setting]]
) -> None:
    told = CliRunner().invoke(command.benchmarks, words)
    assert told.exit_code == 2
    assert measured == []


def test_a_row_that_breaks_does_not_hold_and_the_next_is_measured(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(_: str) -> None:
        raise OSError

    monkeypatch.setattr(command, "import_module", broken)
    told = CliRunner().invoke(command.benchmarks, ["--quick", "--only", "pages,audit"])
    assert told.exit_code == 1
    assert told.stdout.count("could not be measured") == 2


def test_every_row_has_its_module() -> None:
    for name in command.ROWS:
        assert callable(command.import_module(f"benchmarks.{name}").figures)
