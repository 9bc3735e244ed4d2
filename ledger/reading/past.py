"""What was done in a book, in words, and the book as it stood at a version that was printed."""

import re
import tempfile
from collections.abc import Callable
from datetime import date, datetime
from itertools import dropwhile
from pathlib import Path

from ledger import history, index
from ledger.book import asked, text_files
from ledger.book.files import MAIN
from ledger.entries.directives import is_entry_number
from ledger.errors import Refusal
from ledger.history import Done, NoHistory, Stood
from ledger.reading.progress import seldom

_EVERY = 10_000_000
_NOBODY = "P000"
_NAMED = r"(?P<name>.+)"
# What the writers say for the history, and how a person reads it. The rest is read as it stands.
_WORDS = (
    (rf"(recorded|approved) {_NAMED}", r"\1 entry no. \g<name>"),
    (rf"added a paper to {_NAMED}", r"added a paper to entry no. \g<name>"),
    (rf"declared the paper of {_NAMED}", r"said why entry no. \g<name> has no paper"),
    (rf"terms of {_NAMED}", r"set the terms of \g<name>"),
    (rf"budget of {_NAMED}", r"changed the budget of \g<name>"),
    (rf"consent for {_NAMED}", r"wrote down the giver’s consent for \g<name>"),
    (rf"agreed {_NAMED}", r"found \g<name> to agree with the bank"),
    (rf"withdrew {_NAMED}", r"withdrew what was agreed with the bank about \g<name>"),
    (rf"blanked words of the terms of {_NAMED}", r"blanked words in the terms of \g<name>"),
    (rf"blanked words of {_NAMED}", r"blanked words in entry no. \g<name>"),
    (rf"covered a paper of {_NAMED}", r"covered a part of a paper of entry no. \g<name>"),
    (rf"issued report {_NAMED}", r"issued a report on \g<name>"),
    (rf"issued accounts accounts:{_NAMED}", r"issued the accounts of the year to \g<name>"),
    (r"legal form", "set the legal form"),
    (r"end of the year", "set the end of the year"),
    (r"caught up", "kept what was changed by hand"),
)

Say = Callable[[str], None]


class NothingTold(Refusal):
    """The history has no act about what was asked for."""

    def __init__(self, about: str) -> None:
        """Quote it, and say what can be asked for."""
        super().__init__(
            f"The history tells nothing of “{about[:60]}”.",
            "Name an entry, like 2026-0042, or the short name of a fund.",
        )


class FolderTaken(Refusal):
    """A book as it then was never mixes with what is there."""

    def __init__(self, folder: Path) -> None:
        """Name the folder."""
        super().__init__(f"“{folder}” is there already.", "Name a new folder, or an empty one.")


class InsideTheBook(Refusal):
    """A copy of a book is kept apart from it."""

    def __init__(self, folder: Path) -> None:
        """Name the folder."""
        super().__init__(
            f"“{folder}” lies in the book’s own folder.", "Name a folder outside of it."
        )


class NoFolderAbove(Refusal):
    """What is to be written would lie in a folder that is not there."""

    def __init__(self, folder: Path) -> None:
        """Name the folder above."""
        super().__init__(f"There is no folder “{folder}”.", "Make it first, or choose another.")


def told_acts(
    place: Path, about: str = "", most: int = 50, at: str = "", say: Say = lambda _: None
) -> tuple[Done, ...]:
    """Give the latest acts in a book, or those about one entry or fund; the newest first.

    The acts about a fund are also those about its entries. With `at`, a version of the text as it
    was printed, what came later is left out; `say` hears how far the search for it is.

    Raises:
        NoBookThere: the place holds no book.
        NoHistory: there is none, as of a single file.
        NothingTold: no act is about that.
        VersionUnclear, VersionUnknown, VersionAmbiguous: the books never stood so.
    """
    shelf = _shelf(place)
    if not history.acts(shelf, most=1):
        raise NoHistory
    words = _words_about(shelf, about)
    if at:
        found = _until(shelf, words, history.stood(shelf, at, seldom(say)))
    else:
        found = history.acts_about(shelf, words, most)
    if about and not found:
        raise NothingTold(about)
    return found[:most]


def printed_at(place: Path, version: str, say: Say) -> Stood:
    """Find when the books stood at a version that was printed; its beginning is enough.

    Raises:
        NoBookThere, NoHistory, VersionUnclear, VersionUnknown, VersionAmbiguous: see each.
    """
    return history.stood(_shelf(place), version, seldom(say))


def lay_as_it_was(place: Path, found: Stood, folder: Path) -> None:
    """Lay the books as they then stood, text and papers, into a new folder, whole or not at all.

    What is laid there loads in stock Beancount, and has the version that was printed.

    Raises:
        InsideTheBook: the folder is a part of the book itself.
        FolderTaken: there is something in that folder.
        NoFolderAbove: the folder above it is missing.
        NoHistory: a part of the history is damaged.
    """
    shelf = _shelf(place).resolve()
    if folder.resolve().is_relative_to(shelf):
        raise InsideTheBook(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderTaken(folder)
    if not folder.parent.is_dir():
        raise NoFolderAbove(folder.parent)
    with tempfile.TemporaryDirectory(prefix=".purse-", dir=folder.parent) as beside:
        laid = Path(beside, "book")
        laid.mkdir()
        history.lay(shelf, found, laid)
        laid.rename(folder)


def in_words(done: Done) -> str:
    """Tell an act in one line: its day and time on this computer's clock, by whom, and what."""
    by = "somebody" if done.by == _NOBODY else done.by
    return f"{moment_in_words(done.when)}: {by} {_what(done.what)}"


def moment_in_words(when: datetime) -> str:
    """Tell a moment on this computer's clock: 14 March 2026, 10:12."""
    here = when.astimezone()
    return f"{here.day} {here:%B %Y}, {here:%H:%M}"


def _what(said: str) -> str:
    for pattern, words in _WORDS:
        if found := re.fullmatch(pattern, said):
            return found.expand(words)
    return said


def _shelf(place: Path) -> Path:
    """Give the folder of a book, also where its main file is named in its place."""
    main = text_files(place)[0]
    return main.parent if main.name == MAIN else place


def _words_about(place: Path, about: str) -> tuple[str, ...]:
    """Give the words by which acts name something: a fund's own name, and all its entries."""
    if not about or is_entry_number(about):
        return (about,) if about else ()
    book = index.current(place)
    if about not in book.funds:
        return (about,)
    moved = asked(book).during(date.min, date.max, about)
    return (about, *dict.fromkeys(each.entry for each in moved))


def _until(place: Path, words: tuple[str, ...], stood: Stood) -> tuple[Done, ...]:
    """Give the acts up to a version: all those that the history tells from there on."""
    whole = history.acts(place, most=_EVERY)
    then = tuple(dropwhile(lambda each: each.version != stood.last.version, whole))
    return tuple(each for each in then if not words or not set(words).isdisjoint(each.what.split()))
