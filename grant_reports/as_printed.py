"""A document as it was printed: the words of each page and of what goes with them all, and marks.

The list of them goes with the document as one CSV: a row for each page, then one for each thing
that belongs to the document as a whole. A mark says whether something is as it was; the words say,
of what is not, what was changed.
"""

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from grant_reports.defusing import defused, restored
from ledger.errors import Refusal

NAME, DESCRIBED = "pages.csv", "Every page of this document as it was printed"
ABOUT, BOOKMARKS, LINKS, HEARD = "about", "bookmarks", "links", "heard"
# What belongs to a document as a whole: what it is called, and what is said where its words stayed.
WHOLE = {
    ABOUT: (
        "What the file says about itself",
        "has the words that were printed, and how a program is to show or print it was changed",
    ),
    BOOKMARKS: (
        "The list of its bookmarks",
        "has the words that were printed, and its looks, or how they hang or lead, were changed",
    ),
    LINKS: (
        "The list of its links",
        "leads to the pages that were printed, and where on one of them was changed",
    ),
    HEARD: (
        "What a screen reader is told",
        "has the words for pictures that were printed, and its order or its parts were changed",
    ),
}
_COLUMNS = ["Page", "Mark", "Words"]
# As many words as are told of one change, and as tell before which it stands.
_TOLD, _BEFORE = 12, 3
# Of texts longer than this, or with more pairs of the same words, no more is told than where what
# differs begins and ends: comparing them word by word takes a stranger's text as long as he likes.
_LONGEST, _MOST_PAIRS = 2_000, 40_000


class PagesUnreadable(Refusal):
    """The list of pages that is attached is not as we write it."""

    def __init__(self) -> None:
        """Say what that means."""
        super().__init__(
            f"The list of pages attached ({NAME}) cannot be read: it is not as we write it.",
            "Somebody changed it, or it was damaged. Ask for the document once more.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A page, or what belongs to all of them, as it is read: its words, line by line, and a hash.

    The hash is over all that is drawn on a page, or that no words tell of the whole.
    """

    words: str
    drawn: str

    def mark(self, words: str) -> str:
        """Give the mark that was listed if it was drawn like this when these words were listed."""
        told = f"{self.drawn}\n{words}".encode(errors="surrogatepass")
        return hashlib.sha256(told).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """All that is read of a document: its pages, and by its name what belongs to all of them."""

    pages: Sequence[Part]
    whole: Mapping[str, Part]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A part of a document as the list says that it was printed."""

    mark: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The list read back; of an earlier program, it tells of pages alone."""

    pages: Sequence[Listed]
    whole: Mapping[str, Listed]


def parts_in(told: Mapping[str, Any]) -> Parts:
    """Give the parts of a document that another process told of as JSON, among other things."""
    return Parts(
        pages=[Part(**each) for each in told["pages"]],
        whole={name: Part(**each) for name, each in told["whole"].items()},
    )


def listing_of(parts: Parts) -> Listing:
    """Give the list that would be made of a document as it is."""
    return Listing(
        pages=tuple(map(_listed, parts.pages)),
        whole={name: _listed(each) for name, each in parts.whole.items()},
    )


def _listed(part: Part) -> Listed:
    return Listed(mark=part.mark(part.words), words=part.words)


def pages_csv(parts: Parts) -> bytes:
    """Write the list of what was just printed."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    listing = listing_of(parts)
    for name, each in (*enumerate(listing.pages, start=1), *listing.whole.items()):
        writer.writerow((name, each.mark, defused(each.words)))
    return out.getvalue().encode()


def read_pages(content: str) -> Listing:
    """Read the list back.

    Raises:
        PagesUnreadable: it is not as we write it.
    """
    try:
        heads, *rows = csv.reader(io.StringIO(content, newline=""), strict=True)
        listed = [(name, Listed(mark=mark, words=restored(words))) for name, mark, words in rows]
    except (csv.Error, ValueError) as fault:
        raise PagesUnreadable from fault
    names = [name for name, _ in listed]
    count = len(names) - (len(WHOLE) if ABOUT in names else 0)
    numbers = [str(at) for at in range(1, count + 1)]
    if heads != _COLUMNS or names not in (numbers, [*numbers, *WHOLE]):
        raise PagesUnreadable
    pages = tuple(each for _, each in listed[:count])
    return Listing(pages=pages, whole=dict(listed[count:]))


def changed(listing: Listing, parts: Parts) -> Iterator[str]:
    """Say of each page, and of what belongs to all of them, what was changed in it.

    A page that was printed as another one is passed by: its margin says where it belongs.
    """
    for number, page in enumerate(parts.pages, start=1):
        if not any(page.mark(each.words) == each.mark for each in listing.pages):
            yield from _of_a_page(number, page, listing.pages)
    for name, each in listing.whole.items():
        yield from _of_the_whole(*WHOLE[name], parts.whole[name], each)


def _of_a_page(number: int, page: Part, listed: Sequence[Listed]) -> Iterator[str]:
    if any(page.mark(page.words) == each.mark for each in listed):
        yield _list_changed(f"Page {number}")
        return
    words = listed[number - 1].words if number <= len(listed) else ""
    told = list(_words(number, words.split(), page.words.split()))
    yield from told
    if not told:
        yield (
            f"Page {number} says what was printed, and does not look as it was: a picture or "
            "something drawn was changed, or another program set it anew."
        )


def _list_changed(what: str) -> str:
    return (
        f"{what} agrees with its mark in the list of pages ({NAME}), and the words beside that "
        "mark are others: the list was changed."
    )


def _of_the_whole(what: str, rest: str, part: Part, listed: Listed) -> Iterator[str]:
    if part.mark(part.words) == listed.mark:
        if part.words != listed.words:
            yield _list_changed(what)
        return
    told = list(_lines(what, listed.words.split("\n"), part.words.split("\n")))
    yield from told or [f"{what} {rest}."]


def _lines(what: str, printed: list[str], said: list[str]) -> Iterator[str]:
    for begins, ends, first, last in _apart(printed, said):
        for old, new in zip_longest(printed[begins:ends], said[first:last], fillvalue=""):
            was, is_now = _told(old.split()), _told(new.split())
            if not was:
                yield f"{what}: “{is_now}” stands there, and was not printed."
            elif not is_now:
                yield f"{what}: “{was}” was printed, and does not stand there."
            else:
                yield f"{what}: “{is_now}” stands there, and “{was}” was printed."


def _words(number: int, printed: list[str], said: list[str]) -> Iterator[str]:
    for begins, ends, first, last in _apart(printed, said):
        place = f", after “{_told(said[max(0, first - _BEFORE) : first])}”" if first else ""
        old, new = _told(printed[begins:ends]), _told(said[first:last])
        if not new:
            yield f"Page {number} no longer says “{old}”{place}."
        elif not old:
            yield f"Page {number} says “{new}”{place}, and that was not printed."
        else:
            yield f"Page {number} says “{new}”{place}, and “{old}” was printed."


def _apart(printed: list[str], said: list[str]) -> Iterable[tuple[int, int, int, int]]:
    """Say where two texts differ, from where to where in each."""
    if printed == said:
        return []
    if _is_much(printed, said):
        return [_middle(printed, said)]
    found = SequenceMatcher(None, printed, said, autojunk=False).get_opcodes()
    return (each[1:] for each in found if each[0] != "equal")


def _is_much(printed: list[str], said: list[str]) -> bool:
    """Tell whether comparing two texts might take long; it grows with the pairs of same words."""
    counted = Counter(said)
    pairs = sum(counted[each] for each in printed)
    return max(len(printed), len(said)) > _LONGEST or pairs > _MOST_PAIRS


def _middle(printed: list[str], said: list[str]) -> tuple[int, int, int, int]:
    """Give what is left of two texts where they begin and end alike."""
    shorter = min(len(printed), len(said))
    first = next((at for at in range(shorter) if printed[at] != said[at]), shorter)
    rest = range(1, shorter - first + 1)
    last = next((at - 1 for at in rest if printed[-at] != said[-at]), shorter - first)
    return first, len(printed) - last, first, len(said) - last


def _told(words: Sequence[str]) -> str:
    told = " ".join([*words[:_TOLD], *(["…"] if len(words) > _TOLD else [])])
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in told)
