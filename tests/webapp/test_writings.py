"""What a group writes beside its figures: kept as it is typed, never over another's words."""

import pytest

from ledger.entries.words import WordsUnreadable
from tests.webapp.test_people import JO, SAM, everything_kept, joined, the_person
from webapp import people
from webapp.people import NewWriting, Photograph, Role, Store

ABOUT = "report:council-food-2026"


def typed(text: str, field: str = "learning", over: str | None = None) -> NewWriting:
    """One field of the report, as a form sends it."""
    return NewWriting(about=ABOUT, field=field, text=text, over=over)


@pytest.fixture
def group(store: Store) -> people.Group:
    """A group without anybody in it."""
    return people.create_group(store, "Elm Street Mutual Aid")


def photograph(content: bytes = b"a picture") -> Photograph:
    """A photograph that nobody has described yet."""
    return Photograph(
        content=content, sha256=content.hex(), says="", is_agreed=False, kept_by="P001"
    )


def test_what_is_written_is_there_for_the_next_treasurer(store: Store, group: people.Group) -> None:
    people.write(store, group.id, typed("We cook on Fridays now."), by="P001")
    people.write(store, group.id, typed("Forty households", "reached"), by="P002")
    kept = people.writings_of(store, group.id, ABOUT)
    assert (kept["learning"].text, kept["learning"].by) == ("We cook on Fridays now.", "P001")
    assert people.written(store, group.id, ABOUT) == {
        "learning": "We cook on Fridays now.",
        "reached": "Forty households",
    }


def test_words_that_move_write_over_no_other_words(store: Store, group: people.Group) -> None:
    people.write(store, group.id, typed("Old lessons"), by="P001")
    people.write(store, group.id, typed("Forty households", "reached"), by="P001")
    people.write(store, group.id, typed("Thank you", "thanks"), by="P001")
    for field, text in (("learning", "New lessons"), ("reached", "")):
        new = NewWriting(about="report:other", field=field, text=text or "Too early", over=None)
        people.write(store, group.id, new, by="P002")
    emptied = NewWriting(about="report:other", field="reached", text="", over=None)
    people.write(store, group.id, emptied, by="P002")
    people.move_writings(store, group.id, ABOUT, "report:other")
    assert people.written(store, group.id, ABOUT) == {"learning": "Old lessons"}
    assert people.written(store, group.id, "report:other") == {
        "learning": "New lessons",
        "reached": "Forty households",
        "thanks": "Thank you",
    }


def test_a_field_that_is_emptied_is_empty_and_not_among_the_texts(
    store: Store, group: people.Group
) -> None:
    people.write(store, group.id, typed("Too early"), by="P001")
    people.write(store, group.id, typed("  "), by="P001")
    assert people.written(store, group.id, ABOUT) == {}
    assert people.writings_of(store, group.id, ABOUT)["learning"].text == ""


def test_nobody_writes_over_words_that_they_have_not_seen(
    store: Store, group: people.Group
) -> None:
    empty = people.mark_of("")
    people.write(store, group.id, typed("Jo's words", over=empty), by="P001")
    with pytest.raises(people.WrittenMeanwhile) as refused:
        people.write(store, group.id, typed("Sam's words", over=empty), by="P002")
    assert (refused.value.kept.text, refused.value.kept.by) == ("Jo's words", "P001")
    assert refused.value.field == "learning"
    seen = people.mark_of("Jo's words")
    people.write(store, group.id, typed("Both our words", over=seen), by="P002")
    assert people.written(store, group.id, ABOUT) == {"learning": "Both our words"}


def test_the_same_words_sent_twice_are_written_once(store: Store, group: people.Group) -> None:
    first = people.write(store, group.id, typed("The same", over=people.mark_of("")), by="P001")
    again = people.write(store, group.id, typed("The same", over=people.mark_of("")), by="P002")
    assert again == first


def test_words_keep_their_lines_and_lose_what_cannot_be_seen(
    store: Store, group: people.Group
) -> None:
    kept = people.write(store, group.id, typed("One\r\n\r\ntw\u200bo cafe\u0301"), by="P001")
    assert kept.text == "One\n\ntwo café"
    with pytest.raises(WordsUnreadable):
        people.write(store, group.id, typed("a\x07bell"), by="P001")


def test_a_text_of_more_than_four_thousand_letters_is_refused_beside_its_field(
    store: Store, group: people.Group
) -> None:
    people.write(store, group.id, typed("x" * 4_000), by="P001")
    with pytest.raises(people.WritingTooLong) as refused:
        people.write(store, group.id, typed("x" * 4_001), by="P001")
    assert refused.value.field == "learning"


def test_another_groups_words_and_another_reports_are_not_there(
    store: Store, group: people.Group
) -> None:
    other = people.create_group(store, "Oak Road")
    people.write(store, group.id, typed("Ours"), by="P001")
    assert people.written(store, other.id, ABOUT) == {}
    assert people.written(store, group.id, "report:lottery") == {}


def test_whoever_wrote_is_told_so_and_after_erasing_nobody_is_named(
    store: Store, group: people.Group
) -> None:
    joined(store, group, SAM, Role.TREASURER)
    jo = joined(store, group, JO, Role.TREASURER)
    people.write(store, group.id, typed("We learnt to ask first."), by=jo.number)
    people.keep_photograph(store, group.id, ABOUT, photograph())
    told = people.export_person(store, the_person(jo))
    assert [each["text"] for each in told.writings] == ["We learnt to ask first."]
    assert told.photographs == ()
    people.erase_member(store, group.id, jo.number)
    assert people.written(store, group.id, ABOUT) == {"learning": "We learnt to ask first."}
    by = people.writings_of(store, group.id, ABOUT)["learning"].by
    assert people.name_of(store, group.id, by) == "somebody who left"


def test_a_photograph_is_kept_once_described_and_taken_away_for_good(
    store: Store, group: people.Group
) -> None:
    people.keep_photograph(store, group.id, ABOUT, photograph(b"a street kitchen"))
    people.keep_photograph(store, group.id, ABOUT, photograph(b"a street kitchen"))
    (kept,) = people.photographs_of(store, group.id, ABOUT)
    assert (kept.says, kept.is_agreed) == ("", False)
    said = Photograph(
        content=b"", sha256=kept.sha256, says="Pots of stew", is_agreed=True, kept_by="P001"
    )
    people.describe_photograph(store, group.id, ABOUT, said)
    (kept,) = people.photographs_of(store, group.id, ABOUT)
    assert (kept.content, kept.says, kept.is_agreed) == (b"a street kitchen", "Pots of stew", True)
    people.drop_photograph(store, group.id, ABOUT, kept.sha256)
    assert people.photographs_of(store, group.id, ABOUT) == ()
    assert b"a street kitchen" not in everything_kept(store.folder)


def test_a_ninth_photograph_is_refused(store: Store, group: people.Group) -> None:
    for count in range(8):
        people.keep_photograph(store, group.id, ABOUT, photograph(bytes([count])))
    with pytest.raises(people.TooManyPhotographs):
        people.keep_photograph(store, group.id, ABOUT, photograph(b"one more"))
