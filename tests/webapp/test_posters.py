"""Who gets the poster, and what stands in its way where the public page is off."""

import flask
import pytest

from tests.grant_reports.reading import on_one_line
from tests.webapp.books import let_in, sample_book
from tests.webapp.conftest import Neighbours
from webapp import people
from webapp.people import Role, Store


@pytest.fixture
def public(store: Store, elm: Neighbours) -> Neighbours:
    sample_book(elm.group)
    people.choose_public(store, elm.group.id, public=True)
    return elm


@pytest.mark.parametrize("role", list(Role))
def test_everybody_in_the_group_can_print_it(
    app: flask.Flask, store: Store, public: Neighbours, role: Role
) -> None:
    client = let_in(app, store, public, role)
    answer = client.get(f"/g/{public.group.address}/poster")
    assert answer.mimetype == "application/pdf"
    assert f"/open/{public.group.address}" in on_one_line(answer.data)


def test_it_says_no_more_than_the_public_page(
    app: flask.Flask, store: Store, public: Neighbours
) -> None:
    client = let_in(app, store, public, Role.TREASURER)
    words = on_one_line(client.get(f"/g/{public.group.address}/poster").data)
    assert "£3,788.87" in words
    assert "£3,684.87" not in words


def test_without_a_public_page_it_is_refused_with_the_way_to_turn_it_on(
    app: flask.Flask, store: Store, elm: Neighbours
) -> None:
    sample_book(elm.group)
    address = f"/g/{elm.group.address}/poster"
    answer = let_in(app, store, elm, Role.TREASURER).get(address)
    assert answer.status_code == 422
    assert "The public page of this group is off" in answer.text
    assert "Settings, “Who may see it”" in answer.text
    assert f'href="/g/{elm.group.address}/settings' in answer.text
    as_member = let_in(app, store, elm, Role.MEMBER).get(address)
    assert as_member.status_code == 422
    assert "settings" not in as_member.text


def test_books_that_are_being_put_right_have_no_poster(
    app: flask.Flask, store: Store, public: Neighbours
) -> None:
    with (public.group.folder / "journal/2026-03.beancount").open("a") as month:
        month.write("\n2026-03-30 nonsense\n")
    answer = let_in(app, store, public, Role.TREASURER).get(f"/g/{public.group.address}/poster")
    assert answer.status_code == 503
    assert "£" not in answer.text
