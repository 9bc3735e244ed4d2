"""The pages of a document as they were printed: their words, and a mark of all that is on each.

The list of them goes with the document as one CSV, a row for each page. The marks say whether a
page is as it was; the words say, of a page that is not, what was changed on it.
"""

import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from grant_reports.defusing import defused, restored
from ledger.errors import Refusal

NAME = "pages.csv"
_COLUMNS = ["Page", "Mark", "Words"]
# As many words as are told of one change, and as tell before which it stands.
_TOLD, _BEFORE = 12, 3


class PagesUnreadable(Refusal):
    """The list of pages that is attached is not as we write it."""

    def __init__(self) -> None:
        """Say what that means."""
        super().__init__(
            f"The list of pages attached ({NAME}) cannot be read: it is not as we write it.",
            "Somebody changed it, or it was damaged. Ask for the document once more.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as it is read: its words, line by line, and a hash over all that is drawn on it."""

    words: str
    drawn: str

    def mark(self, words: str) -> str:
        """Give the mark that was listed if it was drawn like this when these words were listed."""
        return hashlib.sha256(f"{self.drawn}\n{words}".encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A page as the list says that it was printed."""

    mark: str
    words: str


def pages_csv(pages: Sequence[Page]) -> bytes:
    """Write the list of pages that were just printed."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for number, page in enumerate(pages, start=1):
        writer.writerow((number, page.mark(page.words), defused(page.words)))
    return out.getvalue().encode()


def read_pages(content: str) -> tuple[Listed, ...]:
    """Read the list back.

    Raises:
        PagesUnreadable: it is not as we write it.
    """
    try:
        heads, *rows = csv.reader(io.StringIO(content, newline=""), strict=True)
        listed = tuple(Listed(mark=mark, words=restored(words)) for _, mark, words in rows)
    except (csv.Error, ValueError) as fault:
        raise PagesUnreadable from fault
    if heads != _COLUMNS or any(row[0] != str(at) for at, row in enumerate(rows, start=1)):
        raise PagesUnreadable
    return listed


def changed(listed: Sequence[Listed], pages: Sequence[Page]) -> Iterator[str]:
    """Say of each page that is not as it was printed what was changed on it.

    One that was printed as another page is passed by: its margin says where it belongs.
    """
    for number, page in enumerate(pages, start=1):
        if any(page.mark(each.words) == each.mark for each in listed):
            continue
        if any(page.mark(page.words) == each.mark for each in listed):
            yield (
                f"Page {number} agrees with its mark in the list of pages ({NAME}), and the words "
                "beside that mark are others: the list was changed."
            )
            continue
        words = listed[number - 1].words if number <= len(listed) else ""
        told = list(_words(number, words.split(), page.words.split()))
        yield from told
        if not told:
            yield (
                f"Page {number} says what was printed, and does not look as it was: a picture or "
                "something drawn was changed, or another program set it anew."
            )


def _words(number: int, printed: list[str], said: list[str]) -> Iterator[str]:
    found = SequenceMatcher(None, printed, said, autojunk=False)
    for what, begins, ends, first, last in found.get_opcodes():
        if what == "equal":
            continue
        place = f", after “{_told(said[max(0, first - _BEFORE) : first])}”" if first else ""
        old, new = _told(printed[begins:ends]), _told(said[first:last])
        if not new:
            yield f"Page {number} no longer says “{old}”{place}."
        elif not old:
            yield f"Page {number} says “{new}”{place}, and that was not printed."
        else:
            yield f"Page {number} says “{new}”{place}, and “{old}” was printed."


def _told(words: Sequence[str]) -> str:
    return " ".join([*words[:_TOLD], *(["…"] if len(words) > _TOLD else [])])
