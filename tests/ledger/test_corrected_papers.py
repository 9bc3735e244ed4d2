"""What a paper comes to once the entry that it proves was corrected."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from ledger import index
from ledger.checks import known_problems, problems
from ledger.entries.acts import Correction
from ledger.money import Money
from ledger.recording import Attachment, record
from ledger.recording.entries import PaperUsedUp
from ledger.vouchers import bundles
from tests.ledger.street import TODAY, attachment, begun, hand, share, spent


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return begun(tmp_path)


def unsound(shelf: Path) -> list[str]:
    """What is grave, by the index and by every rule anew."""
    book = index.current(shelf)
    found = (*known_problems(book), *problems(book))
    return [str(each) for each in found if each.is_grave]


def lowered(shelf: Path, number: str, pence: int, *papers: Attachment) -> str:
    wrong = Correction(corrects=number, because="misread", right=spent(share(pence)))
    return record(shelf, wrong, hand(), papers).number


@pytest.mark.parametrize("again", [(), (attachment(),)], ids=["kept", "sent once more"])
def test_what_a_correction_takes_off_is_not_spent_by_the_same_photo(
    shelf: Path, again: tuple[Attachment, ...]
) -> None:
    paper = attachment()
    wrong = record(shelf, spent(), hand(), [paper]).number
    made = lowered(shelf, wrong, 6_00, *again)
    assert index.current(shelf).entries[made].documents[-1].total == Money(6_00)
    with pytest.raises(PaperUsedUp, match=r"comes to £6\.00 in all"):
        record(shelf, spent(share(4_00), words=("Lidl", "Food")), hand(), [paper])
    assert unsound(shelf) == []


def test_the_last_correction_says_what_a_paper_comes_to_in_whatever_month_it_lies(
    shelf: Path,
) -> None:
    paper = attachment()
    wrong = record(shelf, spent(), hand(), [paper]).number
    early = spent(share(6_00), day=TODAY - timedelta(days=60))
    made = record(shelf, Correction(corrects=wrong, because="January", right=early), hand()).number
    last = record(
        shelf,
        Correction(
            corrects=made, because="less", right=replace(early, shares=(share(5_00),), day=TODAY)
        ),
        hand(),
    ).number
    more = lowered(shelf, last, 8_00)
    (bundle,) = bundles(index.current(shelf))
    assert (bundle.total, [each.number for each in bundle.entries]) == (Money(8_00), [more])
    assert unsound(shelf) == []


def test_a_larger_whole_that_a_person_wrote_stays_when_an_entry_comes_to_less(shelf: Path) -> None:
    paper = attachment(total=Money(15_00))
    wrong = record(shelf, spent(), hand(), [paper]).number
    made = lowered(shelf, wrong, 6_00)
    assert not index.current(shelf).entries[made].documents
    record(shelf, spent(share(9_00), words=("Lidl", "Food")), hand(), [attachment()])
    assert unsound(shelf) == []


def test_a_paper_that_other_entries_need_keeps_its_total(shelf: Path) -> None:
    """Two on one paper: the second wrote what it all comes to, and the first is less."""
    wrong = record(shelf, spent(), hand(), [attachment()]).number
    whole = attachment(total=Money(15_00))
    record(shelf, spent(share(5_00), words=("Lidl", "Food")), hand(), [whole])
    lowered(shelf, wrong, 6_00)
    (bundle,) = bundles(index.current(shelf))
    assert (bundle.charged, bundle.total) == (Money(11_00), Money(15_00))
    assert unsound(shelf) == []
