"""Whoever changes how slices are cut counts the edition up: the books of before say that one."""

import pytest

from tests.ledger.slices.cut_today import RENEW, Edition, kept, today

UP = "count EDITION up in ledger/slices/subjects.py"


@pytest.fixture(scope="module")
def cut() -> Edition:
    return today()


def test_the_same_books_are_cut_by_this_edition_as_they_were(cut: Edition) -> None:
    was = kept()
    assert cut.cuts.keys() == was.cuts.keys(), f"the books are others: run {RENEW}"
    assert cut.number == was.number, f"the edition was counted up: run {RENEW}"
    for name, each in was.cuts.items():
        assert cut.cuts[name].book == each.book, f"{name} is another book: run {RENEW}"
    otherwise = [name for name, each in was.cuts.items() if cut.cuts[name].slices != each.slices]
    assert not otherwise, (
        f"Slices of {', '.join(otherwise)} are cut otherwise than edition {was.number} cut them. "
        f"If that is meant, {UP}, so that `purse verify --book` does not call what was made before "
        f"false, and then run {RENEW}. If the edition was counted up for a change that has not "
        "gone out yet, the run alone is enough."
    )
