"""The log beside the books: quick, disposable, and never other than the history itself."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pygit2
import pytest

from ledger import history
from ledger.history import Done
from ledger.recording import record
from tests.ledger.histories import take_away
from tests.ledger.street import begun, hand, spent

ROOT = Path(__file__).parents[2]
SOMEBODY = pygit2.Signature("P003", "P003@book.invalid", 1_700_000_000, 0)
MANY = 100


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A book in an installation: its log lies in `index/`."""
    (tmp_path / "books").mkdir()
    return begun(tmp_path).rename(tmp_path / "books" / "elm")


def log_of(shelf: Path) -> Path:
    return shelf.parent.parent / "index" / f"{shelf.name}.history.sqlite"


def told_without_a_log(shelf: Path) -> tuple[Done, ...]:
    """What the history tells from a place that has no log."""
    away = shelf.parent.parent / "away"
    shutil.rmtree(away, ignore_errors=True)
    return history.acts(Path(shutil.copytree(shelf, away)), most=10_000)


def committed(shelf: Path, said: Iterable[str], onto: str = "refs/heads/main") -> None:
    """Make the history longer, by acts that change nothing."""
    repository = pygit2.Repository(str(shelf))
    for each in said:
        tip = repository.references[onto].target
        tree = repository[tip].peel(pygit2.Tree).id
        repository.create_commit(onto, SOMEBODY, SOMEBODY, each, tree, [tip])


def recorded(first: int, count: int = MANY) -> list[str]:
    return [f"recorded 2026-{each:04d}" for each in range(first, first + count)]


@pytest.mark.parametrize("at_once", [1, 7, 60])
def test_the_log_tells_what_the_history_tells_after_each_step(shelf: Path, at_once: int) -> None:
    """Whether the newest acts are written down already or not."""
    for first in range(1000, 1000 + 3 * at_once, at_once):
        committed(shelf, recorded(first, at_once))
        assert history.acts(shelf, most=10_000) == told_without_a_log(shelf)
        (only,) = history.acts(shelf, f"2026-{first}")
        assert only.what == f"recorded 2026-{first}"


def test_an_old_act_is_told_without_opening_old_commits(shelf: Path) -> None:
    """So an entry's page costs the same in year ten: of the history, only its end is read."""
    committed(shelf, recorded(1000))
    before = history.acts(shelf, most=10_000)
    committed(shelf, recorded(3000, 3))
    for each in before[1:]:
        take_away(shelf, each.version)
    assert [each.what for each in history.acts(shelf, "2026-1000")] == ["recorded 2026-1000"]
    assert history.acts(shelf, most=10_000)[3:] == before
    assert told_without_a_log(shelf) == ()


def test_a_history_that_was_rewritten_is_told_anew(shelf: Path) -> None:
    committed(shelf, recorded(1000))
    old = history.acts(shelf, "2026-1050")
    repository = pygit2.Repository(str(shelf))
    repository.references["refs/heads/main"].set_target(history.acts(shelf)[-1].version)
    committed(shelf, recorded(5000))
    assert old
    assert history.acts(shelf, "2026-1050") == ()
    assert history.acts(shelf, most=10_000) == told_without_a_log(shelf)
    assert b"2026-1050" not in log_of(shelf).read_bytes()


def test_a_history_that_was_cut_short_tells_no_more_than_it_holds(shelf: Path) -> None:
    committed(shelf, recorded(1000))
    cut = history.acts(shelf, most=10_000)[40]
    pygit2.Repository(str(shelf)).references["refs/heads/main"].set_target(cut.version)
    assert history.acts(shelf)[0] == cut
    assert history.acts(shelf, most=10_000) == told_without_a_log(shelf)


def test_two_lines_of_history_that_were_joined_by_hand_are_both_told(shelf: Path) -> None:
    repository = pygit2.Repository(str(shelf))
    fork = repository.head.target
    repository.references.create("refs/heads/other", fork)
    committed(shelf, recorded(1000, 40))
    assert history.acts(shelf, "2026-1000")
    committed(shelf, recorded(2000, 40), "refs/heads/other")
    tips = [repository.references[f"refs/heads/{each}"].target for each in ("main", "other")]
    tree = repository[tips[0]].peel(pygit2.Tree).id
    repository.create_commit("refs/heads/main", SOMEBODY, SOMEBODY, "joined", tree, tips)
    committed(shelf, recorded(3000, 40))
    assert history.acts(shelf, most=10_000) == told_without_a_log(shelf)
    assert len(history.acts(shelf, "2026-2000")) == len(history.acts(shelf, "2026-3000")) == 1


def no_database(log: Path) -> None:
    log.write_bytes(b"Dear treasurer" * 1000)


def half_of_it(log: Path) -> None:
    log.write_bytes(log.read_bytes()[: log.stat().st_size // 2])


def scribbled_over(log: Path) -> None:
    whole = bytearray(log.read_bytes())
    whole[1000:] = b"\xff" * len(whole[1000:])
    log.write_bytes(whole)


def nothing(log: Path) -> None:
    log.write_bytes(b"")


def without_a_table(log: Path) -> None:
    with sqlite3.connect(log) as rows:
        rows.execute("DROP TABLE words")


def gone(log: Path) -> None:
    log.unlink()


@pytest.mark.parametrize(
    "harm", [no_database, half_of_it, scribbled_over, nothing, without_a_table, gone]
)
def test_a_log_that_was_damaged_is_made_again(shelf: Path, harm: object) -> None:
    committed(shelf, recorded(1000))
    before = history.acts(shelf, "2026-1042")
    assert callable(harm)
    harm(log_of(shelf))
    assert history.acts(shelf, "2026-1042") == before
    with sqlite3.connect(log_of(shelf)) as rows:
        assert rows.execute("SELECT count(*) FROM acts").fetchone()[0] > MANY


def test_the_log_of_another_book_tells_nothing_of_this_one(shelf: Path, tmp_path: Path) -> None:
    """As after a back-up was brought back beside an index that stayed."""
    aside = Path(shutil.copytree(shelf, tmp_path / "earlier"))
    committed(shelf, recorded(1000))
    assert history.acts(shelf, "2026-1000")
    shutil.rmtree(shelf)
    aside.rename(shelf)
    assert history.acts(shelf, "2026-1000") == ()
    assert history.acts(shelf, most=10_000) == told_without_a_log(shelf)


def test_where_no_log_can_be_kept_the_history_is_told_all_the_same(shelf: Path) -> None:
    (shelf.parent.parent / "index").write_text("in the way")
    committed(shelf, recorded(1000))
    assert history.acts(shelf, most=10_000) == told_without_a_log(shelf)


def test_a_log_that_somebody_holds_keeps_nobody_from_reading(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    committed(shelf, recorded(1000))
    assert history.acts(shelf)
    monkeypatch.setattr("ledger.history.log._BUSY_SECONDS", 0.1)
    committed(shelf, recorded(2000))
    rows = sqlite3.connect(log_of(shelf))
    rows.execute("BEGIN EXCLUSIVE")
    assert history.acts(shelf, "2026-2099")[0].what == "recorded 2026-2099"
    rows.close()


def open_logs() -> list[str]:
    """The logs that this program holds open; of one that was taken away it says so."""
    held = Path("/proc/self/fd")
    if not held.is_dir():
        pytest.skip("only Linux tells which files are open")
    there = [str(each.readlink()) for each in held.iterdir() if each.is_symlink()]
    return [each for each in there if ".history.sqlite" in each]


def test_a_log_stays_open_for_the_next_question_and_no_longer_than_it_is_there(
    shelf: Path,
) -> None:
    committed(shelf, recorded(1000))
    assert history.acts(shelf)
    for _ in range(3):
        assert history.acts(shelf, "2026-1042")
        assert open_logs().count(str(log_of(shelf))) == 1
    history.forget(shelf)
    assert not any(str(log_of(shelf)) in each for each in open_logs())
    assert history.acts(shelf, most=10_000) == told_without_a_log(shelf)


def test_of_many_books_the_logs_that_were_asked_last_stay_open(shelf: Path) -> None:
    others = [shutil.copytree(shelf, shelf.with_name(f"oak{at}")) for at in range(20)]
    for each in [*others, *others]:
        assert history.acts(Path(each))
    there = [each for each in open_logs() if str(log_of(shelf).parent) in each]
    assert len(there) == 16
    assert str(log_of(Path(others[-1]))) in there


def test_what_another_process_wrote_down_is_told(shelf: Path) -> None:
    committed(shelf, recorded(1000))
    assert history.acts(shelf, "2026-1000")
    committed(shelf, recorded(2000))
    subprocess.run([sys.executable, "-c", ASKING, shelf], cwd=ROOT, check=True, timeout=120)
    assert history.acts(shelf, "2026-2042")[0].what == "recorded 2026-2042"
    assert history.acts(shelf, most=10_000) == told_without_a_log(shelf)


def test_a_persons_own_settings_of_git_have_no_part_in_a_history(shelf: Path) -> None:
    """Even such as git itself could not read."""
    (shelf.parent / ".gitconfig").write_text("[core\nnothing of git's")
    asked = "import sys; from pathlib import Path; from ledger import history\n"
    asked += "print(len(history.acts(Path(sys.argv[1]))))"
    told = subprocess.run(
        [sys.executable, "-c", asked, shelf],
        cwd=ROOT,
        env={**os.environ, "HOME": str(shelf.parent)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert int(told.stdout) == len(history.acts(shelf)) > 0


ASKING = """
import sys
from pathlib import Path
from ledger import history
for _ in range(60):
    told = [each.what for each in history.acts(Path(sys.argv[1]), most=10_000)]
    assert len(set(told[:-4])) == len(told[:-4]), told
print(len(told))
"""


def test_threads_and_processes_may_ask_while_acts_are_added(shelf: Path) -> None:
    asking = [
        subprocess.Popen(
            [sys.executable, "-c", ASKING, shelf], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    with ThreadPoolExecutor(3) as pool:
        answers = [pool.submit(history.acts, shelf, "2026-1000") for _ in range(60)]
        for first in range(1000, 1400, 50):
            committed(shelf, recorded(first, 50))
        assert all(len(each.result()) <= 1 for each in answers)
    for each in asking:
        said, _ = each.communicate(timeout=120)
        assert (each.returncode, said.strip().isdecimal()) == (0, True)
    assert history.acts(shelf, most=10_000) == told_without_a_log(shelf)
    with sqlite3.connect(log_of(shelf)) as rows:
        assert rows.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_real_acts_are_in_the_log_with_the_number_that_they_name(shelf: Path) -> None:
    numbers = [record(shelf, spent(), hand()).number for _ in range(3)]
    told = [history.acts(shelf, each)[0].what for each in numbers]
    assert told == [f"recorded {each}" for each in numbers]
    assert not any(path.name.startswith("index") for path in shelf.iterdir())
