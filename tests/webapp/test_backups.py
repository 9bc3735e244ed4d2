"""A back-up: all that matters and nothing else, whole or not there, and brought back as it was."""

import dataclasses
import fcntl
import hashlib
import json
import os
import shutil
import sqlite3
import stat
import time
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from ledger import history
from ledger.book import read
from ledger.entries.acts import Correction
from ledger.errors import Refusal
from ledger.reading import sums
from ledger.reading.past import NoFolderAbove
from ledger.reading.soundness import soundness
from ledger.recording import Attachment, Blanks, copy_of_a_moment, record, redact
from tests.ledger.street import attachment, begun, hand, spent
from tests.ledger.test_redacting import covered, found_in, photo
from webapp import people
from webapp.backups import BroughtBack, back_up, blank_as_in, bring_back, erase_as_in
from webapp.backups.bringing_back import FolderInUse, NoRoom
from webapp.backups.contents import LIST, BackUpDamaged, BackUpTooNew, NoBackUp
from webapp.backups.erased import NoPeopleThere, erased_in
from webapp.backups.taking import BackUpRunning, BackUpThere, PeopleDamaged, _stage_in
from webapp.people import Founding, NewMember, Role, Store
from webapp.settings import secrets_in

PRIYA = people.NewPerson(name="Priya", sign_in_name="priya@elm.example", password="four words in a")


@dataclasses.dataclass(frozen=True)
class House:
    """An installation with two groups."""

    folder: Path
    store: Store
    elm: people.Group
    oak: people.Group


@pytest.fixture
def house(tmp_path: Path) -> House:
    folder = tmp_path / "data"
    store = people.open_store(folder)
    sam = NewMember(number="P007", name="Sam", role=Role.MEMBER)
    elm = people.found_group(store, Founding(title="Elm Street", others=(sam,)), PRIYA).group
    oak = people.create_group(store, "Oak Road")
    for group in (elm, oak):
        group.folder.parent.mkdir(exist_ok=True)
        begun(tmp_path).rename(group.folder)
    record(elm.folder, spent(), hand(), [attachment()])
    secrets_in(folder)
    (folder / "index").mkdir(exist_ok=True)
    (folder / "index" / "elm.sqlite").write_text("disposable")
    return House(folder=folder, store=store, elm=elm, oak=oak)


def quiet(_step: str) -> None:
    """Hear nothing."""


def every_file(folder: Path) -> dict[str, bytes]:
    """All the files of a data folder that a back-up is about."""
    return {
        name: path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and (name := path.relative_to(folder).as_posix()).startswith("books/")
        if not name.endswith(".lock")
    }


def taken(house: House, name: str = "one.zip") -> Path:
    target = house.folder.parent / name
    back_up(house.folder, target, quiet)
    return target


def brought_back(file: Path, name: str = "restored") -> tuple[Path, tuple[BroughtBack, ...]]:
    folder = file.parent / name
    _, back = bring_back(file, folder, quiet)
    return folder, back


def packed_anew(file: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The same back-up with other files in it."""
    with zipfile.ZipFile(file) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    change(files)
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return file


def listed(files: dict[str, bytes], change: Callable[[dict[str, object]], None]) -> None:
    """Change the list of a back-up."""
    kept = json.loads(files[LIST])
    change(kept)
    files[LIST] = json.dumps(kept).encode()


def test_every_byte_of_every_book_comes_back_with_its_history(house: House) -> None:
    folder, back = brought_back(taken(house))
    assert every_file(folder) == every_file(house.folder)
    assert [each.is_right for each in back] == [True, True]
    for group in (house.elm, house.oak):
        shelf = folder / "books" / group.id
        assert history.acts(shelf) == history.acts(group.folder)
        assert soundness(shelf, quiet).is_sound
        assert record(shelf, spent(), hand()).number.startswith("2026-000")


def test_the_people_come_back_and_can_sign_in(house: House) -> None:
    folder, _ = brought_back(taken(house))
    store = people.open_store(folder)
    assert [each.title for each in people.all_groups(store)] == ["Elm Street", "Oak Road"]
    assert people.sign_in(store, PRIYA.sign_in_name, PRIYA.password) is not None
    assert people.names_of(store, house.elm.id)["P007"] == "Sam"


def test_the_balances_are_noted_when_it_is_taken(house: House) -> None:
    with zipfile.ZipFile(taken(house)) as packed:
        noted = json.loads(packed.read(LIST))["books"][house.elm.id]
    assert noted["accounts"]["Assets:Bank:Current"] == 990_00
    assert noted["funds"]["general"] == 1090_00
    assert (noted["title"], noted["entries"]) == ("Elm Street", 2)
    assert noted["version"] == sums(house.elm.folder).version


def test_only_its_owner_can_read_it_and_no_keys_are_in_it(house: House) -> None:
    file = taken(house)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with zipfile.ZipFile(file) as packed:
        names = packed.namelist()
    assert {name.split("/")[0] for name in names} == {"books", "people.sqlite", LIST}
    folder, _ = brought_back(file)
    assert {each.name for each in folder.iterdir()} == {"books", "people.sqlite"}
    modes = {stat.S_IMODE((folder / each).stat().st_mode) for each in (".", "books")}
    assert (modes, stat.S_IMODE((folder / "people.sqlite").stat().st_mode)) == ({0o700}, 0o600)


def test_nothing_is_left_beside_the_books_and_nothing_of_them_changes(house: House) -> None:
    before = every_file(house.folder)
    names = {each.name for each in house.folder.iterdir()}
    (house.folder / ".backing-up").mkdir()
    (house.folder / ".backing-up" / "left").write_text("by one that was killed")
    taken(house)
    assert every_file(house.folder) == before
    assert {each.name for each in house.folder.iterdir()} == names


def test_a_book_is_copied_whole_where_the_disk_knows_no_second_names(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def declined(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", declined)
    folder, _ = brought_back(taken(house))
    assert every_file(folder) == every_file(house.folder)


def test_what_is_recorded_after_a_copy_is_not_in_it(house: House, tmp_path: Path) -> None:
    """Papers and objects are second names for the same files, and stay what they are."""
    copy_of_a_moment(house.elm.folder, tmp_path / "copy")
    before = every_file(house.folder)
    record(house.elm.folder, spent(), hand(), [attachment(b"two")])
    prefix = f"books/{house.elm.id}/"
    assert {f"{prefix}{name}": content for name, content in _files(tmp_path / "copy")} == {
        name: content for name, content in before.items() if name.startswith(prefix)
    }


def _files(folder: Path) -> list[tuple[str, bytes]]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [(path.relative_to(folder).as_posix(), path.read_bytes()) for path in files]


def test_an_installation_without_a_group_is_backed_up_too(tmp_path: Path) -> None:
    people.open_store(tmp_path / "data")
    back_up(tmp_path / "data", tmp_path / "one.zip", quiet)
    folder, back = brought_back(tmp_path / "one.zip")
    assert back == ()
    assert not people.any_group(people.open_store(folder))


def test_a_book_that_is_being_made_is_not_in_it(house: House) -> None:
    shutil.copytree(house.oak.folder, house.folder / "books" / ".new-aside")
    folder, back = brought_back(taken(house))
    assert len(back) == 2
    assert not (folder / "books" / ".new-aside").exists()


def test_a_back_up_takes_no_other_ones_place(house: House) -> None:
    file = taken(house)
    before = file.read_bytes()
    with pytest.raises(BackUpThere):
        taken(house)
    assert file.read_bytes() == before


def test_two_are_not_taken_at_once(house: House) -> None:
    with _stage_in(house.folder), pytest.raises(BackUpRunning):
        taken(house)
    assert taken(house).exists()


def test_people_that_cannot_be_read_stop_it_and_nothing_is_left(house: House) -> None:
    (house.folder / "people.sqlite").write_bytes(b"Dear treasurer" * 100)
    with pytest.raises(PeopleDamaged):
        taken(house)
    assert [each.name for each in house.folder.parent.iterdir() if "zip" in each.name] == []
    assert not (house.folder / ".backing-up").exists()


def test_a_back_up_that_breaks_off_leaves_no_file(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("webapp.backups.taking.write_list", full)
    with pytest.raises(OSError, match="No space"):
        taken(house)
    assert [each.name for each in house.folder.parent.iterdir() if "zip" in each.name] == []


def a_flipped_letter(files: dict[str, bytes]) -> None:
    name = next(each for each in files if each.endswith("2026-03.beancount"))
    files[name] = files[name].replace(b"10.00", b"90.00")


def another_paper(files: dict[str, bytes]) -> None:
    name = next(each for each in files if each.endswith(".jpg"))
    files[name] += b"!"


@pytest.mark.parametrize("change", [a_flipped_letter, another_paper])
def test_a_file_that_is_not_what_it_was_is_named_and_nothing_is_restored(
    house: House, change: Callable[[dict[str, bytes]], None]
) -> None:
    file = packed_anew(taken(house), change)
    with pytest.raises(BackUpDamaged, match="is damaged, and nothing was restored"):
        brought_back(file)
    assert not (file.parent / "restored").exists()


def a_file_missing(files: dict[str, bytes]) -> None:
    del files[next(each for each in files if each.endswith(".jpg"))]


def a_file_more(files: dict[str, bytes]) -> None:
    files["books/stranger"] = b"?"


def no_list(files: dict[str, bytes]) -> None:
    del files[LIST]


def a_list_that_says_nothing(files: dict[str, bytes]) -> None:
    files[LIST] = b"[]"


def a_path_that_leads_out(files: dict[str, bytes]) -> None:
    files["books/../../evil"] = b"?"
    listed(files, lambda kept: kept["files"].update({"books/../../evil": "0"}))


def a_folder_that_leads_out(files: dict[str, bytes]) -> None:
    listed(files, lambda kept: kept["folders"].append("/books/evil"))


def a_file_of_the_programs(files: dict[str, bytes]) -> None:
    files["secrets.json"] = b"{}"
    listed(files, lambda kept: kept["files"].update({"secrets.json": "0"}))


@pytest.mark.parametrize(
    "change",
    [
        a_file_missing,
        a_file_more,
        no_list,
        a_list_that_says_nothing,
        a_path_that_leads_out,
        a_folder_that_leads_out,
        a_file_of_the_programs,
    ],
)
def test_what_is_not_a_whole_back_up_is_refused(
    house: House, change: Callable[[dict[str, bytes]], None]
) -> None:
    file = packed_anew(taken(house), change)
    with pytest.raises(NoBackUp):
        brought_back(file)
    assert not (file.parent / "restored").exists()
    assert not (file.parent / "evil").exists()


def test_a_back_up_that_unpacks_into_more_than_the_disk_holds_is_refused(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A small file can say that it is a large one; it is asked before any of it is unpacked."""
    file = taken(house)
    usage = shutil.disk_usage(house.folder)._replace(free=1_000)
    monkeypatch.setattr("shutil.disk_usage", lambda _place: usage)
    with pytest.raises(NoRoom, match="the disk has room for 0 MB") as refused:
        brought_back(file)
    assert "another disk" in refused.value.remedy
    assert not (file.parent / "restored").exists()


def test_what_does_not_fit_is_never_said_to_need_what_there_is() -> None:
    said = str(NoRoom(4_900_000, 4_200_000))
    assert "takes 5 MB, and the disk has room for 4 MB" in said


def test_a_link_in_a_back_up_comes_back_as_a_plain_file(house: House, tmp_path: Path) -> None:
    """Whoever bends an archive leads nobody to a file of this machine."""
    (tmp_path / "secret").write_text("of the machine")
    file = taken(house)
    with zipfile.ZipFile(file) as packed:
        kept = {info: packed.read(info) for info in packed.infolist()}
    for info in list(kept):
        if info.filename.endswith(".jpg"):
            info.external_attr = (stat.S_IFLNK | 0o777) << 16
            kept[info] = str(tmp_path / "secret").encode()
            mark = hashlib.sha256(kept[info]).hexdigest()
            name = info.filename
    found = json.loads(next(content for info, content in kept.items() if info.filename == LIST))
    found["files"][name] = mark
    with zipfile.ZipFile(file, "w") as packed:
        for info, content in kept.items():
            packed.writestr(info, json.dumps(found) if info.filename == LIST else content)
    folder, _ = brought_back(file)
    assert not any(each.is_symlink() for each in folder.rglob("*"))
    assert b"of the machine" not in b"".join(every_file(folder).values())


def test_a_back_up_cut_short_is_refused(house: House) -> None:
    file = taken(house)
    whole = file.read_bytes()
    for length in (0, 100, len(whole) // 2, len(whole) - 1):
        file.write_bytes(whole[:length])
        with pytest.raises(Refusal):
            brought_back(file)
        assert not (file.parent / "restored").exists()


def test_a_byte_changed_anywhere_is_found(house: House) -> None:
    """In the list too: nothing is brought back that is not what was backed up."""
    file = taken(house)
    folder, right = brought_back(file)
    expected = every_file(folder)
    whole = file.read_bytes()
    for count, place in enumerate(range(60, len(whole), len(whole) // 40)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        try:
            other, back = brought_back(file, f"restored-{count}")
        except Refusal:
            assert not (file.parent / f"restored-{count}").exists()
        else:
            # A byte of the archive's own making, such as the time of a file.
            assert (every_file(other), back) == (expected, right)


def test_a_back_up_of_a_newer_version_says_so(house: House) -> None:
    def newer(files: dict[str, bytes]) -> None:
        listed(files, lambda kept: kept.update(form=99))

    with pytest.raises(BackUpTooNew):
        brought_back(packed_anew(taken(house), newer))


def test_nothing_is_restored_over_something_else(house: House, tmp_path: Path) -> None:
    file = taken(house)
    before = every_file(house.folder)
    with pytest.raises(FolderInUse):
        bring_back(file, house.folder, quiet)
    with pytest.raises(FolderInUse):
        bring_back(file, file, quiet)
    with pytest.raises(NoFolderAbove):
        bring_back(file, tmp_path / "nowhere" / "data", quiet)
    assert every_file(house.folder) == before


def test_an_empty_folder_is_as_good_as_a_new_one(house: House) -> None:
    file = taken(house)
    (file.parent / "restored").mkdir()
    folder, _ = brought_back(file)
    assert every_file(folder) == every_file(house.folder)


def test_a_book_that_was_not_sound_is_brought_back_as_it_was_and_says_so(house: House) -> None:
    month = house.elm.folder / "journal" / "2026-03.beancount"
    month.write_text(month.read_text().replace("-10.00 GBP", "-9.00 GBP"))
    folder, back = brought_back(taken(house))
    assert every_file(folder) == every_file(house.folder)
    (elm,) = (each for each in back if each.found.title == "Elm Street" and each.grave)
    assert not elm.is_right
    assert elm.noted == elm.found


def test_a_change_of_the_people_while_they_are_copied_is_whole_in_it_or_not_there(
    house: House,
) -> None:
    """Somebody holds the database's write lock; the copy has what was there before."""
    with closing(sqlite3.connect(house.folder / "people.sqlite", isolation_level=None)) as rows:
        rows.execute("BEGIN IMMEDIATE")
        rows.execute("UPDATE memberships SET display_name = 'Nobody'")
        folder, _ = brought_back(taken(house))
        rows.execute("ROLLBACK")
    assert people.names_of(people.open_store(folder), house.elm.id)["P007"] == "Sam"


@pytest.mark.parametrize("where", ["old folder", "later back-up"])
def test_who_was_erased_since_stays_erased(house: House, where: str) -> None:
    earlier = taken(house)
    people.erase_member(house.store, house.elm.id, "P007")
    later = house.folder if where == "old folder" else taken(house, "two.zip")
    folder, _ = brought_back(earlier)
    assert people.names_of(people.open_store(folder), house.elm.id)["P007"] == "Sam"
    again = erase_as_in(folder, erased_in(later))
    assert (again.erased, again.declined) == (1, ())
    for name in ("people.sqlite", "people.sqlite-wal"):
        if (folder / name).exists():
            assert b"Sam" not in (folder / name).read_bytes()


@pytest.mark.parametrize("where", ["old folder", "later back-up"])
def test_what_was_blanked_since_is_blanked_again(house: House, where: str) -> None:
    words = ("Aldi", "Soup for Zebulon Quirke")
    number = record(house.elm.folder, spent(words=words), hand()).number
    act = Correction(corrects=number, because="Zebulon Quirke paid", right=spent(words=words))
    record(house.elm.folder, act, hand())
    (paper,) = record(house.elm.folder, spent(), hand(), [photographed()]).documents
    earlier = taken(house)
    hands, why = (hand("P001"), hand("P007")), "a neighbour was named"
    redact(house.elm.folder, number, Blanks(words=("Zebulon Quirke",)), why, hands)
    redact(
        house.elm.folder,
        paper.entry,
        Blanks(covers=(covered(house.elm.folder, paper.name),)),
        why,
        hands,
    )
    later = house.folder if where == "old folder" else taken(house, "two.zip")
    folder, _ = brought_back(earlier)
    assert found_in(folder) != []
    again = blank_as_in(folder, later)
    assert (again.entries, again.declined) == (2, ())
    assert found_in(folder, (b"zebulon", b"quirke", paper.name.encode())) == []
    shelf = folder / "books" / house.elm.id
    assert read(shelf).entries == read(house.elm.folder).entries
    assert blank_as_in(folder, later).entries == 0


def photographed() -> Attachment:
    return Attachment(paper=photo())


def test_who_cannot_be_erased_again_is_named_by_number(house: House) -> None:
    folder, _ = brought_back(taken(house))
    again = erase_as_in(folder, frozenset({(house.elm.id, "P001"), ("gone", "P001")}))
    assert again.erased == 0
    assert again.declined[0].startswith("P001 is still there: ")


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_a_place_that_does_not_know_who_was_erased_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises((NoPeopleThere, NoBackUp)):
        erased_in(tmp_path / name)


def test_a_history_that_is_being_tidied_is_waited_for(house: House, tmp_path: Path) -> None:
    """Its objects are on their way from one place to the other, and none may be missed."""
    lock = house.elm.folder / ".git" / "tidying.lock"
    bench = house.elm.folder / ".git" / "tidying"
    bench.mkdir(exist_ok=True)
    (bench / "half a pack").write_text("")
    with ThreadPoolExecutor(1) as pool:
        with lock.open("a") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            copy = pool.submit(copy_of_a_moment, house.elm.folder, tmp_path / "copy")
            time.sleep(0.3)
            assert not copy.done()
            assert record(house.elm.folder, spent(), hand()).number == "2026-0002"
        copy.result(20)
    assert {each.what for each in history.acts(tmp_path / "copy")} >= {"recorded 2026-0002"}
    assert not (tmp_path / "copy" / ".git" / "tidying").exists()
