"""`purse backup` and `purse restore`, as they are typed."""

import re
import shutil
import stat
from pathlib import Path

from tests.commands.conftest import Type
from webapp import people


def test_a_back_up_is_named_for_its_moment_and_comes_back(
    run: Type, typed: Type, data: Path, tmp_path: Path
) -> None:
    (tmp_path / "kept").mkdir()
    said = run("backup", "--data", data, tmp_path / "kept")
    assert said.code == 0, said.err
    file = Path(said.out.strip())
    assert re.fullmatch(r"common-purse-\d{4}-\d\d-\d\d-\d{6}\.zip", file.name)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    back = run("restore", file, tmp_path / "restored")
    assert back.code == 0, back.err
    first, last = back.out.splitlines()
    assert re.fullmatch(
        r"Elm Street Mutual Aid: \d+ entries, version [0-9a-f]{12}, "
        r"the same balances as when it was backed up\.",
        first,
    )
    assert last.endswith(f" is in {tmp_path / 'restored'}.")
    (book,) = (tmp_path / "restored" / "books").iterdir()
    (before,) = (data / "books").iterdir()
    assert typed("check", book).out == typed("check", before).out
    assert typed("invite", "--group", "elm-street", "--data", tmp_path / "restored").code == 0


def test_a_book_that_is_not_sound_comes_back_and_ends_with_one(
    typed: Type, data: Path, book: Path, tmp_path: Path
) -> None:
    month = max((book / "journal").iterdir())
    month.write_text(month.read_text().replace("Assets:Bank:Current", "Assets:Bank:Currant", 1))
    typed("backup", "--data", data, tmp_path / "one.zip")
    said = typed("restore", tmp_path / "one.zip", tmp_path / "restored")
    assert said.code == 1
    assert "  to mend: " in said.out
    assert typed("check", tmp_path / "restored" / "books" / book.name).code == 1


def test_who_was_erased_since_is_erased_again(typed: Type, data: Path, tmp_path: Path) -> None:
    typed("backup", "--data", data, tmp_path / "one.zip")
    store = people.open_store(data)
    (group,) = people.all_groups(store)
    people.erase_member(store, group.id, "P007")
    target = tmp_path / "restored"
    said = typed("restore", tmp_path / "one.zip", target, "--erased-in", data)
    assert said.code == 0, said.err
    assert "Erased once more" in said.out
    assert people.names_of(people.open_store(target), group.id)["P007"] == people.SOMEBODY_WHO_LEFT


def test_what_cannot_be_backed_up_or_restored_is_one_sentence(
    typed: Type, data: Path, tmp_path: Path
) -> None:
    file = tmp_path / "one.zip"
    assert "holds no groups" in typed("backup", "--data", tmp_path, file).sentence
    assert "There is no folder" in typed("backup", "--data", data, tmp_path / "no" / "x").sentence
    assert typed("backup", "--data", data, file).code == 0
    assert "is there already" in typed("backup", "--data", data, file).sentence
    assert "is not empty" in typed("restore", file, data).sentence
    assert "not a whole back-up" in typed("restore", tmp_path / "no.zip", tmp_path / "x").sentence
    shutil.copy(file, tmp_path / "two.zip")
    (tmp_path / "two.zip").write_bytes(file.read_bytes()[:-500])
    assert "not a whole" in typed("restore", tmp_path / "two.zip", tmp_path / "x").sentence
    nothing = ("--erased-in", tmp_path / "nothing")
    (tmp_path / "nothing").mkdir()
    said = typed("restore", file, tmp_path / "x", *nothing)
    assert "does not say who was erased" in said.sentence
    assert not (tmp_path / "x").exists()
