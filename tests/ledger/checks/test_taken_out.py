"""What was recorded and is no longer in the text is told, with its number and what to do."""

from datetime import date
from pathlib import Path

import pytest

from ledger.reading.checked import check_now
from ledger.reading.soundness import Soundness, soundness
from ledger.recording import add_paper, approve, record
from tests.ledger.street import attachment, begun, claimed, hand, share, spent

MONTH = "journal/2026-03.beancount"
TAKEN_OUT = "nothing_taken_out"


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A book of three entries, of which the last has a paper and was agreed to."""
    place = begun(tmp_path)
    record(place, spent(share(5_00), day=date(2026, 3, 2)), hand())
    record(place, claimed(share(7_00), day=date(2026, 3, 3)), hand())
    return place


def quiet(_step: str) -> None:
    """Nobody listens."""


def told(shelf: Path) -> list[str]:
    return _told(soundness(shelf, quiet))


def _told(found: Soundness) -> list[str]:
    return [each.sentence for each in found.to_look_at if each.rule == TAKEN_OUT]


def write(shelf: Path, text: str) -> None:
    (shelf / MONTH).write_text(text)


def test_a_book_that_only_grew_has_nothing_taken_out(shelf: Path) -> None:
    add_paper(shelf, "2026-0001", attachment(), hand())
    assert told(shelf) == []


def test_an_entry_that_was_cut_off_by_hand_is_told_with_its_number(shelf: Path) -> None:
    text = (shelf / MONTH).read_text()
    write(shelf, text[: text.index("2026-03-03")])
    found = soundness(shelf, quiet)
    assert found.is_sound
    named = "Entry no. 2026-0002 (Aldi, 3 March 2026)"
    assert _told(found) == [f"{named} was recorded, and somebody took it out of the text by hand."]
    (problem,) = (each for each in found.to_look_at if each.rule == TAKEN_OUT)
    assert "./run history" in problem.remedy


def test_it_is_told_still_when_somebody_recorded_since(shelf: Path) -> None:
    """The next act keeps the shorter text in the history, and gives the number out again."""
    text = (shelf / MONTH).read_text()
    write(shelf, text[: text.index("2026-03-03")])
    record(shelf, spent(share(9_00), day=date(2026, 3, 9)), hand())
    (said,) = told(shelf)
    assert said.startswith("Entry no. 2026-0002 (Aldi, 3 March 2026) was recorded otherwise")


def test_an_entry_that_was_moved_to_another_day_or_sum_is_told(shelf: Path) -> None:
    text = (shelf / MONTH).read_text()
    write(shelf, text.replace("2026-03-02", "2026-03-12").replace("7.00 GBP", "8.00 GBP"))
    assert [each[:21] for each in told(shelf)] == ["Entry no. 2026-0001 (", "Entry no. 2026-0002 ("]


def test_words_that_were_mended_and_lines_that_were_moved_are_not_told(shelf: Path) -> None:
    text = (shelf / MONTH).read_text().replace("Bread", "Brown bread")
    first, second = text.index("2026-03-02"), text.index("2026-03-03")
    write(shelf, f"{text[second:]}\n{text[first:second]}")
    assert told(shelf) == []


def test_a_paper_and_an_agreement_that_were_taken_out_are_told(shelf: Path) -> None:
    before = (shelf / MONTH).read_text()
    add_paper(shelf, "2026-0001", attachment(), hand())
    approve(shelf, "2026-0001", hand(by="P005"))
    for month in shelf.glob("journal/2026-03.beancount"):
        month.write_text(before)
    said = " ".join(told(shelf))
    assert "that says the paper 2026-0001-" in said
    assert "that says “approved” of entry no. 2026-0001 was taken out" in said


def test_a_whole_month_that_is_gone_is_told(shelf: Path) -> None:
    (shelf / MONTH).unlink()
    assert len(told(shelf)) == len(("2026-0001", "2026-0002"))


def test_what_was_put_back_is_told_no_more(shelf: Path) -> None:
    text = (shelf / MONTH).read_text()
    write(shelf, text[: text.index("2026-03-03")])
    assert told(shelf)
    write(shelf, text)
    record(shelf, spent(share(9_00), day=date(2026, 3, 9)), hand())
    assert told(shelf) == []


def test_the_outcome_that_is_kept_names_it(shelf: Path) -> None:
    text = (shelf / MONTH).read_text()
    write(shelf, text[: text.index("2026-03-03")])
    found = check_now(shelf, quiet)
    assert found is not None
    assert found.is_sound
    assert "2026-0002" in found.taken_out[0][0]
