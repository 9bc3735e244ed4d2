"""An index is proved equal to the text, a wrong one is made anew, and findings are kept rightly."""

import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from ledger import index
from ledger.book import read
from ledger.checks import again, days, known, known_problems, problems
from ledger.checks.same import index_is_right
from ledger.entries.acts import ClaimPart, Repayment
from ledger.index.store import script
from ledger.index.tables import unlike
from ledger.money import Money
from ledger.reading import checked
from ledger.reading.checked import check_now, is_being_checked, is_changed_by_hand, last_checked
from ledger.reading.soundness import sentences, soundness
from ledger.recording import add_paper, approve, record
from tests.ledger.street import BANK, TODAY, attachment, begun, claimed, hand, share, spent

Say = Callable[[str], None]


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A book with an index, in which a few things were recorded."""
    place = begun(tmp_path)
    record(place, spent(share(5_00), day=date(2026, 3, 2)), hand())
    record(place, claimed(share(7_00), day=date(2026, 3, 3)), hand())
    add_paper(place, "2026-0001", attachment(), hand())
    index.current(place)
    return place


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book in which every table of the index has something to say."""
    place = begun(tmp_path_factory.mktemp("full"))
    record(place, spent(share(5_00), day=date(2026, 3, 2)), hand())
    record(place, claimed(share(7_00), day=date(2026, 3, 3)), hand())
    part = ClaimPart(claim="2026-0002", fund="general", amount=Money(2_00))
    record(place, Repayment(day=TODAY, claimant="P007", parts=(part,), paid_from=BANK), hand())
    add_paper(place, "2026-0001", attachment(), hand())
    approve(place, "2026-0001", hand(by="P005"))
    index.current(place)
    return place


def quiet(_step: str) -> None:
    """Nobody listens."""


def tamper(shelf: Path, order: str) -> None:
    """Change an index behind its back."""
    ask = sqlite3.connect(shelf.parent.parent / "index" / f"{shelf.name}.sqlite")
    with ask:
        ask.execute(order)
    ask.close()


def told(place: Path) -> list[str]:
    return sorted(map(str, known_problems(index.current(place))))


def right(place: Path) -> list[str]:
    return sorted(map(str, problems(read(place))))


def test_an_index_that_is_right_is_found_right(shelf: Path) -> None:
    assert list(index_is_right(index.current(shelf), read(shelf))) == []
    found = soundness(shelf, quiet)
    assert found.is_sound
    assert found.made_anew == ()


@pytest.mark.parametrize(
    ("order", "named"),
    [
        ("UPDATE transactions SET body = replace(body, 'Aldi', 'Lidl')", "2026-0001"),
        ("UPDATE transactions SET day = day + 1 WHERE entry = '2026-0002'", "2026-0002"),
        ("DELETE FROM documents", "2026-0001"),
        ("UPDATE totals SET pence = pence + 1 WHERE account = 'Expenses:Food'", "was kept as £"),
        ("UPDATE stretches SET pence = pence + 1", "Assets:Bank:Current"),
        ("UPDATE entries SET stands = 0 WHERE number = '2026-0001'", "list of entries"),
        ("UPDATE movements SET about = 'x'", "moved in bank and tin"),
        ("UPDATE flows SET pence = pence + 1", "went in and out"),
        ("UPDATE movements SET member = 'other'", "notes to the accounts"),
        ("DELETE FROM claimed", "claimed"),
        ("UPDATE entries SET kind = 'nonsense'", "damaged"),
    ],
)
def test_a_wrong_index_is_made_anew_and_said(shelf: Path, order: str, named: str) -> None:
    tamper(shelf, order)
    found = soundness(shelf, quiet)
    assert named in " ".join(map(str, found.made_anew))
    assert found.is_sound
    assert any("was made anew" in line for line in sentences(found))
    assert list(index_is_right(index.current(shelf), read(shelf))) == []


def test_after_a_record_little_is_asked_again(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known_problems(index.current(shelf))
    seen: list[int] = []
    of_entries = again.of_entries

    def counted(scope: again.Scope) -> again.Judgement:
        seen.append(len(scope.book.transactions))
        return of_entries(scope)

    monkeypatch.setattr(again, "of_entries", counted)
    known_problems(index.current(shelf))
    assert seen == []
    record(shelf, spent(share(9_00), day=date(2026, 3, 9)), hand())
    assert told(shelf) == right(shelf)
    assert seen == [1]
    known_problems(index.current(shelf))
    assert seen == [1]


def test_two_who_ask_at_once_are_both_told_what_is_right(shelf: Path) -> None:
    """Both saw the book before either had kept what it found."""
    record(shelf, spent(share(9_00), day=date(2026, 3, 9)), hand())
    one, other = index.current(shelf), index.current(shelf)
    record(shelf, spent(share(9_00), day=date(2026, 3, 9)), hand())
    three = index.current(shelf)
    assert known_problems(one) == known_problems(other)
    assert sorted(map(str, known_problems(three))) == right(shelf)
    assert "same_twice" in {each.rule for each in known_problems(index.current(shelf))}
    assert told(shelf) == right(shelf)


# What is worked out from the rest, each in its own way, and held against it elsewhere.
OTHERWISE = {"problems", "stale", "words", "sqlite_sequence"}
TABLES = sorted(set(re.findall(r"CREATE TABLE (\w+)", script("schema"))) - OTHERWISE)


@pytest.mark.parametrize("table", TABLES)
def test_a_row_that_is_missing_or_another_is_found_in_every_table(
    full: Path, tmp_path: Path, table: str
) -> None:
    with closing(copied(full)) as ask:
        assert list(unlike(ask, full, tmp_path / "right.sqlite")) == []
        columns = [name for _, name, *_ in ask.execute(f"PRAGMA table_info({table})")]
    last = columns[-1]
    orders = (f"DELETE FROM {table}", f"UPDATE {table} SET {last} = {last} || '1'")  # noqa: S608 - names of our own
    for count, order in enumerate(orders):
        with closing(copied(full)) as ask:
            assert ask.execute(order).rowcount > 0
            assert table in list(unlike(ask, full, tmp_path / f"{count}.sqlite")), order


def copied(place: Path) -> sqlite3.Connection:
    """A copy of a book's index, in memory, in which nothing follows what is changed."""
    where, ask = index.index_of(place), sqlite3.connect(":memory:")
    assert where
    with closing(sqlite3.connect(where)) as kept:
        kept.backup(ask)
    for (name,) in ask.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        ask.execute(f"DROP TRIGGER {name}")
    return ask


def test_words_that_a_search_would_miss_are_found(full: Path, tmp_path: Path) -> None:
    with closing(copied(full)) as ask:
        row = ask.execute("SELECT id, words FROM entries WHERE number = '2026-0001'").fetchone()
        ask.execute("INSERT INTO words (words, rowid, said) VALUES ('delete', ?, ?)", row)
        assert list(unlike(ask, full, tmp_path / "anew.sqlite")) == ["words"]


def test_who_cannot_keep_what_was_found_is_told_all_the_same(shelf: Path) -> None:
    book = index.current(shelf)
    ask = sqlite3.connect(shelf.parent.parent / "index" / "street.sqlite", isolation_level=None)
    ask.execute("BEGIN IMMEDIATE")
    assert sorted(map(str, known_problems(book))) == right(shelf)
    ask.execute("ROLLBACK")
    ask.close()
    assert told(shelf) == right(shelf)


def test_what_hangs_on_the_day_is_judged_each_day(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead = datetime.now(UTC).date() + timedelta(days=30)
    month = shelf / f"journal/{ahead:%Y-%m}.beancount"
    month.write_text(
        f'{ahead} * "Aldi" "Soon" #general ^{ahead:%Y}-0009\n  kind: "expense"\n'
        "  Expenses:Food  1.00 GBP\n  Assets:Bank:Current  -1.00 GBP\n"
    )
    assert "dates_plausible" in {each.rule for each in known_problems(index.current(shelf))}

    class Later(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # another sort
            return datetime.now(tz) + timedelta(days=60)

    for module in (known, days):
        monkeypatch.setattr(module, "datetime", Later)
    assert "dates_plausible" not in {each.rule for each in known_problems(index.current(shelf))}


def test_a_paper_that_was_changed_by_hand_is_found_by_the_check_and_then_told(shelf: Path) -> None:
    assert "paper_there" not in " ".join(each.rule for each in known_problems(index.current(shelf)))
    (paper,) = (each for each in (shelf / "vouchers").rglob("*.jpg") if "thumb" not in each.name)
    paper.write_bytes(b"another")
    assert not soundness(shelf, quiet).is_sound
    assert "paper_there" in {each.rule for each in known_problems(index.current(shelf))}
    assert told(shelf) == right(shelf)


def test_the_outcome_is_kept_and_an_edit_by_hand_is_newer(shelf: Path) -> None:
    assert last_checked(shelf) is None
    outcome = check_now(shelf, quiet)
    assert outcome is not None
    assert outcome.is_sound
    assert last_checked(shelf) == outcome
    assert not is_being_checked(shelf)
    record(shelf, spent(share(9_00), day=date(2026, 3, 9)), hand())
    index.current(shelf)
    assert not is_changed_by_hand(shelf)
    month = shelf / "journal/2026-03.beancount"
    month.write_text(month.read_text().replace("5.00 GBP", "6.00 GBP", 1))
    index.current(shelf)
    assert is_changed_by_hand(shelf)
    again_checked = check_now(shelf, quiet)
    assert again_checked is not None
    assert not again_checked.is_sound
    assert "does not add up" in " ".join(sentence for sentence, _ in again_checked.mend)
    assert not is_changed_by_hand(shelf)


def test_of_two_who_check_one_book_one_does(shelf: Path) -> None:
    with checked._held(shelf.parent.parent / "index" / "street.checking") as is_mine:
        assert is_mine
        assert is_being_checked(shelf)
        assert check_now(shelf, quiet) is None


def test_a_book_of_no_installation_has_no_outcome(shelf: Path, tmp_path: Path) -> None:
    elsewhere = Path(shutil.copytree(shelf, tmp_path / "elsewhere"))
    assert soundness(elsewhere, quiet).is_sound
    assert check_now(elsewhere, quiet) is None
    assert last_checked(elsewhere) is None
