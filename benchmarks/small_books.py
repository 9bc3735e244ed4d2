"""Thousands of small books, laid out fast: a few are written, the rest say the same of others."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.books import months_of, promised
from benchmarks.street import LAST_DAY, TITLE, accounts_text, funds_text, month_start
from ledger.recording import Hand, new_book

ENTRIES, MONTHS = 300, 12
_WRITTEN = 8


def lay(folder: Path, count: int) -> Iterator[str]:
    """Lay so many books of a year into a folder, and give the group of each.

    They have no papers and no history, which no page of a home asks for.
    """
    templates = [_texts(seed) for seed in range(min(_WRITTEN, count))]
    main = _main(folder)
    for number in range(count):
        group = f"group{number:07d}"
        place = folder / group
        (place / "journal").mkdir(parents=True)
        files = templates[number % len(templates)]
        for name, text in files.items():
            (place / name).write_text(_of_another(text, number))
        (place / "book.beancount").write_text(main.replace(TITLE, f"{TITLE}, no. {number}"))
        yield group


def _of_another(text: str, number: int) -> str:
    """Give a text with another recorder and giver, so that no two groups have the same bytes."""
    other = f"P{300 + number}"
    return text.replace('"P003"', f'"{other}"') + f"; of group {number}\n"


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
