"""Thousands of small books, laid out fast: a few are written and read, the rest are copies of them.

The text of a copy is another name for the same files, so that its index, which is copied byte for
byte, knows them as unchanged. Each group has its own folder and its own index under its own id.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from benchmarks.books import months_of, promised
from benchmarks.helpers import once
from benchmarks.street import LAST_DAY, TITLE, accounts_text, funds_text, month_start
from ledger.index import index_of
from ledger.recording import Hand, new_book

ENTRIES, MONTHS = 300, 12
_WRITTEN = 8


def lay(folder: Path, count: int) -> Iterator[str]:
    """Lay so many books of a year, with their indexes, into a folder; give the group of each.

    They have no papers and no history, which no page of a home asks for.
    """
    places = [folder / f"group{number:07d}" for number in range(count)]
    written = places[:_WRITTEN]
    main = _main(folder)
    for number, place in enumerate(written):
        _write(place, {**_texts(number), "book.beancount": _titled(main, number)}, number)
    # A new name changes what the system says of a file: so all of them first, then the indexes.
    for number, place in enumerate(places[_WRITTEN:], start=_WRITTEN):
        _name_again(written[number % _WRITTEN], place)
    for place in written:
        once("loading", "first_look", place=str(place), day=LAST_DAY.isoformat())
    indexes = [_index_at_rest(place) for place in written]
    for number, place in enumerate(places):
        index = index_of(place)
        if number >= _WRITTEN and index is not None:
            shutil.copyfile(indexes[number % _WRITTEN], index)
        yield place.name


def _titled(main: str, number: int) -> str:
    return main.replace(TITLE, f"{TITLE}, no. {number}")


def _write(place: Path, files: dict[str, str], number: int) -> None:
    (place / "journal").mkdir(parents=True)
    for name, text in files.items():
        (place / name).write_text(_of_another(text, number))


def _of_another(text: str, number: int) -> str:
    """Give a text with another recorder and giver, so that no two of them have the same bytes."""
    other = f"P{300 + number}"
    return text.replace('"P003"', f'"{other}"') + f"; of group {number}\n"


def _name_again(written: Path, place: Path) -> None:
    (place / "journal").mkdir(parents=True)
    for file in written.rglob("*.beancount"):
        os.link(file, place / file.relative_to(written))


def _index_at_rest(place: Path) -> Path:
    """Give the index of a book, once all of it is in the one file."""
    index = index_of(place)
    assert index
    ask = sqlite3.connect(index)
    ask.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    ask.close()
    return index


def _texts(seed: int) -> dict[str, str]:
    first = month_start(LAST_DAY, 1 - MONTHS)
    files = {
        f"journal/{month.day:%Y-%m}.beancount": month.text
        for month in months_of(ENTRIES, MONTHS, seed, with_papers=False)
    }
    files["accounts.beancount"] = accounts_text(first)
    files["funds.beancount"] = funds_text(first, promised(ENTRIES, MONTHS))
    return files


def _main(folder: Path) -> str:
    """Give the main file as a new book has it."""
    place = folder / "template"
    hand = Hand(by="P003", today=LAST_DAY)
    new_book(place, TITLE, "informal-group", (12, 31), month_start(LAST_DAY, 1 - MONTHS), hand)
    return (place / "book.beancount").read_text()
