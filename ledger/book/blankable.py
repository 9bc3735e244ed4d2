"""What of an entry can be blanked: its words, those of its corrections, and its papers."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ledger.accounts import FUND_TRANSFERS, is_person
from ledger.beans.blanking import BLANKED, TERMS, typed_texts
from ledger.book.chain import family
from ledger.book.counted import asked
from ledger.book.shelf import Book, Entry
from ledger.entries.directives import Document, Fact, Transaction
from ledger.money import NOTHING

# A word without the marks around it, so that a full stop stays where a name goes.
_WORD = re.compile(r"[^\s,;:.!?()“”\"]+(?:[.,:!?'’@-]+[^\s,;:.!?()“”\"]+)*")
_NEXT_TO = re.compile(rf"{re.escape(BLANKED)}(?:\s+{re.escape(BLANKED)})+")
Place = tuple[int, int]
Pair = tuple[str, str]
"""What a text is, and the text."""
Typing = Transaction | Document | Fact
"""A line into which a person types."""
DECIDED = ".blanked.new"
"""The folder in a book's own that holds what is to be blanked, until all of it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A text that a person typed, what it is (`payee`, `narration`, `because`, …), and its words.

    Each word is where it begins and ends in the text. What is blank already has none.
    """

    sort: str
    text: str
    words: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Blankable:
    """The texts of an entry and of all that corrects it, each once, and their papers.

    `numbers` are these entries, the oldest first. Of a `fund` they are the texts of its terms, and
    there are neither numbers nor papers, but `moves`: the entries that moved money out of it, and
    quote how its giver agreed. `mark` is another one as soon as any text stands
    elsewhere or is longer, and says nothing of what it holds.
    """

    number: str
    numbers: tuple[str, ...]
    texts: tuple[Typed, ...]
    papers: tuple[Document, ...]
    mark: str
    fund: str = ""
    moves: tuple[str, ...] = ()

    def phrases(self, chosen: Collection[Place]) -> tuple[str, ...]:
        """Give the words at some places, each a text's and a word's; neighbours as one."""
        found = []
        for count, typed in enumerate(self.texts):
            places = [place for text, place in sorted(chosen) if text == count]
            for first, last in _runs(place for place in places if place < len(typed.words)):
                found.append(typed.text[typed.words[first][0] : typed.words[last][1]])
        return tuple(dict.fromkeys(found))

    def texts_without(self, phrases: Collection[str]) -> dict[str, str]:
        """Give every text as it becomes when some words are blanked, wherever they stand."""
        blank = blanker(phrases)
        return {
            typed.text: blank(typed.text) if typed.words else typed.text for typed in self.texts
        }


def blankable(book: Book, number: str) -> Blankable:
    """Say what of an entry that is there can be blanked."""
    numbers = family(book, number)
    entries = [book.entries[each] for each in numbers]
    texts = _texts(line for entry in entries for line in lines_in(entry))
    papers = {paper.path: paper for entry in entries for paper in entry.documents}
    return Blankable(
        number=number,
        numbers=numbers,
        texts=texts,
        papers=tuple(papers.values()),
        mark=".".join([*numbers, *(str(len(typed.text)) for typed in texts)]),
    )


def blankable_terms(book: Book, fund: str) -> Blankable:
    """Say what of a fund's terms can be blanked, as they are and as they ever were.

    How its giver agreed is among them, also where only a move of money quotes it. Its short name
    stays: it is the tag of every transaction.
    """
    texts = _texts(terms_in(book, fund))
    return Blankable(
        number=fund,
        numbers=(),
        texts=texts,
        papers=(),
        mark=".".join([fund, *(str(len(typed.text)) for typed in texts)]),
        fund=fund,
        moves=tuple(dict.fromkeys(made.entry for made in _moves(book, fund) if made.entry)),
    )


def lines_in(entry: Entry) -> tuple[Typing, ...]:
    """Give the lines of an entry, those of its papers and what was said of it later."""
    return (*entry.transactions, *entry.documents, *entry.later)


def terms_in(book: Book, fund: str) -> Iterator[Fact]:
    """Give the terms of a fund, and the consent that moves out of it quote as such lines."""
    yield from (each for each in book.facts if each.kind in TERMS and each.said(0) == fund)
    for made in _moves(book, fund):
        # The other half of the move quotes it, too.
        entry = book.entries.get(made.entry)
        for each in entry.transactions if entry else (made,):
            if each.said("consent"):
                yield Fact(day=each.day, kind="consent", values=(fund, each.said("consent")))


def _moves(book: Book, fund: str) -> Iterator[Transaction]:
    """Give what moved money out of a fund and quotes the consent to it."""
    for made in asked(book).touching([FUND_TRANSFERS], date.max):
        is_out = made.fund == fund and made.sum_of(FUND_TRANSFERS.__eq__) > NOTHING
        if is_out and made.said("consent"):
            yield made


def _texts(lines: Iterable[Typing]) -> tuple[Typed, ...]:
    """Give what was typed into some lines, each text once."""
    found: dict[str, str] = {}
    for sort, text in (pair for line in lines for pair in typed_texts(line)):
        found.setdefault(text, sort)
    return tuple(Typed(sort=sort, text=text, words=_words(text)) for text, sort in found.items())


def blanker(phrases: Collection[str]) -> Callable[[str], str]:
    """Give what blanks some words in a text: whole words, and small letters are as capitals."""
    if not phrases:
        return str
    longest = sorted(set(phrases), key=len, reverse=True)
    found = re.compile("|".join(map(_whole, longest)), re.IGNORECASE)
    return lambda text: _NEXT_TO.sub(BLANKED, found.sub(BLANKED, text))


def _whole(phrase: str) -> str:
    before = r"(?<!\w)" if phrase[:1].isalnum() else ""
    after = r"(?!\w)" if phrase[-1:].isalnum() else ""
    return f"{before}{re.escape(phrase)}{after}"


def _words(text: str) -> tuple[Place, ...]:
    """Give where the words of a text stand; the number of a person is no word."""
    if is_person(text):
        return ()
    blank = [each.span() for each in re.finditer(re.escape(BLANKED), text)]
    return tuple(
        each.span()
        for each in _WORD.finditer(text)
        if not any(first <= each.start() < last for first, last in blank)
    )


def _runs(places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Give the first and last of each run of neighbours."""
    first = last = -1
    for place in places:
        if first < 0 or place != last + 1:
            if first >= 0:
                yield first, last
            first = place
        last = place
    if first >= 0:
        yield first, last
