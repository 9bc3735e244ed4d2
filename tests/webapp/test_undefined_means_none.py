"""A filter that names nothing that there is finds nothing; it is never taken for no filter."""

import pytest

from ledger.reading import Wanted, entries
from tests.webapp.books import sample_book
from tests.webapp.conftest import Neighbours
from webapp import people
from webapp.people import DraftPlace, Role, Store

NOWHERE = ["", "no-such-group", "%", "*", "' OR 1=1 --"]


@pytest.mark.parametrize("group_id", NOWHERE)
def test_a_group_that_is_not_there_has_nobody_and_nothing(
    store: Store, elm: Neighbours, oak: Neighbours, group_id: str
) -> None:
    for somebody in (elm, oak):
        people.new_funder_link(store, somebody.group.id, "general", "the council")
        people.invite(store, somebody.group.id, Role.MEMBER)
    assert people.members_of(store, group_id) == ()
    assert people.names_of(store, group_id) == {}
    assert people.invitations_of(store, group_id) == ()
    assert people.funder_links_of(store, group_id) == ()
    assert people.open_questions(store, group_id) == ()
    assert people.questions_of(store, group_id, "general") == ()
    assert people.group_at(store, group_id) is None
    assert people.group_by_id(store, group_id) is None
    assert len(people.members_of(store, elm.group.id)) == len(Role)


@pytest.mark.parametrize("secret", NOWHERE)
def test_a_secret_that_is_none_opens_nothing(store: Store, elm: Neighbours, secret: str) -> None:
    people.new_funder_link(store, elm.group.id, "general", "the council")
    assert people.open_funder_link(store, secret) is None
    assert people.person_of_session(store, secret) is None
    with pytest.raises(people.InvitationGone):
        people.look_at_invitation(store, secret)
    with pytest.raises(people.RecoveryCodeUnknown):
        people.use_recovery_code(store, secret, "four words in a row")


def test_nobody_belongs_to_no_group_and_has_no_drafts(store: Store, elm: Neighbours) -> None:
    assert people.groups_of(store, 0) == ()
    assert people.member_of(store, elm.group.id, 0) is None
    assert people.draft_papers(store, DraftPlace(group_id="", person_id=0, form_key="")) == ()


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(fund="no-such-fund"),
        Wanted(fund="%"),
        Wanted(direction="sideways"),
        Wanted(person="P999"),
        Wanted(words="zyzzogeton"),
    ],
)
def test_a_filter_of_entries_that_names_nothing_finds_nothing(
    elm: Neighbours, wanted: Wanted
) -> None:
    place = sample_book(elm.group)
    assert entries(place, Wanted(), sees_help=True).count > 50
    found = entries(place, wanted, sees_help=True)
    assert (found.lines, found.count) == ((), 0)
