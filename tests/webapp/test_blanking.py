"""A name that slipped in is blanked out by two people, and nobody reads it anywhere after."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from ledger import recording
from ledger.accounts import BANK
from ledger.beans.blanking import BLANKED
from ledger.entries.acts import Expense, Share
from ledger.money import Money
from tests.ledger.test_redacting import found_in
from tests.webapp.conftest import PASSWORD, Neighbours, sign_in
from tests.webapp.test_entries import _TOKEN, SHOPPING, TODAY, Desk, a_book, desk_of, photo
from webapp import people
from webapp.people import Role, Store
from webapp.people.blankings import DAYS_OPEN

Browser = Callable[[], FlaskClient]
WHY = "a neighbour’s name stood there"


@pytest.fixture
def treasurer(browser: Browser, elm: Neighbours) -> Desk:
    a_book(elm.group.folder, elm.members[Role.TREASURER].number)
    return desk_of(browser, elm, Role.TREASURER)


@pytest.fixture
def number(treasurer: Desk, elm: Neighbours) -> str:
    """An entry that names somebody; the form's kind question was answered with a yes."""
    amount = Money(12_40)
    act = Expense(
        day=TODAY,
        paid_to="Aldi",
        what_for="Soup for Zebulon Quirke, and bread",
        shares=(Share(fund="general", account="Expenses:Food", amount=amount),),
        paid_from=BANK,
    )
    by = recording.Hand(by=elm.members[Role.TREASURER].number, today=TODAY)
    return recording.record(treasurer.place, act, by).number


def second(browser: Browser, store: Store, elm: Neighbours) -> Desk:
    """Another treasurer of the same group."""
    secret = people.invite(store, elm.group.id, Role.TREASURER, by="P001")
    person = people.NewPerson(name="Sam", sign_in_name="sam@elm.example", password=PASSWORD)
    people.accept(store, secret, person)
    client = browser()
    sign_in(client, "sam@elm.example")
    return Desk(client=client, group=elm.group.address, place=elm.group.folder)


def ticks(page: str, *words: str) -> list[str]:
    """The values of some words on the form."""
    boxes = re.findall(
        r'name="word" value="([0-9.]+)"[^>]*><span class="choice-text">([^<]+)<', page
    )
    return [value for value, word in boxes if word in words]


def propose(desk: Desk, number: str, because: str = WHY) -> str:
    page = desk.client.get(desk.at(f"entries/{number}/blank")).text
    words = ticks(page, "Zebulon", "Quirke")
    answer = desk.send(f"entries/{number}/blank", follow=True, word=words, because=because)
    return answer.text


def press(desk: Desk, number: str, act: str) -> tuple[int, str]:
    """Press one of the buttons on the page of a proposal."""
    page = desk.client.get(desk.at(f"entries/{number}/blanking")).text
    token = _TOKEN.search(page) or _TOKEN.search(desk.client.get(desk.at("")).text)
    typed = {"csrf_token": token[1] if token else ""}
    answer = desk.client.post(desk.at(f"entries/{number}/blanking/{act}"), data=typed)
    return answer.status_code, answer.text


def test_one_proposes_another_agrees_and_the_words_are_nowhere(
    treasurer: Desk, number: str, browser: Browser, store: Store, elm: Neighbours
) -> None:
    page = propose(treasurer, number)
    assert f"Soup for {BLANKED}, and bread" in page
    assert "thirty days for" in page
    other = second(browser, store, elm)
    assert "waits for a second person" in other.client.get(other.at(f"entries/{number}")).text
    assert press(other, number, "agree")[0] == 303
    shown = treasurer.client.get(treasurer.at(f"entries/{number}")).text
    assert f"Soup for {BLANKED}, and bread" in shown
    assert re.search(rf"What named somebody was blanked out by .* and Sam, because: {WHY}", shown)
    assert found_in(elm.group.folder.parent.parent, (b"zebulon", b"quirke")) == []


def test_nobody_agrees_to_what_they_proposed_themselves(treasurer: Desk, number: str) -> None:
    page = propose(treasurer, number)
    assert "Agree, and blank it out" not in page
    code, answer = press(treasurer, number, "agree")
    assert code == 422
    assert "two people" in answer
    assert "Quirke" in str(treasurer.book().entries[number])


def test_a_member_agrees_only_where_there_is_no_other_treasurer(
    treasurer: Desk, number: str, browser: Browser, store: Store, elm: Neighbours
) -> None:
    propose(treasurer, number)
    member = desk_of(browser, elm, Role.MEMBER)
    other = second(browser, store, elm)
    assert press(member, number, "agree")[0] == 422
    person = next(each for each in people.members_of(store, elm.group.id) if each.name == "Sam")
    people.change_role(store, elm.group.id, person.number, Role.AUDITOR)
    assert press(other, number, "agree")[0] == 403
    assert press(member, number, "agree")[0] == 303
    assert "Quirke" not in str(treasurer.book().entries[number])


def test_a_proposal_holds_no_word_is_withdrawn_and_ends_after_thirty_days(
    treasurer: Desk, number: str, store: Store, elm: Neighbours
) -> None:
    propose(treasurer, number)
    files = elm.group.folder.parent.parent.glob("people.sqlite*")
    assert [each for each in files if b"quirke" in each.read_bytes().lower()] == []
    assert press(treasurer, number, "withdraw")[0] == 303
    assert treasurer.client.get(treasurer.at(f"entries/{number}/blanking")).status_code == 404
    propose(treasurer, number)
    kept = people.blanking_of(store, elm.group.id, number)
    assert kept is not None
    now = store.now()
    later = replace(store, now=lambda: now + timedelta(days=DAYS_OPEN, minutes=1))
    assert people.blanking_of(later, elm.group.id, number) is None


@pytest.mark.parametrize(
    ("because", "ticked", "words"),
    [
        ("", ("Zebulon", "Quirke"), "Why the words"),
        ("Zebulon Quirke", ("Zebulon", "Quirke"), "very words"),
        (WHY, (), "Nothing would"),
    ],
)
def test_a_refusal_keeps_what_was_ticked_and_says_what_to_do(
    treasurer: Desk, number: str, because: str, ticked: tuple[str, ...], words: str
) -> None:
    page = treasurer.client.get(treasurer.at(f"entries/{number}/blank")).text
    values = ticks(page, *ticked) if ticked else []
    answer = treasurer.send(f"entries/{number}/blank", word=values, because=because)
    assert answer.status_code == 422
    assert words in answer.text
    assert answer.text.count(" checked") == len(values)


def test_who_is_a_treasurer_no_longer_is_offered_no_way_that_is_shut(
    treasurer: Desk, number: str, browser: Browser, store: Store, elm: Neighbours
) -> None:
    propose(treasurer, number)
    other = second(browser, store, elm)
    people.change_role(store, elm.group.id, elm.members[Role.TREASURER].number, Role.MEMBER)
    page = treasurer.client.get(treasurer.at(f"entries/{number}/blanking")).text
    assert "It needs a second person" in page
    assert "/blanking/withdraw" not in page
    shown = other.client.get(other.at(f"entries/{number}/blanking")).text
    assert f"/entries/{number}/blanking/withdraw" in shown


def test_what_was_added_since_is_looked_at_first(
    treasurer: Desk, number: str, browser: Browser, store: Store, elm: Neighbours
) -> None:
    propose(treasurer, number)
    treasurer.client.post(
        treasurer.at(f"entries/{number}/declare"),
        data={
            "state": "lost",
            "because": "Quirke has it",
            "csrf_token": _TOKEN.search(
                treasurer.client.get(treasurer.at(f"entries/{number}")).text
            )[1],
        },
    )
    other = second(browser, store, elm)
    code, answer = press(other, number, "agree")
    assert code == 422
    assert "Withdraw it, and propose it once more." in answer


def test_a_part_of_the_paper_is_covered_with_another_file_and_the_old_is_gone(
    treasurer: Desk, browser: Browser, store: Store, elm: Neighbours
) -> None:
    treasurer.send("out", paper=(photo("red"), "a.jpg"), **SHOPPING)
    number, entry = list(treasurer.book().entries.items())[-1]
    (old,) = entry.documents
    form = f"entries/{number}/blank?paper={old.name}"
    assert treasurer.send(form, because=WHY).status_code == 422
    sides = {"box-left": "0", "box-top": "0", "box-width": "50", "box-height": "50"}
    page = treasurer.send(form, follow=True, because=WHY, **sides).text
    assert 'width="50.00"' in page
    other = second(browser, store, elm)
    assert press(other, number, "agree")[0] == 303
    (new,) = treasurer.book().entries[number].documents
    assert new.name != old.name
    assert treasurer.client.get(treasurer.at(f"papers/{old.name}")).status_code == 404
    assert treasurer.client.get(treasurer.at(f"papers/{new.name}")).status_code == 200
