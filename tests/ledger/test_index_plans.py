"""No question of a record, of the pages around it, or of a year walks through a whole table."""

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from ledger import index
from ledger.entries.acts import Correction, Income
from ledger.index import store
from ledger.money import Money
from ledger.reading import Wanted, annual_accounts, entries, entry, home, is_recorded, same_before
from ledger.recording import record
from tests.ledger.street import BANK, COUNCIL, TODAY, begun, hand, share, spent

# These grow with the book; the rest hold a line for each file, account or fund.
LONG = ("transactions", "postings", "movements", "entries", "documents", "proofs", "facts")


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    made = begun(tmp_path / "books")
    for _ in range(3):
        record(made, spent(), hand())
    return made


@pytest.fixture
def asked(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every statement that an index is asked from now on, with its values."""
    heard: list[str] = []
    begin = store.begin

    def listened(where: Path) -> sqlite3.Connection:
        ask = begin(where)
        ask.set_trace_callback(heard.append)
        return ask

    # All is judged once, by the first who asks.
    home(shelf, TODAY, sees_help=True)
    store._idle.clear()
    monkeypatch.setattr(store, "begin", listened)
    return heard


def walked(shelf: Path, asked: list[str]) -> list[str]:
    """Give the questions that go through one of the long tables."""
    where = index.index_of(shelf)
    assert where is not None
    found = []
    with sqlite3.connect(where) as ask:
        for each in {*asked}:
            is_question = each.lstrip().upper().startswith(("SELECT", "DELETE", "UPDATE"))
            plan = ask.execute(f"EXPLAIN QUERY PLAN {each}").fetchall() if is_question else []
            steps = [step for *_, step in plan if step.startswith("SCAN ")]
            if "LIMIT 1" not in each and any(step.split()[1] in LONG for step in steps):
                found.append(f"{each}: {steps}")
    return found


def test_recording_walks_through_no_table(shelf: Path, asked: list[str]) -> None:
    record(shelf, spent(), hand(key="a form"))
    assert any("corrects" in each for each in asked)
    assert walked(shelf, asked) == []


def test_the_pages_around_a_record_walk_through_no_table(shelf: Path, asked: list[str]) -> None:
    home(shelf, TODAY, sees_help=True)
    is_recorded(shelf, "a form")
    same_before(shelf, "Aldi", TODAY, spent().shares[0].amount)
    entry(shelf, "2026-0001", sees_help=True)
    entries(shelf, Wanted(), sees_help=True)
    assert len(asked) > len(LONG)
    assert walked(shelf, asked) == []


def test_the_accounts_of_a_year_walk_through_no_table_and_read_no_entry_whole(
    shelf: Path, asked: list[str]
) -> None:
    record(shelf, Correction(corrects="2026-0001", because="twice"), hand())
    asked.clear()
    made = annual_accounts(shelf, date(2026, 3, 31))
    assert [each.old for each in made.notes.corrected] == ["2026-0001"]
    assert any("is_help" in each for each in asked)
    assert walked(shelf, asked) == []
    whole = [each for each in asked if "SELECT entry, day, file, line, body FROM" in each]
    assert whole == []


def test_who_gave_is_asked_where_it_matters_and_walks_through_no_table(
    shelf: Path, asked: list[str]
) -> None:
    """Only of a fund that lacks what was promised, to which other money came than grants."""
    record(shelf, spent(share(90_00, COUNCIL.name)), hand())
    home(shelf, TODAY, sees_help=True)
    assert not any("money in" in each for each in asked)
    for who in (COUNCIL.funder, "Bakery"):
        act = Income(
            day=TODAY,
            received_from=who,
            what_for="",
            shares=(share(20_00, COUNCIL.name, "Income:Sponsorship"),),
            paid_into=BANK,
        )
        record(shelf, act, hand())
    asked.clear()
    seen = home(shelf, TODAY, sees_help=True)
    assert [each.to_come for each in seen.funds if each.mark.name == COUNCIL.name] == [Money(50_00)]
    assert any("money in" in each for each in asked)
    assert walked(shelf, asked) == []


def test_a_question_that_goes_through_a_table_is_found(shelf: Path) -> None:
    assert walked(shelf, ["SELECT entry FROM transactions WHERE corrects = '2026-0001'"])
