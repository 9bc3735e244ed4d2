"""What is remembered of the people database is never anything but what stands in it now."""

import multiprocessing
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from tests.webapp.conftest import neighbours
from webapp import people
from webapp.people import Role
from webapp.people.remembered import at_one_moment
from webapp.people.sessions import DAYS_SIGNED_IN
from webapp.people.store import utc_now
from webapp.people.tables import GroupRow

FORKED = multiprocessing.get_context("fork")


@pytest.fixture
def elsewhere(data: Path, store: people.Store) -> people.Store:
    """The same people, as another process has them open."""
    del store
    return people.open_store(data)


def test_nothing_is_read_again_while_nothing_changed(store: people.Store) -> None:
    elm = neighbours(store, "Elm Street").group
    asked: list[str] = []

    def note(*said: str) -> None:
        asked.append(said[2])

    event.listen(store.looking.kw["bind"], "before_cursor_execute", note)
    before = [people.group_at(store, "elm-street"), people.members_of(store, elm.id)]
    read_once = len(asked)
    assert [people.group_at(store, "elm-street"), people.members_of(store, elm.id)] == before
    assert len(asked) == read_once


def test_for_one_answer_it_is_asked_once_if_anything_changed(
    store: people.Store, elsewhere: people.Store
) -> None:
    elm = neighbours(store, "Elm Street").group
    assert people.group_at(store, "elm-street") == elm
    asked: list[str] = []
    store.remembered._connection().set_trace_callback(asked.append)
    with at_one_moment():
        for _ in range(3):
            assert people.group_at(store, "elm-street") == elm
        assert len(asked) == 1
        people.rename_group(elsewhere, elm.id, title="Elm Road", address="elm-street")
    with at_one_moment():
        found = people.group_at(store, "elm-street")
    assert found is not None
    assert (found.title, len(asked)) == ("Elm Road", 2)


def test_what_an_answer_changes_itself_is_seen_by_the_same_answer(store: people.Store) -> None:
    elm = neighbours(store, "Elm Street").group
    with at_one_moment():
        assert people.group_at(store, "elm-street") == elm
        people.rename_group(store, elm.id, title="Elm Road", address="elm-street")
        found = people.group_at(store, "elm-street")
    assert found is not None
    assert found.title == "Elm Road"


def test_who_was_removed_elsewhere_is_signed_out_at_once(
    store: people.Store, elsewhere: people.Store
) -> None:
    elm = neighbours(store, "Elm Street")
    member = elm.members[Role.MEMBER]
    assert member.person_id is not None
    secret = people.start_session(store, member.person_id)
    assert people.person_of_session(store, secret) is not None
    assert people.member_of(store, elm.group.id, member.person_id) == member
    people.remove_member(elsewhere, elm.group.id, member.number)
    assert people.person_of_session(store, secret) is None
    assert people.member_of(store, elm.group.id, member.person_id) is None


def test_a_session_that_ended_elsewhere_has_ended_here(
    store: people.Store, elsewhere: people.Store
) -> None:
    person = neighbours(store, "Elm Street").members[Role.TREASURER].person_id
    assert person is not None
    secret = people.start_session(store, person)
    assert people.person_of_session(store, secret) is not None
    people.end_session(elsewhere, secret)
    assert people.person_of_session(store, secret) is None


def test_a_session_runs_out_though_nothing_changed(data: Path) -> None:
    now = [utc_now()]

    def clock() -> datetime:
        return now[0]

    store = people.open_store(data, now=clock)
    person = neighbours(store, "Elm Street").members[Role.TREASURER].person_id
    assert person is not None
    secret = people.start_session(store, person)
    assert people.person_of_session(store, secret) is not None
    now[0] += timedelta(days=DAYS_SIGNED_IN)
    assert people.person_of_session(store, secret) is None


def test_a_name_that_was_erased_is_shown_no_more(
    store: people.Store, elsewhere: people.Store
) -> None:
    elm = neighbours(store, "Elm Street")
    member = elm.members[Role.MEMBER]
    assert people.names_of(store, elm.group.id)[member.number] == "Member of Elm Street"
    people.erase_member(elsewhere, elm.group.id, member.number)
    assert people.names_of(store, elm.group.id)[member.number] == people.SOMEBODY_WHO_LEFT


def test_a_draft_is_found_as_soon_as_it_is_kept(
    store: people.Store, elsewhere: people.Store
) -> None:
    elm = neighbours(store, "Elm Street")
    person = elm.members[Role.MEMBER].person_id
    assert person is not None
    place = people.DraftPlace(group_id=elm.group.id, person_id=person, form_key="one")
    assert people.draft_papers(store, place) == ()
    paper = people.DraftPaper(content=b"a photo", sha256="0" * 64, suffix="jpg")
    people.keep_draft(elsewhere, place, [paper])
    assert people.draft_papers(store, place) == (paper,)


def test_a_process_that_was_split_off_sees_what_changes_after(store: people.Store) -> None:
    neighbours(store, "Elm Street")
    elm = people.group_at(store, "elm-street")
    assert elm is not None
    parent, child = FORKED.Pipe()
    process = FORKED.Process(target=_tell_titles, args=(store, child))
    process.start()
    parent.send("tell")
    assert parent.recv() == "Elm Street"
    people.rename_group(store, elm.id, title="Elm Road", address="elm-street")
    parent.send("tell")
    assert parent.recv() == "Elm Road"
    parent.send("")
    process.join()


def _tell_titles(store: people.Store, asked: Connection) -> None:
    while asked.recv():
        found = people.group_at(store, "elm-street")
        asked.send(found.title if found else "")


def test_what_was_read_before_a_change_is_not_given_after_it(store: people.Store) -> None:
    """A reading that is overtaken by a change is forgotten with the version that it began in."""

    def overtaken(rows: Session) -> int:
        found = rows.scalar(select(func.count()).select_from(GroupRow))
        people.create_group(store, "Oak Road")
        return found or 0

    assert store.known("groups", overtaken) == 0
    counted = store.known("groups", lambda rows: rows.scalar(select(func.count(GroupRow.id))))
    assert counted == 1


def test_an_address_that_no_group_can_have_is_not_even_asked_for(store: people.Store) -> None:
    neighbours(store, "Elm Street")
    asked: list[str] = []

    def note(*said: str) -> None:
        asked.append(said[2])

    event.listen(store.looking.kw["bind"], "before_cursor_execute", note)
    assert people.group_at(store, "x" * 200_000) is None
    assert asked == []
