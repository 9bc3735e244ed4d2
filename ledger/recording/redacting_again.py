"""What was blanked in a later copy of a book is blanked in an older one that was brought back."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ledger import index
from ledger.beans import Directive
from ledger.beans.blanking import BLANKED, REASONED, TERMS, typed_texts
from ledger.book import Book, Entry, read
from ledger.book.blankable import blankable, blankable_terms
from ledger.entries.directives import Fact, Transaction
from ledger.errors import Refusal
from ledger.journal.blanking import BlankPlan, blank
from ledger.journal.hand import Hand
from ledger.papers import Paper
from ledger.recording.redacting import Line, plan_for
from ledger.vouchers import file_of


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactedAgain:
    """The numbers of entries, and the funds, that were blanked once more, and why any was not."""

    numbers: tuple[str, ...]
    declined: tuple[str, ...]


def redact_as_in(shelf: Path, later: Path, hand: Hand) -> RedactedAgain:
    """Blank in a book what was blanked in a later copy of it, one by one, each with its reason.

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
    for fund, fact in list(_missing_terms(index.latest(shelf), there)):
        try:
            blank(shelf, _plan_of_terms(there, fund, fact, hand), fact.said(2), lambda _: None)
            blanked.append(fund)
        except Refusal as refusal:
            declined.append(f"The terms of {fund} were not blanked again: {refusal}")
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


def _missing_terms(here: Book, there: Book) -> Iterator[tuple[str, Fact]]:
    known = [fact for fact in here.facts if fact.kind == "redacted-terms"]
    for fact in there.facts:
        if fact.kind == "redacted-terms" and fact.said(0) in here.funds and fact not in known:
            yield fact.said(0), fact


def _plan_of_terms(there: Book, fund: str, fact: Fact, hand: Hand) -> Callable[[Book], BlankPlan]:
    def plan(book: Book) -> BlankPlan:
        said = blankable_terms(book, fund)
        texts = {typed.text: typed.text for typed in said.texts}
        for kind in TERMS:
            pairs = _pairs(_terms(book, fund, kind), _terms(there, fund, kind))
            texts |= {old: new for old, new in pairs.items() if _becomes(old, new)}
        file = f"journal/{hand.today:%Y-%m}.beancount"
        return plan_for(book, said, texts, {}, Line(fact=fact, file=file))

    return plan


def _terms(book: Book, fund: str, kind: str) -> tuple[Fact, ...]:
    return tuple(each for each in book.facts if each.kind == kind and each.said(0) == fund)


def _becomes(old: str, new: str) -> bool:
    """Tell whether a text is another one with words blanked: terms may lie in another order."""
    parts = ".+".join(re.escape(part) for part in new.split(BLANKED))
    return re.fullmatch(parts, old, re.DOTALL) is not None


def _texts(old: Entry, new: Entry) -> dict[str, str]:
    return _pairs(_lines(old), _lines(new))


def _pairs(was: Iterable[Directive], now: Iterable[Directive]) -> dict[str, str]:
    """Give each text that is blank now with what it was, line by line: the lines never change."""
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
