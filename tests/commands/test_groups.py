"""`purse demo`, `new-group` and `invite`: groups, and the links that lead into them."""

import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest

from ledger.reading import entry
from tests.commands.conftest import PAPER, Type
from webapp import people
from webapp.aside import made_aside, sweep
from webapp.people import NewPerson, Role

OUTSIDE = """
option "title" "Oak Road Kitchen"
2026-01-01 open Assets:Bank:Current GBP
2026-01-01 open Liabilities:Claims:P007 GBP
2026-01-01 open Expenses:Food GBP
2026-01-01 custom "fund" "general" "unrestricted"
2026-01-02 * "Aldi" "Tea" #general ^2026-0001
  kind: "expense"
  recorded-by: "P003"
  Expenses:Food          4.00 GBP
  Assets:Bank:Current   -4.00 GBP
2026-01-02 document Expenses:Food "2026-0001-{short}.jpg" #general ^2026-0001
  sha256: "{whole}"
  total: 4.00 GBP
"""
LINK = re.compile(r"http://127\.0\.0\.1:8000/invitation/([\w-]+)\n")


def outside(folder: Path) -> Path:
    """A book in a single file, with its one paper beside it."""
    whole = hashlib.sha256(PAPER.read_bytes()).hexdigest()
    shutil.copy(PAPER, folder / f"2026-0001-{whole[:8]}.jpg")
    file = folder / "oak.beancount"
    file.write_text(OUTSIDE.format(short=whole[:8], whole=whole))
    return file


def test_a_demo_tells_its_links(typed: Type, sample: Path) -> None:
    told = json.loads(typed("demo", sample, "--json", "--port", "9000").out)
    assert set(told) == {"url", "group", "links", "public"}
    assert set(told["links"]) == {"treasurer", "member", "auditor", "funder"}
    assert (told["url"], told["group"]) == ("http://127.0.0.1:9000", "elm-street")
    assert all(link.startswith("http://127.0.0.1:9000/") for link in told["links"].values())
    assert told["public"] == "http://127.0.0.1:9000/open/elm-street"


def test_a_second_demo_makes_nothing_anew(typed: Type, data: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (data / "books").rglob("*.beancount")}
    first, second = (typed("demo", data, "--json").out for _ in range(2))
    assert first == second
    assert before == {path: path.stat().st_mtime_ns for path in before}


def test_a_demo_that_was_broken_off_is_finished(typed: Type, data: Path, book: Path) -> None:
    (book / "book.beancount").unlink()
    assert typed("demo", data).code == 0
    assert typed("check", book).code == 0


def test_a_demo_does_not_come_among_other_groups(typed: Type, tmp_path: Path) -> None:
    people.create_group(people.open_store(tmp_path), "Oak Road Kitchen")
    assert "holds other groups already" in typed("demo", tmp_path).sentence


def test_a_new_group_has_a_sound_book_and_an_invitation(typed: Type, tmp_path: Path) -> None:
    said = typed("new-group", "--title", "Oak Road Kitchen", "--data", tmp_path)
    found = LINK.fullmatch(said.out)
    assert found
    store = people.open_store(tmp_path)
    newcomer = NewPerson(name="Ola", sign_in_name="ola@oak", password="four words in a row")
    member = people.accept(store, found[1], newcomer)
    (group,) = people.all_groups(store)
    assert (member.role, group.address) == (Role.TREASURER, "oak-road-kitchen")
    assert typed("check", group.folder).code == 0


def test_a_file_is_brought_in_with_its_papers_and_its_people(typed: Type, tmp_path: Path) -> None:
    theirs = outside(tmp_path)
    said = typed("new-group", "--from", theirs, "--data", tmp_path / "data")
    assert (said.err, bool(LINK.fullmatch(said.out))) == ("", True)
    store = people.open_store(tmp_path / "data")
    (group,) = people.all_groups(store)
    assert group.title == "Oak Road Kitchen"
    # Whoever comes next is given a number that nobody has in the book.
    assert set(people.names_of(store, group.id)) == {"P003", "P007"}
    assert len(entry(group.folder, "2026-0001", sees_help=True).papers) == 1
    assert typed("check", group.folder).code == 0


def test_a_paper_that_is_not_what_the_file_says_stays_out(typed: Type, tmp_path: Path) -> None:
    theirs = outside(tmp_path)
    next(tmp_path.glob("*.jpg")).write_bytes(b"something else")
    said = typed("new-group", "--from", theirs, "--data", tmp_path / "data")
    assert "1 paper was not as the file says" in said.err
    assert not list((tmp_path / "data").rglob("*.jpg"))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "The name of the group is missing"),
        (("--title", "Oak", "--year-end", "31-03"), "is not a year end"),
        (("--title", "Oak", "--start", "soon"), "is not a day"),
        (("--title", "Oak", "--legal-form", "cic"), "cic"),
        (("--title", "Oak", "--address", "Oak Road!"), "small letters"),
        (("--title", "Oak", "--from", "nowhere.beancount"), "no book at “nowhere.beancount”"),
        (("--title", "a" * 121), "at most 120 are kept"),
    ],
)
def test_a_group_that_cannot_be_leaves_nothing_behind(
    words: tuple[str, ...], told: str, typed: Type, tmp_path: Path
) -> None:
    said = typed("new-group", *words, "--data", tmp_path)
    assert (said.code, told in said.sentence) == (2, True)
    assert not people.any_group(people.open_store(tmp_path))
    assert not list((tmp_path / "books").glob("*"))


def test_an_invitation_is_for_a_role_and_a_name(typed: Type, data: Path) -> None:
    words = ("--group", "elm-street", "--role", "examiner", "--name", "Ada", "--data", data)
    found = LINK.fullmatch(typed("invite", *words).out)
    assert found
    store = people.open_store(data)
    invitation = people.look_at_invitation(store, found[1])
    assert invitation.role is Role.AUDITOR
    assert people.name_of(store, invitation.group.id, invitation.number or "") == "Ada"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--group", "oak"), "No group here has the address “oak”"),
        (("--group", "elm-street", "--role", "funder"), "funder"),
        (("--group", "elm-street", "--name", "\u202e"), "not a name that can be shown"),
        ((), "--group"),
    ],
)
def test_an_invitation_that_cannot_be_is_refused(
    words: tuple[str, ...], told: str, typed: Type, data: Path
) -> None:
    assert told in typed("invite", *words, "--data", data).sentence


def test_a_folder_without_groups_is_not_made_by_asking(typed: Type, tmp_path: Path) -> None:
    said = typed("invite", "--group", "elm-street", "--data", tmp_path / "nowhere")
    assert "holds no groups" in said.sentence
    assert not (tmp_path / "nowhere").exists()


def test_a_neighbour_of_the_sample_who_was_removed_takes_only_their_link_along(
    typed: Type, data: Path
) -> None:
    store = people.open_store(data)
    (group,) = people.all_groups(store)
    people.remove_member(store, group.id, "P004")
    said = typed("demo", data, "--json")
    assert said.code == 0
    assert set(json.loads(said.out)["links"]) == {"treasurer", "auditor", "funder"}
    assert "  member" not in typed("demo", data).out


def test_what_was_revoked_or_closed_in_the_sample_is_not_told_any_more(
    typed: Type, data: Path
) -> None:
    store = people.open_store(data)
    (group,) = people.all_groups(store)
    (link,) = people.funder_links_of(store, group.id)
    people.revoke_funder_link(store, group.id, link.id)
    people.choose_public(store, group.id, public=False)
    people.new_funder_link(store, group.id, "council-food-2025", "Northgate Council")
    told = json.loads(typed("demo", data, "--json").out)
    assert set(told["links"]) == {"treasurer", "member", "auditor"}
    assert told["public"] == ""
    words = typed("demo", data).out
    assert "  funder" not in words
    assert "  anybody" not in words
    assert people.all_groups(store)[0].public is False, "and what was closed is not opened again"


def test_a_sample_made_before_its_link_had_a_number_tells_it_until_it_is_revoked(
    typed: Type, data: Path
) -> None:
    kept = data / "sample-funder.json"
    secret = json.loads(kept.read_text())["secret"]
    kept.write_text(json.dumps({"secret": secret}))
    assert secret in typed("demo", data).out
    store = people.open_store(data)
    (group,) = people.all_groups(store)
    (link,) = people.funder_links_of(store, group.id)
    assert link.last_opened_at is None, "telling it is not opening it"
    people.revoke_funder_link(store, group.id, link.id)
    assert secret not in typed("demo", data).out


def test_an_address_that_another_group_has_gets_a_figure_and_says_so(
    typed: Type, tmp_path: Path
) -> None:
    wanted = ("new-group", "--title", "Oak Road Kitchen", "--data", tmp_path)
    assert typed(*wanted).err == ""
    said = typed(*wanted, "--address", "oak-road-kitchen")
    assert LINK.fullmatch(said.out)
    assert "Its address is /g/oak-road-kitchen-2." in said.err
    assert "another group" not in said.err.lower()
    found = {each.address for each in people.all_groups(people.open_store(tmp_path))}
    assert found == {"oak-road-kitchen", "oak-road-kitchen-2"}


def test_what_was_left_aside_by_somebody_who_was_killed_is_swept(tmp_path: Path) -> None:
    books = tmp_path / "books"
    (books / ".new-0123" / "journal").mkdir(parents=True)
    with made_aside(books) as making:
        making.mkdir()
        sweep(books)
        assert making.is_dir()
    sweep(books)
    assert list(books.iterdir()) == []
