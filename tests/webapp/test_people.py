"""The people database: who belongs, who does not any more, and what is kept of them."""

import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from ledger.errors import Refusal
from tests.webapp.conftest import THE_REAL_HASHER
from webapp import people
from webapp.people import DraftPaper, DraftPlace, Founding, NewPerson, Role, Store, passwords
from webapp.people.migrations import NEWEST
from webapp.people.migrations.upgrade import settings as migration_settings
from webapp.people.tables import Table

JO = NewPerson(name="Jo", sign_in_name="Jo@Example.org", password="cold tea and biscuits")
SAM = NewPerson(name="Sam", sign_in_name="sam", password="rain on a tin roof")


def everything_kept(folder: Path) -> bytes:
    """Every byte of the database, its log of changes included."""
    return b"".join(path.read_bytes() for path in sorted(folder.glob("people.sqlite*")))


def later(store: Store, **ahead: int) -> Store:
    """The same store, when some time has gone by."""
    return replace(store, now=lambda: datetime.now(UTC) + timedelta(**ahead))


@pytest.fixture
def group(store: Store) -> people.Group:
    return people.create_group(store, "Elm Street Mutual Aid")


def joined(store: Store, group: people.Group, who: NewPerson, role: Role) -> people.Member:
    return people.accept(store, people.invite(store, group.id, role), who)


def the_person(member: people.Member) -> int:
    assert member.person_id is not None
    return member.person_id


def test_the_tables_are_what_the_migrations_make(store: Store) -> None:
    engine = create_engine(f"sqlite:///{store.folder / 'people.sqlite'}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Table.metadata) == []
    assert ScriptDirectory.from_config(migration_settings()).get_current_head() == NEWEST


def test_opening_again_keeps_what_was_there(tmp_path: Path) -> None:
    made = people.create_group(people.open_store(tmp_path), "Elm Street")
    assert people.all_groups(people.open_store(tmp_path)) == (made,)


def test_the_database_is_its_owners_alone(store: Store) -> None:
    mode = stat.S_IMODE((store.folder / "people.sqlite").stat().st_mode)
    assert mode == 0o600


def test_the_database_keeps_its_own_rules(store: Store) -> None:
    with store.look() as rows:
        ask = rows.connection().exec_driver_sql
        assert ask("PRAGMA journal_mode").scalar() == "wal"
        assert ask("PRAGMA foreign_keys").scalar() == 1


def test_a_group_takes_its_address_from_its_title(store: Store) -> None:
    group = people.create_group(store, "St Mary’s Café & Larder")
    assert group.address == "st-marys-cafe-larder"
    assert group.folder == store.folder / "books" / group.id
    assert len(group.id) == 12


def test_letters_of_other_tongues_are_not_lost_from_an_address(store: Store) -> None:
    assert people.create_group(store, "Łódź Straße & Ærø").address == "lodz-strasse-aero"
    assert people.create_group(store, "Triq Ħal Għarb").address == "triq-hal-gharb"


def test_two_groups_never_share_an_address(store: Store, group: people.Group) -> None:
    with pytest.raises(people.AddressTaken):
        people.create_group(store, "Another", group.address)
    other = people.create_group(store, "Another")
    with pytest.raises(people.AddressTaken):
        people.rename_group(store, other.id, title="Another", address=group.address)


def test_a_renamed_group_keeps_its_id_and_book(store: Store, group: people.Group) -> None:
    people.rename_group(store, group.id, title="Elm and Ash", address="elm-and-ash")
    found = people.group_at(store, "elm-and-ash")
    assert found is not None
    assert (found.id, found.folder, found.title) == (group.id, group.folder, "Elm and Ash")
    assert people.group_at(store, group.address) is None


@pytest.mark.parametrize("address", ["../books", "a", "Elm Street", "elm--street", "élm", "-elm"])
def test_an_address_that_would_not_work_is_refused(store: Store, address: str) -> None:
    with pytest.raises(people.AddressUnfit):
        people.create_group(store, "Elm", address)


def test_numbers_go_up_and_are_never_given_twice(store: Store, group: people.Group) -> None:
    people.add_member(store, group.id, "Priya", Role.TREASURER, "P003")
    amara = people.add_member(store, group.id, "Amara", Role.MEMBER)
    assert amara.number == "P004"
    people.remove_member(store, group.id, "P004")
    assert people.add_member(store, group.id, "Jo", Role.MEMBER).number == "P005"
    with pytest.raises(people.NumberTaken):
        people.add_member(store, group.id, "Sam", Role.MEMBER, "P004")


def test_an_invitation_works_once(store: Store, group: people.Group) -> None:
    secret = people.invite(store, group.id, Role.TREASURER)
    people.accept(store, secret, JO)
    with pytest.raises(people.InvitationGone):
        people.accept(store, secret, SAM)
    assert [member.name for member in people.members_of(store, group.id)] == ["Jo"]


def test_an_invitation_runs_out(store: Store, group: people.Group) -> None:
    secret = people.invite(store, group.id, Role.MEMBER)
    with pytest.raises(people.InvitationGone):
        people.accept(later(store, days=15), secret, JO)
    assert people.members_of(store, group.id) == ()


def test_a_refused_newcomer_can_try_the_same_invitation_again(
    store: Store, group: people.Group
) -> None:
    secret = people.invite(store, group.id, Role.MEMBER)
    with pytest.raises(people.PasswordTooShort):
        people.accept(store, secret, replace(JO, password="short"))
    assert people.accept(store, secret, JO).number == "P001"


def test_a_withdrawn_invitation_is_gone_but_only_its_own_group_withdraws_it(
    store: Store, group: people.Group
) -> None:
    other = people.create_group(store, "Oak Road")
    secret = people.invite(store, group.id, Role.MEMBER)
    (invitation,) = people.invitations_of(store, group.id)
    people.withdraw_invitation(store, other.id, invitation.id)
    assert people.look_at_invitation(store, secret) == invitation
    people.withdraw_invitation(store, group.id, invitation.id)
    with pytest.raises(people.InvitationGone):
        people.look_at_invitation(store, secret)


def test_a_volunteer_keeps_their_number_when_they_are_invited_later(
    store: Store, group: people.Group
) -> None:
    people.add_member(store, group.id, "Jo", Role.MEMBER, "P007")
    secret = people.invite(store, group.id, Role.AUDITOR, number="P007")
    member = people.accept(store, secret, replace(JO, name="somebody else"))
    assert (member.number, member.name, member.role) == ("P007", "Jo", Role.MEMBER)


def test_invitations_of_a_removed_treasurer_stop_working(store: Store, group: people.Group) -> None:
    joined(store, group, SAM, Role.TREASURER)
    jo = joined(store, group, JO, Role.TREASURER)
    left_open = people.invite(store, group.id, Role.TREASURER, by=jo.number)
    people.remove_member(store, group.id, jo.number)
    with pytest.raises(people.InvitationGone):
        people.look_at_invitation(store, left_open)


def test_a_sign_in_name_is_the_same_in_any_case(store: Store, group: people.Group) -> None:
    joined(store, group, JO, Role.TREASURER)
    assert people.sign_in(store, " JO@example.ORG", JO.password) is not None
    with pytest.raises(people.SignInNameTaken):
        joined(store, group, replace(SAM, sign_in_name="jo@EXAMPLE.org"), Role.MEMBER)


def test_a_wrong_password_and_a_wrong_name_let_nobody_in(store: Store, group: people.Group) -> None:
    joined(store, group, JO, Role.TREASURER)
    people.add_member(store, group.id, "Amara", Role.MEMBER)
    assert people.sign_in(store, JO.sign_in_name, "cold tea and biscuit") is None
    assert people.sign_in(store, "nobody", "nobody's password") is None
    assert people.sign_in(store, "", "") is None


@pytest.mark.parametrize(
    "password", ["elevenchars", "password1234", "aaaaaaaaaaaaaa", "sam@elm.example", "x" * 501]
)
def test_a_password_that_is_easily_guessed_is_refused(password: str) -> None:
    with pytest.raises(Refusal):
        people.check_password(password, "sam@elm.example")


def test_passwords_and_secrets_are_kept_only_as_hashes(store: Store, group: people.Group) -> None:
    joined(store, group, JO, Role.TREASURER)
    told = [
        JO.password,
        people.invite(store, group.id, Role.MEMBER),
        people.new_funder_link(store, group.id, "council-food-2026", "the council"),
        people.start_session(store, 1),
        people.new_recovery_code(store, 1),
    ]
    kept = everything_kept(store.folder)
    assert JO.sign_in_name.lower().encode() in kept
    assert all(secret.encode() not in kept for secret in told)


def test_a_password_is_hashed_by_owasps_setting(
    store: Store, group: people.Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "_hasher", THE_REAL_HASHER)
    joined(store, group, JO, Role.TREASURER)
    assert b"$argon2id$v=19$m=19456,t=2,p=1$" in everything_kept(store.folder)
    assert people.sign_in(store, JO.sign_in_name, JO.password)


def test_a_session_ends_when_it_is_ended_or_runs_out(store: Store, group: people.Group) -> None:
    person_id = the_person(joined(store, group, JO, Role.TREASURER))
    first = people.start_session(store, person_id)
    second = people.start_session(store, person_id)
    people.end_session(store, first)
    assert people.person_of_session(store, first) is None
    assert people.person_of_session(store, second) is not None
    assert people.person_of_session(later(store, days=31), second) is None


def test_removal_ends_every_session_at_once(store: Store, group: people.Group) -> None:
    joined(store, group, SAM, Role.TREASURER)
    jo = joined(store, group, JO, Role.MEMBER)
    sessions = [people.start_session(store, the_person(jo)) for _ in range(2)]
    people.remove_member(store, group.id, jo.number)
    assert [people.person_of_session(store, secret) for secret in sessions] == [None, None]


def test_the_last_treasurer_stays(store: Store, group: people.Group) -> None:
    jo = joined(store, group, JO, Role.TREASURER)
    # A treasurer who never signed in cannot keep the books yet.
    people.add_member(store, group.id, "Not here yet", Role.TREASURER)
    for act in (
        lambda: people.remove_member(store, group.id, jo.number),
        lambda: people.change_role(store, group.id, jo.number, Role.MEMBER),
        lambda: people.erase_member(store, group.id, jo.number),
    ):
        with pytest.raises(people.LastTreasurer) as refused:
            act()
        assert "Make somebody else a treasurer first" in refused.value.remedy
    assert people.member_of(store, group.id, the_person(jo)) == jo


def test_two_treasurers_cannot_remove_each_other_at_once(store: Store, group: people.Group) -> None:
    numbers = [joined(store, group, who, Role.TREASURER).number for who in (JO, SAM)]
    start = Barrier(2)
    refused: list[Refusal] = []

    def remove(number: str) -> None:
        start.wait()
        try:
            people.remove_member(store, group.id, number)
        except people.LastTreasurer as refusal:
            refused.append(refusal)

    both = [Thread(target=remove, args=(number,)) for number in numbers]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len(refused) == 1
    assert len(people.members_of(store, group.id)) == 1


def test_a_forgotten_password_gets_a_new_one_and_ends_old_sessions(
    store: Store, group: people.Group
) -> None:
    jo = joined(store, group, JO, Role.TREASURER)
    old = people.start_session(store, the_person(jo))
    earlier = people.new_link_for_forgotten_password(store, group.id, jo.number)
    secret = people.new_link_for_forgotten_password(store, group.id, jo.number)
    assert people.look_at_invitation(store, secret).forgotten
    people.accept(store, secret, replace(JO, password="quite another password"))
    assert people.person_of_session(store, old) is None
    assert people.sign_in(store, JO.sign_in_name, JO.password) is None
    assert people.sign_in(store, JO.sign_in_name, "quite another password") is not None
    with pytest.raises(people.InvitationGone):
        people.look_at_invitation(store, earlier)


def test_a_treasurer_cannot_reach_another_group_by_a_link_for_a_forgotten_password(
    store: Store, group: people.Group
) -> None:
    jo = joined(store, group, JO, Role.TREASURER)
    other = people.create_group(store, "Oak Road")
    there = people.join(store, people.invite(store, other.id, Role.MEMBER), the_person(jo), "Jo")
    secret = people.new_link_for_forgotten_password(store, other.id, there.number)
    with pytest.raises(people.SignInNameTaken):
        people.accept(store, secret, replace(JO, password="I am not really Jo"))
    mine = people.accept(store, secret, replace(SAM, password="I am not really Jo"))
    assert [g.id for g in people.groups_of(store, the_person(mine))] == [other.id]
    assert [g.id for g in people.groups_of(store, the_person(jo))] == [group.id]
    assert people.sign_in(store, JO.sign_in_name, JO.password) is not None


def test_a_person_joins_a_second_group_but_none_twice(store: Store, group: people.Group) -> None:
    jo = joined(store, group, JO, Role.TREASURER)
    again = people.invite(store, group.id, Role.AUDITOR)
    with pytest.raises(people.BelongsAlready):
        people.join(store, again, the_person(jo), "Jo")
    assert people.accept(store, again, SAM).role is Role.AUDITOR


def test_a_printed_code_works_once_however_it_is_typed(store: Store) -> None:
    founded = people.found_group(store, Founding(title="Elm Street"), JO)
    typed = founded.recovery_code.upper().replace("-", " ")
    back = people.use_recovery_code(store, typed, "a new start for Jo")
    assert back.person.sign_in_name == "jo@example.org"
    assert people.sign_in(store, "jo@example.org", "a new start for Jo") == back.person
    with pytest.raises(people.RecoveryCodeUnknown):
        people.use_recovery_code(store, founded.recovery_code, "a new start for Jo")
    people.use_recovery_code(store, back.recovery_code, "another start for Jo")


def test_founding_a_group_is_whole_or_not_at_all(store: Store) -> None:
    with pytest.raises(people.PasswordTooShort):
        people.found_group(store, Founding(title="Elm Street"), replace(JO, password="short"))
    assert not people.any_group(store)


def test_an_erased_person_is_nowhere_in_the_database(store: Store, group: people.Group) -> None:
    joined(store, group, SAM, Role.TREASURER)
    unusual = NewPerson(
        name="Zebedee Quillfeather", sign_in_name="zebquill", password="hidden under a hedge"
    )
    member = joined(store, group, unusual, Role.MEMBER)
    place = DraftPlace(group_id=group.id, person_id=the_person(member), form_key="k")
    people.keep_draft(store, place, [DraftPaper(content=b"zebquill", sha256="0", suffix="jpg")])
    people.erase_member(store, group.id, member.number)
    kept = everything_kept(store.folder).lower()
    assert b"quill" not in kept
    assert people.name_of(store, group.id, "P002") == "somebody who left"
    assert people.sign_in(store, "zebquill", unusual.password) is None


def test_erasing_from_one_group_leaves_the_other_as_it_is(
    store: Store, group: people.Group
) -> None:
    joined(store, group, SAM, Role.TREASURER)
    jo = joined(store, group, JO, Role.MEMBER)
    other = people.create_group(store, "Oak Road")
    people.join(store, people.invite(store, other.id, Role.MEMBER), the_person(jo), "Joanna")
    people.erase_member(store, group.id, jo.number)
    assert people.name_of(store, group.id, jo.number) == "somebody who left"
    assert people.name_of(store, other.id, "P001") == "Joanna"
    assert people.sign_in(store, JO.sign_in_name, JO.password) is not None


def test_somebody_removed_is_still_named_beside_old_entries(
    store: Store, group: people.Group
) -> None:
    joined(store, group, SAM, Role.TREASURER)
    jo = joined(store, group, JO, Role.MEMBER)
    people.remove_member(store, group.id, jo.number)
    assert people.names_of(store, group.id) == {"P001": "Sam", "P002": "Jo"}
    assert people.name_of(store, group.id, "P999") == "P999"


def test_a_person_is_told_all_that_is_kept(store: Store, group: people.Group) -> None:
    person_id = the_person(joined(store, group, JO, Role.TREASURER))
    people.start_session(store, person_id)
    kept = people.export_person(store, person_id)
    assert kept.sign_in_name == "jo@example.org"
    assert kept.memberships[0]["group"] == "Elm Street Mutual Aid"
    assert kept.memberships[0]["name"] == "Jo"
    assert len(kept.sessions) == 1


def test_a_funders_link_shows_its_fund_until_it_is_revoked(
    store: Store, group: people.Group
) -> None:
    secret = people.new_funder_link(store, group.id, "council-food-2026", "the council")
    link = people.open_funder_link(store, secret)
    assert link is not None
    assert (link.group, link.fund) == (group, "council-food-2026")
    assert people.funder_links_of(store, group.id)[0].last_opened_at is not None
    other = people.create_group(store, "Oak Road")
    people.revoke_funder_link(store, other.id, link.id)
    assert people.open_funder_link(store, secret) is not None
    people.revoke_funder_link(store, group.id, link.id)
    assert people.open_funder_link(store, secret) is None


def test_a_secret_of_one_purpose_opens_no_other_door(store: Store, group: people.Group) -> None:
    secret = people.new_funder_link(store, group.id, "general", "the council")
    assert people.person_of_session(store, secret) is None
    with pytest.raises(people.InvitationGone):
        people.look_at_invitation(store, secret)


def test_a_funders_question_is_answered_by_its_own_group(store: Store, group: people.Group) -> None:
    secret = people.new_funder_link(store, group.id, "council-food-2026", "the council")
    link = people.open_funder_link(store, secret)
    assert link is not None
    asked = people.ask_question(store, link.id, "2026-0042", "What was in the parcels?")
    other = people.create_group(store, "Oak Road")
    with pytest.raises(people.NoSuchQuestion):
        people.answer_question(store, other.id, asked.id, "Nothing", by="P001")
    assert people.open_questions(store, group.id) == (asked,)
    people.answer_question(store, group.id, asked.id, "Rice and beans.", by="P001")
    assert people.open_questions(store, group.id) == ()
    (kept,) = people.questions_of(store, group.id, "council-food-2026")
    assert (kept.answer, kept.answered_by) == ("Rice and beans.", "P001")
    with pytest.raises(people.QuestionUnfit):
        people.ask_question(store, link.id, "2026-0042", "  ")


def test_a_draft_is_only_for_who_made_it_and_not_for_long(
    store: Store, group: people.Group
) -> None:
    mine, yours = (
        DraftPlace(
            group_id=group.id,
            person_id=the_person(joined(store, group, who, Role.TREASURER)),
            form_key="same key",
        )
        for who in (JO, SAM)
    )
    papers = [DraftPaper(content=bytes([n]), sha256=str(n), suffix="jpg") for n in range(2)]
    people.keep_draft(store, mine, papers)
    assert people.draft_papers(store, mine) == tuple(papers)
    assert people.draft_papers(store, yours) == ()
    assert people.draft_papers(later(store, days=8), mine) == ()
    people.drop_draft(store, mine)
    assert people.draft_papers(store, mine) == ()


def test_old_drafts_are_swept_when_the_next_is_kept(store: Store, group: people.Group) -> None:
    person_id = the_person(joined(store, group, JO, Role.TREASURER))
    old, new = (
        DraftPlace(group_id=group.id, person_id=person_id, form_key=key) for key in ("old", "new")
    )
    people.keep_draft(store, old, [DraftPaper(content=b"old", sha256="0", suffix="jpg")])
    people.keep_draft(
        later(store, days=8), new, [DraftPaper(content=b"new", sha256="1", suffix="jpg")]
    )
    assert people.draft_papers(store, old) == ()
    with pytest.raises(people.TooManyPapers):
        people.keep_draft(store, new, [DraftPaper(content=b"", sha256="", suffix="jpg")] * 21)


def test_a_ready_link_opens_the_sample_group_and_no_other(
    store: Store, group: people.Group
) -> None:
    sample = people.create_group(store, "Sample", sample=True)
    priya = people.add_member(store, sample.id, "Priya", Role.TREASURER, "P003")
    secret = people.demo_link(store, b"key", sample.id, "P003")
    assert secret == people.demo_link(store, b"key", sample.id, "P003")
    assert people.demo_member(store, b"key", secret) == priya
    assert people.demo_member(store, b"another key", secret) is None
    assert people.demo_member(store, b"key", secret.replace("P003", "P004")) is None
    people.add_member(store, group.id, "Jo", Role.TREASURER)
    with pytest.raises(ValueError, match=group.id):
        people.demo_link(store, b"key", group.id, "P001")


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "Jo\u202e", "Jo\x00"])
def test_a_name_that_cannot_be_shown_is_refused(name: str) -> None:
    with pytest.raises(people.DisplayNameUnfit):
        people.display_name(name)


@pytest.mark.parametrize(
    "spoil", [lambda secret: secret[:-1], lambda secret: secret + "x", str.lower]
)
def test_a_secret_that_is_nearly_right_is_wrong(
    store: Store, group: people.Group, spoil: Callable[[str], str]
) -> None:
    secret = people.invite(store, group.id, Role.MEMBER)
    with pytest.raises(people.InvitationGone):
        people.look_at_invitation(store, spoil(secret))


def test_of_one_persons_drafts_the_oldest_make_room(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.people.drafts.MOST_BYTES", 100)
    group = people.create_group(store, "Elm Street")
    jo = people.accept(store, people.invite(store, group.id, Role.MEMBER), JO)

    def place(key: str) -> DraftPlace:
        return DraftPlace(group_id=group.id, person_id=jo.person_id or 0, form_key=key)

    def paper(size: int) -> DraftPaper:
        return DraftPaper(content=b"x" * size, sha256="0" * 64, suffix="jpg")

    for key in ("first", "second", "third"):
        people.keep_draft(store, place(key), [paper(40)])
    kept = [len(people.draft_papers(store, place(key))) for key in ("first", "second", "third")]
    assert kept == [0, 1, 1]
    with pytest.raises(people.PapersTooLarge):
        people.keep_draft(store, place("third"), [paper(60), paper(60)])
    assert len(people.draft_papers(store, place("third"))) == 1
