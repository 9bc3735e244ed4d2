"""Nothing acknowledged is lost, doubled or torn: real writers killed, power cut, disks simulated.

`python -m benchmarks.endure --seconds N` does the same for as long as asked.
"""

import errno
import random
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

import pygit2
import pytest

from benchmarks.endure_bugs import planted
from benchmarks.endure_forms import Found, small_book
from benchmarks.endure_killer import NoImagesHere, Run, cut, image
from benchmarks.endure_simulation import Bug, simulate
from ledger import history
from ledger.book import read
from ledger.errors import Refusal
from ledger.journal import disk, looking, tidying
from ledger.journal.steps import RealSteps
from ledger.recording import record
from tests.ledger.histories import lay_loose, pack_of
from tests.ledger.street import attachment, begun, hand, share, spent

# Most bugs are found within ten seeds, the rarest within some hundreds.
SEEDS, SEEDS_OF_A_BUG = 40, 2_000
# Where the rare ones were found last. Another writer takes other steps, and then the search goes on
# as if nothing were known; whoever finds it slow writes the new seed here.
LAST_FOUND_BY = {
    "an act that was broken off leaves no mark": 105,
    "text that a killed writer left is trusted to stay": 166,
    "a folder that a killed writer made is trusted to stay": 50,
}
RECOVERY_SECONDS = 2.0


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return begun(tmp_path)


def test_whatever_befalls_a_disk_nothing_acknowledged_is_lost_doubled_or_torn() -> None:
    acknowledged = 0
    for seed in range(SEEDS):
        found = simulate(seed)
        assert found.wrong == (), f"seed {seed}"
        acknowledged += found.acknowledged
    assert acknowledged > SEEDS


@pytest.mark.parametrize("bug", planted(), ids=lambda bug: bug.name)
def test_the_simulation_finds_a_planted_bug(bug: Bug) -> None:
    seeds = chain([LAST_FOUND_BY.get(bug.name, 0)], range(SEEDS_OF_A_BUG))
    assert any(simulate(seed, bug).wrong for seed in seeds)


def test_two_killed_writers_lose_nothing_and_the_next_goes_on_within_two_seconds(
    tmp_path: Path,
) -> None:
    chance = random.Random(20260320)  # noqa: S311 - moments, not secrets
    run = Run(small_book(tmp_path / "book"), chance)
    for _ in range(8):
        run.write_until_killed(chance.uniform(0, 0.15))
        run.recover()
        assert run.found().wrong == ()
    assert len(run.told) > 16
    assert run.slowest < RECOVERY_SECONDS


def test_a_power_cut_on_a_real_disk_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    chance = random.Random(20260321)  # noqa: S311 - moments, not secrets
    found: list[Found] = []
    try:
        with image(tmp_path) as (disk_, place):
            run = Run(small_book(place / "book"), chance)
            for _ in range(4):
                found.append(cut(disk_, run, tmp_path))
                run.recover()
    except NoImagesHere as why:
        pytest.skip(f"this machine mounts no images for us: {why}")
    assert [each.wrong for each in found] == [()] * 4
    assert run.slowest < RECOVERY_SECONDS


def test_a_clock_that_jumps_back_over_a_year_end_repeats_no_number(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A number's year is that of its entry, and its count comes from the book, never from a day."""
    january, december = date(2026, 1, 2), date(2025, 12, 30)
    numbers = [record(shelf, spent(day=january), hand(today=january)).number]
    monkeypatch.setattr("time.time", lambda: 1_700_000_000.0)
    numbers.append(record(shelf, spent(day=december), hand(today=december)).number)
    numbers.append(record(shelf, spent(day=december), hand(today=december)).number)
    monkeypatch.undo()
    later = january + timedelta(days=1)
    numbers.append(record(shelf, spent(day=later), hand(today=later)).number)
    assert numbers == ["2026-0001", "2025-0002", "2025-0003", "2026-0002"]
    assert [act.what for act in history.acts(shelf)][:4] == [
        f"recorded {number}" for number in reversed(numbers)
    ]


def test_a_torn_tail_is_refused_with_its_place_and_mended_from_the_history(shelf: Path) -> None:
    """No writer of ours leaves one; a disk that loses bytes may."""
    record(shelf, spent(), hand())
    file = shelf / "journal/2026-03.beancount"
    whole = file.read_bytes()
    for end in (len(whole) - 20, len(whole) - 60):
        file.write_bytes(whole[:end])
        with pytest.raises(Refusal, match="journal/2026-03") as refused:
            record(shelf, spent(), hand())
        assert "history" in refused.value.remedy
    tree = pygit2.Repository(str(shelf)).head.peel(pygit2.Tree)
    file.write_bytes(tree["journal/2026-03.beancount"].data)
    assert record(shelf, spent(), hand()).number == "2026-0002"


def test_a_tidied_history_tells_the_same_and_goes_on(shelf: Path) -> None:
    for count in range(12):
        record(shelf, spent(share(count + 1)), hand(), [attachment(f"{count}".encode())])
    before = history.acts(shelf)
    assert tidying.tidy(shelf, at_least=50) == 0
    assert tidying.tidy(shelf, at_least=12) > 12
    assert len(list(shelf.glob(".git/objects/pack/*"))) == 2
    assert history.acts(shelf) == before
    assert record(shelf, spent(), hand()).number == "2026-0013"
    assert looking.differing(shelf) == {}


def test_loose_objects_are_tidied_along_and_what_somebodys_git_keeps_stays(shelf: Path) -> None:
    for count in range(3):
        record(shelf, spent(share(count + 1)), hand())
    lay_loose(shelf)
    record(shelf, spent(), hand())
    packs = shelf / ".git/objects/pack"
    (kept,) = packs.glob("*.pack")
    kept.with_suffix(".keep").write_text("")
    before = history.acts(shelf)
    assert tidying.tidy(shelf, at_least=1) > 0
    assert not list(shelf.glob(".git/objects/[0-9a-f][0-9a-f]/*"))
    assert kept.exists()
    assert len(list(packs.glob("*.pack"))) == 2
    assert history.acts(shelf) == before


@pytest.mark.parametrize("listed", [b"", b"\xfftOc" + bytes(1_100)])
def test_a_damaged_list_stays_with_its_pack_and_all_else_is_tidied(
    shelf: Path, listed: bytes
) -> None:
    for count in range(3):
        record(shelf, spent(share(count + 1)), hand(), [attachment(f"{count}".encode())])
    before = history.acts(shelf)
    damaged = pack_of(shelf, before[1].version)
    damaged.with_suffix(".idx").write_bytes(listed)
    assert tidying.tidy(shelf, at_least=1) > 1
    assert damaged.exists()
    assert len(list(damaged.parent.glob("*.pack"))) == 2
    assert history.acts(shelf) == before


class Breaking(RealSteps):
    """A disk that fails at one of its steps."""

    def __init__(self, ahead: int) -> None:
        self.ahead = ahead

    def _met(self) -> None:
        self.ahead -= 1
        if self.ahead == 0:
            raise OSError(errno.EIO, "Input/output error")

    def flush(self, path: Path) -> None:
        self._met()
        super().flush(path)

    def rename(self, old: Path, new: Path) -> None:
        self._met()
        super().rename(old, new)

    def unlink(self, path: Path) -> None:
        self._met()
        super().unlink(path)


@pytest.mark.parametrize("ahead", range(1, 12))
def test_tidying_that_is_broken_off_loses_nothing_and_is_done_by_the_next(
    shelf: Path, ahead: int
) -> None:
    record(shelf, spent(), hand(), [attachment()])
    before = [act.version for act in history.acts(shelf)]
    with disk.running(disk.Running(steps=Breaking(ahead))):
        tidying.tidy(shelf, at_least=1)
    assert [act.version for act in history.acts(shelf)] == before
    tidying.tidy(shelf, at_least=1)
    assert [act.version for act in history.acts(shelf)] == before
    assert looking.differing(shelf) == {}


def test_an_act_costs_no_look_at_the_whole_folder(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(shelf, spent(), hand())
    monkeypatch.setattr(looking, "differing", None)
    record(shelf, spent(), hand(), [attachment()])
    assert len(read(shelf).entries) == 3


def test_what_another_program_recorded_is_not_looked_through_again(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = disk.Running(), disk.Running()
    for program in (one, other):
        with disk.running(program):
            record(shelf, spent(), hand())
    monkeypatch.setattr(looking, "differing", None)
    for count, program in enumerate((one, other, one)):
        with disk.running(program):
            record(shelf, spent(share(count + 1)), hand(), [attachment(f"{count}".encode())])
    assert len(read(shelf).entries) == 6


def test_a_change_by_hand_is_kept_apart_from_the_act_that_comes_next(shelf: Path) -> None:
    record(shelf, spent(), hand())
    with (shelf / "journal/2026-03.beancount").open("a") as file:
        file.write("; checked by hand\n")
    record(shelf, spent(), hand(by="P005"))
    acts = [(act.what, act.by) for act in history.acts(shelf)][:2]
    assert acts == [("recorded 2026-0002", "P005"), ("caught up", "P000")]
