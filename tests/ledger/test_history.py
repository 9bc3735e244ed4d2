"""Who did what, when: every act is one commit under the number of whoever did it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ledger import history
from ledger.reading.soundness import soundness
from ledger.recording import approve, bring_in, open_fund, record, rename_book
from tests.ledger.histories import tear
from tests.ledger.sample_book import SAMPLE
from tests.ledger.street import WINTER, attachment, begun, hand, spent


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return begun(tmp_path)


def test_each_act_is_told_once_the_newest_first_by_number(shelf: Path) -> None:
    record(shelf, spent(), hand(by="P004"), [attachment()])
    approve(shelf, "2026-0001", hand(by="P005"))
    open_fund(shelf, WINTER, hand())
    rename_book(shelf, "Oak Road", hand())
    assert [(act.by, act.what) for act in history.acts(shelf)] == [
        ("P003", "named the group"),
        ("P003", "terms of winter"),
        ("P005", "approved 2026-0001"),
        ("P004", "recorded 2026-0001"),
        ("P003", "recorded 2025-0001"),
        ("P003", "terms of winter"),
        ("P003", "terms of council-food"),
        ("P003", "began the book"),
    ]


def test_what_is_told_about_an_entry_is_about_it_alone(shelf: Path) -> None:
    for _ in range(2):
        record(shelf, spent(), hand())
    approve(shelf, "2026-0001", hand(by="P005"))
    told = [act.what for act in history.acts(shelf, "2026-0001")]
    assert told == ["approved 2026-0001", "recorded 2026-0001"]
    assert history.acts(shelf, "2026-000") == ()
    assert len(history.acts(shelf, most=3)) == 3


def test_an_act_knows_its_moment_and_its_version(shelf: Path) -> None:
    record(shelf, spent(), hand())
    newest, before = history.acts(shelf)[:2]
    assert abs(datetime.now(UTC) - newest.when) < timedelta(minutes=5)
    assert len({newest.version, before.version}) == 2
    shown = subprocess.run(
        ["git", "-c", "safe.directory=*", "-C", str(shelf), "show", "--stat", newest.version],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "journal/2026-03.beancount" in shown
    assert "P003 <P003@book.invalid>" in shown


def test_the_history_holds_every_byte_and_is_whole(shelf: Path) -> None:
    record(shelf, spent(), hand(), [attachment()])
    git = ["git", "-c", "safe.directory=*", "-C", str(shelf)]
    subprocess.run([*git, "fsck", "--strict"], check=True, capture_output=True)
    clean = subprocess.run([*git, "status", "--porcelain"], check=True, capture_output=True)
    assert clean.stdout == b""


def test_a_single_file_has_no_history_to_tell(tmp_path: Path) -> None:
    assert history.acts(SAMPLE) == ()
    assert history.acts(tmp_path) == ()


def test_a_book_that_belongs_to_another_user_tells_its_history_and_goes_on(shelf: Path) -> None:
    """As one that was brought back from a back-up, or from another machine."""
    moved = subprocess.run(
        ["chown", "-R", "12345:12345", str(shelf)], capture_output=True, check=False
    )
    if moved.returncode:
        pytest.skip("only root may give a folder to somebody else")
    assert len(history.acts(shelf)) == 4
    record(shelf, spent(), hand())
    assert history.acts(shelf)[0].what == "recorded 2026-0001"


def test_settings_of_git_that_somebody_has_at_home_change_nothing(
    shelf: Path, tmp_path: Path
) -> None:
    """A server's user may have none, or a home that it may not even look into."""
    (tmp_path / ".gitconfig").write_text("[[[ not settings at all")
    told = "import sys; from pathlib import Path; from ledger import history\n"
    told += "print(len(history.acts(Path(sys.argv[1]))))"
    environment = {"HOME": str(tmp_path), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    asked = [sys.executable, "-c", told, str(shelf)]
    found = subprocess.run(asked, capture_output=True, text=True, env=environment, check=True)
    assert found.stdout == "4\n"


def test_a_history_that_was_damaged_stops_nobody(shelf: Path) -> None:
    (shelf / ".git/refs/heads/main").write_text("not a commit\n")
    assert history.acts(shelf) == ()
    assert record(shelf, spent(), hand()).number == "2026-0001"


@pytest.mark.parametrize("length", [0, 5, 40])
@pytest.mark.parametrize("loose", [False, True])
def test_a_torn_commit_tells_nothing_and_holds_nobody_up(
    shelf: Path, length: int, *, loose: bool
) -> None:
    """The library would go round for ever in a part of a loose one."""
    tear(shelf, history.acts(shelf)[0].version, length, loose=loose)
    assert history.acts(shelf) == ()


def _a_name_that_leads_nowhere(home: Path) -> None:
    (home / "refs/heads/main").write_text(f"{'1' * 40}\n")


def _a_torn_name(home: Path) -> None:
    (home / "refs/heads/main").write_text("")


def _no_objects(home: Path) -> None:
    shutil.rmtree(home / "objects")


def _another_line(home: Path) -> None:
    (home / "HEAD").write_text("ref: refs/heads/other\n")


def _no_settings(home: Path) -> None:
    (home / "config").write_text("[[[ not settings at all")


def _elsewhere(home: Path) -> None:
    home.rename(home.parent.parent / "moved.git")
    home.write_text("gitdir: ../moved.git\n")


@pytest.mark.parametrize(
    "harm",
    [
        _a_name_that_leads_nowhere,
        _a_torn_name,
        _no_objects,
        _another_line,
        _no_settings,
        _elsewhere,
    ],
)
def test_a_history_in_which_nothing_is_kept_any_more_is_told_by_the_check(
    shelf: Path, harm: Callable[[Path], None]
) -> None:
    assert history.is_in_order(shelf)
    harm(shelf / ".git")
    assert record(shelf, spent(), hand()).number == "2026-0001"
    assert not history.is_in_order(shelf)
    found = soundness(shelf, lambda _step: None)
    assert [each.rule for each in found.grave] == ["history_in_order"]
    assert "from a back-up" in found.grave[0].remedy


def test_a_book_without_a_history_has_none_that_is_damaged(shelf: Path) -> None:
    shutil.rmtree(shelf / ".git")
    assert history.is_in_order(shelf)
    assert history.is_in_order(SAMPLE)


def test_no_name_is_in_the_history_of_a_book_that_was_brought_in(tmp_path: Path) -> None:
    shelf = tmp_path / "book"
    bring_in(shelf, "Elm", SAMPLE.read_text(), {}, hand())
    assert [(act.by, act.what) for act in history.acts(shelf)] == [("P003", "began the book")]
