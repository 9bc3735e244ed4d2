"""The home of a group is drawn once for the same values, and never a moment out of date."""

from datetime import date

import pytest

from ledger.entries.acts import Expense, Share
from ledger.money import Money
from ledger.recording import record
from tests.webapp.books import hand, let_in, sample_book
from tests.webapp.conftest import Neighbours, neighbours
from webapp import people
from webapp.app import create_app
from webapp.people import Role
from webapp.settings import Settings


class Street:
    """A group with the sample's book, and what its members see when they come home."""

    def __init__(self, settings: Settings, store: people.Store) -> None:
        self.app = create_app(settings)
        self.store = store
        self.elm: Neighbours = neighbours(store, "Elm Street")
        self.book = sample_book(self.elm.group)
        self.browsers = {role: let_in(self.app, store, self.elm, role) for role in Role}

    def home(self, role: Role = Role.TREASURER) -> str:
        """Look twice, so that the second is what was kept; both are the same but for a token."""
        address = f"/g/{self.elm.group.address}/"
        pages = [self.browsers[role].get(address) for _ in range(2)]
        assert [page.status_code for page in pages] == [200, 200]
        seen = [page.text.partition("<main")[2] for page in pages]
        assert seen[0] == seen[1]
        return seen[0]


@pytest.fixture
def street(settings: Settings, store: people.Store) -> Street:
    return Street(settings, store)


def bought(what_for: str) -> Expense:
    share = Share(fund="general", account="Expenses:Food", amount=Money(12_34))
    return Expense(
        day=date(2026, 4, 1),
        paid_to="Kettles Ltd",
        what_for=what_for,
        paid_from="Assets:Bank:Current",
        shares=(share,),
    )


def test_what_was_recorded_elsewhere_is_on_the_next_home(street: Street) -> None:
    assert "A new kettle" not in street.home()
    record(street.book, bought("A new kettle"), hand())
    assert "A new kettle" in street.home()


def test_what_was_changed_by_hand_is_on_the_next_home(street: Street) -> None:
    street.home()
    main = street.book / "book.beancount"
    title = f'option "title" "{street.elm.group.title}"'
    assert title in main.read_text()
    main.write_text(main.read_text().replace(title, 'option "title" "Elm and Ash"'))
    assert "Elm and Ash" in street.home()


def test_each_role_has_a_home_of_its_own(street: Street) -> None:
    treasurer, member = street.home(), street.home(Role.MEMBER)
    assert "photos are missing" in treasurer
    assert "photos are missing" not in member


def test_a_question_of_a_funder_is_on_the_next_home_of_a_treasurer(street: Street) -> None:
    street.home()
    link = people.new_funder_link(street.store, street.elm.group.id, "general", "Council")
    opened = people.open_funder_link(street.store, link)
    assert opened is not None
    people.ask_question(street.store, opened.id, "2026-0001", "What were the pans for?")
    assert "What were the pans for?" in street.home()
    assert "What were the pans for?" not in street.home(Role.MEMBER)


def test_a_new_day_is_another_home(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webapp.desk.today", lambda: date(2026, 3, 31))
    assert "was to be spent by 31 March 2026" not in street.home()
    monkeypatch.setattr("webapp.desk.today", lambda: date(2026, 4, 1))
    assert "was to be spent by 31 March 2026" in street.home()


def test_who_was_removed_comes_home_no_more(street: Street) -> None:
    street.home(Role.MEMBER)
    member = street.elm.members[Role.MEMBER]
    elsewhere = people.open_store(street.book.parents[1])
    people.remove_member(elsewhere, street.elm.group.id, member.number)
    answer = street.browsers[Role.MEMBER].get(f"/g/{street.elm.group.address}/")
    assert answer.status_code == 302
    assert "sign-in" in answer.location


def test_a_name_on_the_home_is_the_one_of_now(street: Street) -> None:
    number = street.elm.members[Role.MEMBER].number
    record(street.book, bought(f"Bread for {number}"), hand())
    assert "Bread for Member of Elm Street" in street.home()
    people.rename_member(street.store, street.elm.group.id, number, "Meera")
    assert "Bread for Meera" in street.home()
