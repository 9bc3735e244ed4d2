"""What is measured is what people do: the pages accept the form, and show what was recorded."""

from pathlib import Path

import pytest

from benchmarks import books, browser
from benchmarks.books import GROUP, Made
from benchmarks.helpers import HelperFailed, helper, once
from benchmarks.serving import address_of
from benchmarks.street import LAST_DAY
from ledger import reading

COUNT = 240


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    keep = tmp_path_factory.mktemp("keep")
    return books.copied(books.at_hand(keep, COUNT), keep / "data")


def test_an_expense_is_recorded_by_its_form_and_lies_in_the_latest_month(made: Made) -> None:
    group = address_of(GROUP)
    before = made.latest_month.read_bytes()

    with browser.served(made, (GROUP,)) as browsers:
        assert browser.record(browsers["treasurer"], group, "A crate of apples", 1_234) > 0
        home = browsers["treasurer"].get(f"/g/{group}/")
        bare = browsers["other"].get("/bare/")
        with pytest.raises(browser.WrongAnswer):
            browsers["auditor"].get(f"/g/{group}/out")

    assert "A crate of apples" in home
    assert bare.count("<tr>") == 50
    added = made.latest_month.read_bytes().removeprefix(before)
    assert b'"A crate of apples" #general' in added
    newest = reading.entries(made.place, reading.Wanted(), sees_help=True).lines[0]
    assert (newest.narration, newest.total.pence) == ("A crate of apples", 1_234)


def test_a_process_of_its_own_loads_and_looks(made: Made) -> None:
    assert once("loading", "beancount_load", main=str(made.main)) > 0
    look = {"place": str(made.place), "day": LAST_DAY.isoformat()}
    with helper("loading") as reader:
        assert reader.ask("first_look", **look) > 0
        assert reader.ask("first_look", **look) > 0


def test_stock_fava_shows_what_was_appended(made: Made) -> None:
    pears = (
        '\n2025-12-31 * "Pears" #general\n'
        "  Expenses:Food         1.00 GBP\n"
        "  Assets:Bank:Current  -1.00 GBP\n"
    )
    with helper("stock") as program:
        assert program.ask("open", main=str(made.main))
        month = str(made.latest_month)
        assert program.ask("append", month=month, text=pears, sought="Pears") > 0


def test_a_process_that_breaks_is_noticed(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(HelperFailed):
        once("loading", "beancount_load", main=str(tmp_path / "nowhere.beancount"))
    assert "AssertionError" in capfd.readouterr().err
