"""What was blanked in a later copy of a book is blanked in an older one that was brought back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ledger import index
from ledger.beans.blanking import BLANKED, REASONED, typed_texts
from ledger.book import Book, Entry, read
from ledger.book.blankable import blankable
from ledger.entries.directives import Fact, Transaction
from ledger.errors import Refusal
from ledger.journal.blanking import BlankPlan, blank
from ledger.journal.hand import Hand
from ledger.papers import Paper
from ledger.recording.redacting import Line, plan_for
from ledger.vouchers import file_of


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactedAgain:
    """The numbers of entries that were blanked once more, and why any could not be."""

    numbers: tuple[str, ...]
    declined: tuple[str, ...]


def redact_as_in(shelf: Path, later: Path, hand: Hand) -> RedactedAgain:
    """Blank in a book what was blanked in a later copy of it, entry by entry, with its reason.

    What came after the older copy was made is not in it, and is passed over.
    """
    blanked, declined = [], []
    # Read plainly, so that nothing is written beside the later copy.
    there = read(later)
    for number, fact in list(_missing(index.latest(shelf), there)):
        try:
            blank(shelf, _plan(there, number, fact, hand), fact.said(2), lambda _: None)
            blanked.append(number)
        except Refusal as refusal:
            declined.append(f"Entry no. {number} was not blanked again: {refusal}")
    return RedactedAgain(numbers=tuple(dict.fromkeys(blanked)), declined=tuple(declined))


def _missing(here: Book, there: Book) -> Iterator[tuple[str, Fact]]:
    for number, entry in there.entries.items():
        if number in here.entries:
            known = [fact for fact in here.entries[number].later if fact.kind == "redacted"]
            said = [fact for fact in entry.later if fact.kind == "redacted"]
            yield from ((number, fact) for fact in said if fact not in known)


def _plan(there: Book, number: str, fact: Fact, hand: Hand) -> Callable[[Book], BlankPlan]:
    def plan(book: Book) -> BlankPlan:
        said = blankable(book, number)
        texts = {typed.text: typed.text for typed in said.texts}
        covered: dict[str, Paper] = {}
        for each in said.numbers:
            if each in there.entries:
                texts |= _texts(book.entries[each], there.entries[each])
                covered |= _papers(book.entries[each], there, there.entries[each])
        file = f"journal/{hand.today:%Y-%m}.beancount"
        return plan_for(book, said, texts, covered, Line(fact=fact, file=file))

    return plan


def _texts(old: Entry, new: Entry) -> dict[str, str]:
    """Give each text that is blank now with what it was, line by line: the lines never change."""
    was, now = _lines(old), _lines(new)
    pairs = (
        pair
        for one, other in zip(was, now, strict=False)
        for pair in zip(typed_texts(one), typed_texts(other), strict=False)
    )
    return {
        before: after
        for (sort, before), (same, after) in pairs
        if sort == same and before != after and BLANKED in after
    }


def _lines(entry: Entry) -> tuple[Transaction | Fact, ...]:
    return (*entry.transactions, *(fact for fact in entry.later if fact.kind in REASONED))


def _papers(old: Entry, there: Book, new: Entry) -> dict[str, Paper]:
    """Give each covered paper by the hash of the one that it was."""
    found = {}
    for before, after in zip(old.documents, new.documents, strict=False):
        file = file_of(there, after)
        if before.sha256 != after.sha256 and file.is_file() and file.suffix == ".jpg":
            content = file.read_bytes()
            mark = sha256(content).hexdigest()
            found[before.sha256] = Paper(content=content, suffix="jpg", sha256=mark, thumbnail=b"")
    return found
