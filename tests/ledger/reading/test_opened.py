"""A book as somebody names it: a folder where it lies, a file only as text that we wrote."""

import shutil
from pathlib import Path

import pytest

from ledger.beans.outside import BookTooLarge
from ledger.errors import Refusal
from ledger.reading import paper_names
from ledger.reading.opened import opened, papers_at_hand
from ledger.reading.soundness import soundness
from tests.ledger.sample_book import ROOT, SAMPLE


def silent(_step: str) -> None:
    """Hear nothing."""


def test_a_file_is_read_as_text_of_ours_with_its_papers_beside_it() -> None:
    with opened(SAMPLE) as place:
        assert place != SAMPLE
        assert not place.read_text().startswith(";")
        assert len(papers_at_hand(place)) == len(paper_names(place)) == 132
    assert not place.parent.exists()


def test_what_was_opened_is_as_sound_as_beancount_says() -> None:
    with opened(SAMPLE) as place:
        found = soundness(place, silent)
    assert (found.is_sound, found.title) == (True, "Elm Street Mutual Aid")


def test_the_same_file_has_the_same_version_wherever_it_lies(tmp_path: Path) -> None:
    shutil.copy(SAMPLE, tmp_path)
    versions = set()
    for each in (SAMPLE, tmp_path / SAMPLE.name):
        with opened(each) as place:
            versions.add(soundness(place, silent).version)
    assert len(versions) == 1


def test_a_missing_paper_is_missing_in_what_was_opened_too(tmp_path: Path) -> None:
    alone = Path(shutil.copy(SAMPLE, tmp_path))
    with opened(alone) as place:
        assert papers_at_hand(place) == {}
        assert not soundness(place, silent).is_sound


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    huge = tmp_path / "huge.beancount"
    with huge.open("wb") as out:
        out.truncate(65 * 1024 * 1024)
    with pytest.raises(BookTooLarge, match=r"65\.0 MB"), opened(huge):
        pass


def test_a_device_is_no_book() -> None:
    with pytest.raises(Refusal, match="no book at “zero”"), opened(Path("/dev/zero")):
        pass


def test_the_projects_own_folder_is_no_book() -> None:
    with pytest.raises(Refusal, match="no book at"), opened(ROOT):
        pass
