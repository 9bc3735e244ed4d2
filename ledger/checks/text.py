"""Rules about the text: that it can be read, names no code and no other folder, and lies whole."""

import posixpath
from collections.abc import Iterable, Iterator
from itertools import groupby

from ledger.book import Book, asked
from ledger.checks.wording import grave
from ledger.entries.directives import Transaction
from ledger.errors import Problem

_OPTIONS = {"title", "operating_currency"}


def readable(book: Book) -> Iterator[Problem]:
    """Every line of the text says something that can be read."""
    yield from book.problems


def stays_in_its_folder(book: Book) -> Iterator[Problem]:
    """The text names no plugin, no option but its title and currency, and no file elsewhere."""
    rule = "stays_in_its_folder"
    remedy = "Take that line out of the text; a book of ours does without it."
    is_folder = book.place.is_dir()
    for reach in asked(book).reaches():
        name = reach.name
        for plugin in reach.plugins:
            yield grave(rule, name, f"{name} asks for a program called “{plugin}”.", remedy)
        for other in reach.includes:
            if not is_folder or _is_elsewhere(name, other):
                said = f"{name} names “{other}”, which is not part of these books."
                yield grave(rule, name, said, remedy)
        for option in reach.options:
            if option not in _OPTIONS:
                said = f"{name} sets “{option}”, which our books never do."
                yield grave(rule, name, said, remedy)


def entry_lies_whole(book: Book) -> Iterator[Problem]:
    """All of an entry stands together in one file, in a folder that of its first month."""
    rule = "entry_lies_whole"
    seen: set[str] = set()
    for number, parts in groupby(_as_written(book), key=lambda made: (made.entry, made.place[0])):
        first = next(parts)
        if number[0] and number[0] in seen:
            said = f"Entry no. {first.entry} stands in two places of the text."
            remedy = "Move its parts together, or give one of them the next free number."
            yield grave(rule, first.entry, said, remedy)
        elif number[0] and book.place.is_dir() and first.place[0] != _month_file(first):
            said = f"Entry no. {first.entry} stands in {first.place[0]}."
            remedy = f"Move it to {_month_file(first)}, the file of its month."
            yield grave(rule, first.entry, said, remedy)
        seen.add(number[0])


def _is_elsewhere(name: str, other: str) -> bool:
    """Tell whether an include reaches what is not read as part of a book in a folder."""
    if posixpath.isabs(other):
        return True
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), other))
    return posixpath.dirname(target) not in {"", "journal"} or not target.endswith(".beancount")


def _as_written(book: Book) -> Iterable[Transaction]:
    return sorted(book.transactions, key=lambda made: made.place)


def _month_file(made: Transaction) -> str:
    return f"journal/{made.day.isoformat()[:7]}.beancount"
