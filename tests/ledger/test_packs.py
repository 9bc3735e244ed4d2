"""What an act writes into the history is a pack that git itself reads, and that nobody can tear."""

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pygit2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import history
from ledger.history import packs
from ledger.journal.objects import Objects
from ledger.recording import record
from tests.ledger.histories import lay_loose, pack_of
from tests.ledger.street import attachment, begun, hand, spent

CONTENTS = st.binary(max_size=40) | st.binary(min_size=1, max_size=3).map(lambda part: part * 3_000)


def git(shelf: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", "-c", "safe.directory=*", "-C", str(shelf), *words],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout + done.stderr


@given(st.lists(CONTENTS, min_size=1, max_size=8), st.sampled_from([0, 1]))
def test_the_library_gives_back_whatever_was_put(
    tmp_path_factory: pytest.TempPathFactory, contents: list[bytes], level: int
) -> None:
    home = Path(pygit2.init_repository(str(tmp_path_factory.mktemp("new")), bare=True).path)
    objects = Objects(home)
    numbers = [objects.put("blob", content, small=bool(level)) for content in contents]
    objects.settle()
    odb = pygit2.Repository(str(home)).odb
    assert [odb.read(pygit2.Oid(hex=number))[1] for number in numbers] == contents
    assert [Objects(home).read(number) for number in numbers] == contents
    (listed,) = (home / "objects/pack").glob("*.idx")
    assert packs.numbers_in(listed) == sorted(set(numbers))


def test_git_finds_nothing_wrong_with_what_was_recorded(tmp_path: Path) -> None:
    shelf = begun(tmp_path)
    for count in range(3):
        record(
            shelf,
            spent(words=("Lidl", f"Bread {count}")),
            hand(),
            [attachment(f"{count}".encode())],
        )
    assert "missing" not in git(shelf, "fsck", "--strict", "--full")
    for each in (shelf / ".git/objects/pack").glob("*.idx"):
        git(shelf, "verify-pack", str(each))
    assert git(shelf, "rev-list", "--count", "HEAD").strip() == str(len(history.acts(shelf)))
    assert git(shelf, "status", "--porcelain") == ""
    assert not [*shelf.glob(".git/objects/??/*")]


def test_an_act_writes_one_pack_named_for_its_commit(tmp_path: Path) -> None:
    shelf = begun(tmp_path)
    before = {*shelf.glob(".git/objects/**/*")}
    record(shelf, spent(), hand(), [attachment()])
    pack = pack_of(shelf, history.acts(shelf)[0].version)
    assert {*shelf.glob(".git/objects/**/*")} - before == {pack, pack.with_suffix(".idx")}


def test_a_history_whose_objects_lie_loose_goes_on(tmp_path: Path) -> None:
    """As earlier versions wrote them, and as somebody's git does."""
    shelf = begun(tmp_path)
    record(shelf, spent(), hand())
    told = history.acts(shelf)
    lay_loose(shelf)
    assert history.acts(shelf) == told
    record(shelf, spent(words=("Lidl", "Milk")), hand())
    assert history.acts(shelf)[1:] == told
    assert "missing" not in git(shelf, "fsck", "--strict", "--full")


def test_an_act_of_more_bytes_than_may_wait_writes_several_packs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = begun(tmp_path)
    monkeypatch.setattr("ledger.journal.objects._WAITING", 1_000)
    before = {*shelf.glob(".git/objects/pack/*.pack")}
    record(shelf, spent(), hand(), [attachment(b"first" * 300), attachment(b"second" * 300)])
    assert len({*shelf.glob(".git/objects/pack/*.pack")} - before) > 2
    assert "missing" not in git(shelf, "fsck", "--strict", "--full")


def test_a_paper_that_ends_two_packs_takes_nothing_of_the_first_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in an import of many papers, where one scan belongs to two entries; or in two imports."""
    monkeypatch.setattr("ledger.journal.objects._WAITING", 300)
    home = Path(pygit2.init_repository(str(tmp_path), bare=True).path)
    first, twice, second, third = (letter * 120 for letter in (b"1", b"2", b"3", b"4"))
    objects = Objects(home)
    contents = [first, twice, second, twice, third, twice, twice * 3, twice * 3, first]
    numbers = [objects.put("blob", content) for content in contents]
    objects.settle()
    again = Objects(home)
    contents += [third * 2, twice, first * 2]
    numbers += [again.put("blob", content) for content in contents[-3:]]
    again.settle()
    odb = pygit2.Repository(str(home)).odb
    assert [odb.read(pygit2.Oid(hex=number))[1] for number in numbers] == contents


@pytest.mark.parametrize("length", [0, 3, 11, 12, 13, 40, 100])
def test_a_torn_pack_is_told_from_a_whole_one(tmp_path: Path, length: int) -> None:
    made = packs.packed("commit", b"tree of the street, " * 10, 0)
    pack, _ = packs.pack_of({made.number: made})
    place = tmp_path / "pack-1.pack"
    place.write_bytes(pack)
    assert packs.leading(place) == ("commit", b"tree of the street, " * 10)
    place.write_bytes(pack[:length])
    with pytest.raises(ValueError, match="pack-1"):
        packs.leading(place)


@pytest.mark.parametrize("raw", [b"", b"\xfftOc", b"no list" * 200, b"\xfftOc" + b"\xff" * 1100])
def test_what_is_no_list_of_a_pack_is_not_read_as_one(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "pack-1.idx").write_bytes(raw)
    with pytest.raises(ValueError, match="pack-1"):
        packs.numbers_in(tmp_path / "pack-1.idx")


@given(st.integers(0, 1_127), st.integers(1, 255))
def test_a_list_with_any_byte_changed_is_not_read(at: int, other: int) -> None:
    """Whatever it leaves out would be taken away with its pack when the history is tidied."""
    made = packs.packed("blob", b"a paper", 0), packs.packed("commit", b"tree of it", 0)
    _, listed = packs.pack_of({each.number: each for each in made})
    changed = bytearray(listed)
    changed[at] ^= other
    with TemporaryDirectory() as folder:
        place = Path(folder, "pack-1.idx")
        place.write_bytes(listed)
        assert len(packs.numbers_in(place)) == len(made)
        place.write_bytes(changed)
        with pytest.raises(ValueError, match="pack-1"):
            packs.numbers_in(place)
