"""What was blanked in a later copy of a book is blanked in an older one that was brought back."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ledger import index
from ledger.beans.blanking import BLANKED, typed_texts
from ledger.book import Book, Entry, read
from ledger.book.blankable import Pair, Typing, blankable, blankable_terms, lines_in, terms_in
from ledger.entries.directives import Fact, Transaction
from ledger.errors import Refusal
from ledger.journal.blanking import BlankPlan, blank
from ledger.journal.hand import Hand
from ledger.papers import Paper
from ledger.recording.redacting import Line, plan_for
from ledger.recording.redacting_terms import headings_told_apart
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
        # A second line about a fund finds all of it blanked, and still belongs to what was done.
        plan = _plan_of_terms(there, fact, hand, is_begun=fund in blanked)
        try:
            if fact in blank(shelf, plan, fact.said(2), lambda _: None).facts:
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
                texts |= _becoming(lines_in(book.entries[each]), lines_in(there.entries[each]))
                covered |= _papers(book.entries[each], there, there.entries[each])
        file = f"journal/{hand.today:%Y-%m}.beancount"
        return plan_for(book, said, texts, covered, Line(fact=fact, file=file))

    return plan


def _missing_terms(here: Book, there: Book) -> Iterator[tuple[str, Fact]]:
    known = [fact for fact in here.facts if fact.kind == "redacted-terms"]
    for fact in there.facts:
        if fact.kind == "redacted-terms" and fact.said(0) in here.funds and fact not in known:
            yield fact.said(0), fact


def _plan_of_terms(
    there: Book, fact: Fact, hand: Hand, *, is_begun: bool
) -> Callable[[Book], BlankPlan | None]:
    """Give the plan that blanks the terms of a fund; none where there was nothing to blank."""
    fund = fact.said(0)

    def plan(book: Book) -> BlankPlan | None:
        texts = _becoming(terms_in(book, fund), terms_in(there, fund))
        if not is_begun and all(old == new for old, new in texts.items()):
            return None
        headings_told_apart(book, fund, texts)
        file = f"journal/{hand.today:%Y-%m}.beancount"
        return plan_for(book, blankable_terms(book, fund), texts, {}, Line(fact=fact, file=file))

    return plan


def _becoming(here: Iterable[Typing], there: Iterable[Typing]) -> dict[str, str]:
    """Give what each text becomes, as the lines of a later copy say.

    Never by their places, since a line of an older day that was recorded later comes between: a
    line is the first one of its sort and day that says the same, or the same with words blanked.
    """
    later = list(there)
    known = [pair for each in later for pair in typed_texts(each)]
    texts: dict[str, str] = {}
    for line in here:
        said = typed_texts(line)
        same = next((each for each in later if _is_same(line, each)), None)
        if same is not None:
            later.remove(same)
            found = [(old, new) for (_, old), (_, new) in zip(said, typed_texts(same), strict=True)]
        else:
            found = [(old, _anywhere(sort, old, known)) for sort, old in said]
        for old, new in found:
            # The same may be typed into two lines: blank in one is blank in both.
            texts[old] = new if texts.get(old, old) == old else texts[old]
    return texts


def _is_same(line: Typing, other: Typing) -> bool:
    said, then = typed_texts(line), typed_texts(other)
    return (
        _sort(line) == _sort(other)
        and [sort for sort, _ in said] == [sort for sort, _ in then]
        and all(_becomes(old, new) for (_, old), (_, new) in zip(said, then, strict=True))
    )


def _sort(line: Typing) -> tuple[object, ...]:
    """Give what no blanking changes: what a line is, its day, and its sums or postings."""
    if isinstance(line, Fact):
        return line.kind, line.day, *(each for each in line.values if type(each) is not str)
    return type(line), line.day, line.postings if isinstance(line, Transaction) else ()


def _anywhere(sort: str, old: str, known: Iterable[Pair]) -> str:
    """Give what a text becomes whose line nothing answers to: it goes as a whole, if no text does.

    Of several it is the one with most words left: they stand there to be read anyway.
    """
    found = [new for same, new in known if same == sort and _becomes(old, new)]
    return max(found, key=lambda each: (len(each.replace(BLANKED, "")), each), default=BLANKED)


def _becomes(old: str, new: str) -> bool:
    """Tell whether a text is another one with words blanked."""
    parts = ".+".join(re.escape(part) for part in new.split(BLANKED))
    return re.fullmatch(parts, old, re.DOTALL) is not None


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
