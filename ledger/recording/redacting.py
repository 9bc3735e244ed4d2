"""Blanking what names somebody: words of an entry, or a part of its paper, by two people."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ledger import index
from ledger.beans import proved
from ledger.beans.blanking import BLANKED, Blanking, proved_blank
from ledger.book import Book, Entry, asked
from ledger.book.blankable import Blankable, blankable, blanker
from ledger.book.chain import family
from ledger.book.files import named_texts
from ledger.book.issued import Issued, blanked_line, telling_of, telling_of_terms
from ledger.checks.acts import known_entry
from ledger.entries.directives import Document, Fact
from ledger.entries.words import plain
from ledger.errors import Refusal
from ledger.journal import Hand
from ledger.journal.blanking import BlankPlan, blank
from ledger.papers import Paper
from ledger.vouchers import file_of

_OURS = re.compile(r"\.\./(vouchers/[0-9]{4}/)(([0-9]{4}-[0-9]{4,6})-[0-9a-f]{8})\.(jpg|pdf)")
_WORDS_OF, _PAPER_OF = "blanked words of", "covered a paper of"
Say = Callable[[str], None]


class RedactedAlone(Refusal):
    """Two people blank words together."""

    def __init__(self) -> None:
        """Say who could."""
        super().__init__(
            "Blanking words takes two people, and you proposed this yourself.",
            "Ask another treasurer to look at it and agree.",
        )


class NothingToBlank(Refusal):
    """The words do not stand there, or nothing was chosen."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "Nothing would be blanked: these words do not stand in this entry.",
            "Look at the entry as it is now, and choose the words or the paper once more.",
        )


class RedactionReasonMissing(Refusal):
    """It is said why, without the words themselves."""

    def __init__(self) -> None:
        """Say it beside the field."""
        super().__init__(
            "Why the words are blanked is missing.",
            "Write a few words that name nobody, like “a neighbour's name stood there”.",
            field="because",
        )


class ReasonNamesThem(Refusal):
    """The reason holds what is being blanked, and would stay."""

    def __init__(self) -> None:
        """Say it beside the field."""
        super().__init__(
            "The reason holds the very words that are being blanked, and it stays in the books.",
            "Write it without them, like “a neighbour's name stood there”.",
            field="because",
        )


class PaperNotOurs(Refusal):
    """A paper that is not among those of this entry, or that was not kept by us."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "That paper cannot be covered: it is not among the papers of this entry.",
            "Open the entry again, and choose one of its papers.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """A paper by its file name, and the covered picture that takes its place."""

    paper: str
    picture: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Blanks:
    """What is blanked of an entry: words as they stand in it, and parts of its papers."""

    words: tuple[str, ...] = ()
    covers: tuple[Cover, ...] = ()


def redact(
    shelf: Path,
    number: str,
    blanks: Blanks,
    because: str,
    hands: tuple[Hand, Hand],
    say: Say = lambda _: None,
) -> Entry:
    """Blank words and parts of papers of an entry, in its text and in all of its history.

    The words go wherever they stand in the entry, in what corrects it and in what was said of it
    later; a covered paper goes wherever it proves anything. Figures, days, accounts, funds and
    numbers stay, so it may be done in a closed year too. Reports and accounts that were
    issued and may hold them are taken away, and that they were issued stays. The first of the two
    hands proposed it. What was copied away before cannot be reached.

    Raises:
        RedactedAlone: both hands are the same person's.
        NothingToBlank: none of it is there.
        RedactionReasonMissing, ReasonNamesThem: why is not said, or says too much.
        PaperNotOurs: a paper is not one of this entry.
        TextWrittenByHand, HistoryUnreadable: it could not be done whole; nothing was changed.
        BlankingUnfinished: the disk failed half way; the rest comes with the next act.
    """
    proposing, agreeing = hands
    if proposing.by == agreeing.by:
        raise RedactedAlone
    why = reason(because, blanks.words)

    def plan(book: Book) -> BlankPlan:
        said = _said(book, number)
        covered = _covered(said, blanks.covers)
        texts = _texts(said, blanks)
        values = (number, proposing.by, agreeing.by, why)
        fact = Fact(day=agreeing.today, kind="redacted", values=values)
        month = f"journal/{agreeing.today:%Y-%m}.beancount"
        return plan_for(book, said, texts, covered, Line(fact=fact, file=month))

    return blank(shelf, plan, agreeing.by, say).entries[number]


def checked_redaction(shelf: Path, number: str, blanks: Blanks, because: str) -> None:
    """Decline what `redact` would decline, as far as can be told before; nothing is written.

    Raises:
        NothingToBlank, RedactionReasonMissing, ReasonNamesThem, PaperNotOurs: see `redact`.
    """
    said = _said(index.latest(shelf), number)
    _covered(said, blanks.covers)
    _texts(said, blanks)
    reason(because, blanks.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The line that says so, and the file in which it will stand."""

    fact: Fact
    file: str


def plan_for(
    book: Book, said: Blankable, texts: Mapping[str, str], covered: Mapping[str, Paper], line: Line
) -> BlankPlan:
    """Give the plan by which some texts become others, and papers by their hashes covered ones.

    Raises:
        TextWrittenByHand: a file would say anything else, too.
    """
    papers = [paper for mark in covered for paper in _with_mark(book, mark)]
    renamed = {paper.name: covered[paper.sha256].name_for(_number_in(paper)) for paper in papers}
    blanking = Blanking(
        numbers=frozenset(said.numbers),
        texts=texts,
        papers=renamed | {mark: paper.sha256 for mark, paper in covered.items()},
        fund=said.fund,
        moves=frozenset(said.moves),
    )
    files = _changed(book, blanking)
    issued = _issued(book, said, covered)
    lines = [line.fact, *(blanked_line(each, line.fact.day) for each in issued)]
    text = files.get(line.file) or _bytes(book.place / line.file)
    files[line.file] = text + f"\n{proved(lines)}".encode()
    gone, dropped = [each.file for each in issued], {each.name: "" for each in issued}
    for paper in papers:
        old = file_of(book, paper)
        files[_path(book, old.with_name(renamed[paper.name]))] = covered[paper.sha256].content
        pages = sorted(old.parent.glob(f"{old.stem}-p*.jpg"))
        gone += [_path(book, each) for each in (old, *pages)]
        dropped |= {each.name: "" for each in pages}
    return BlankPlan(
        blanking=blanking,
        phrases=tuple(_blanked_words(texts)),
        files=files,
        names=renamed | dropped,
        gone=tuple(dict.fromkeys(gone)),
        done=f"{_WORDS_OF if blanking.has_words else _PAPER_OF} {_named(said)}",
    )


def _changed(book: Book, blanking: Blanking) -> dict[str, bytes]:
    """Give the files of a book in which anything is blanked, as they become."""
    files: dict[str, bytes] = {}
    for name, raw in named_texts(book.place):
        new = proved_blank(raw.decode(), name, blanking).encode()
        if new != raw:
            files[name] = new
    return files


def _issued(book: Book, said: Blankable, covered: Collection[str]) -> tuple[Issued, ...]:
    if said.fund:
        return telling_of_terms(book, said.fund)
    return telling_of(book, _shown_with(book, said, covered))


def _named(said: Blankable) -> str:
    return f"the terms of {said.fund}" if said.fund else said.number


def reason(because: str, words: Sequence[str]) -> str:
    """Give the reason as it is kept.

    Raises:
        RedactionReasonMissing, ReasonNamesThem: it is not said, or holds the words themselves.
    """
    why = plain(because, 500, "because")
    if not why:
        raise RedactionReasonMissing
    if blanker(words)(why) != why:
        raise ReasonNamesThem
    return why


def _said(book: Book, number: str) -> Blankable:
    known_entry(book, number)
    return blankable(book, number)


def _texts(said: Blankable, blanks: Blanks) -> dict[str, str]:
    texts = said.texts_without(blanks.words)
    if not blanks.covers and all(old == new for old, new in texts.items()):
        raise NothingToBlank
    return texts


def _covered(said: Blankable, covers: Sequence[Cover]) -> dict[str, Paper]:
    """Give each covered picture by the hash of the paper whose place it takes."""
    ours = {paper.name: paper for paper in said.papers if _OURS.fullmatch(paper.path)}
    if not {each.paper for each in covers} <= ours.keys():
        raise PaperNotOurs
    return {ours[each.paper].sha256: each.picture for each in covers}


def _with_mark(book: Book, mark: str) -> tuple[Document, ...]:
    """Give every line of a paper, also with other entries, that we keep under a name of ours."""
    found = (paper for number in _proved(book, mark) for paper in book.entries[number].documents)
    ours = (each for each in found if each.sha256 == mark and _OURS.fullmatch(each.path))
    return tuple({each.path: each for each in ours}.values())


def _shown_with(book: Book, said: Blankable, marks: Collection[str]) -> set[str]:
    """Give the entries, and those that some papers prove too: a report may show each with them."""
    proved = (number for mark in marks for number in _proved(book, mark))
    return {*said.numbers, *(each for number in proved for each in family(book, number))}


def _proved(book: Book, mark: str) -> tuple[str, ...]:
    return tuple(number for number in asked(book).proved_by(mark) if number in book.entries)


def _number_in(paper: Document) -> str:
    found = _OURS.fullmatch(paper.path)
    return found[3] if found else paper.entry


def _blanked_words(texts: Mapping[str, str]) -> Iterator[str]:
    """Give the words that go, by what of each text stays."""
    for old, new in texts.items():
        if old != new:
            parts = "(.+)".join(re.escape(part) for part in new.split(BLANKED))
            found = re.fullmatch(parts, old, re.DOTALL)
            yield from (each for each in (found.groups() if found else (old,)) if each != BLANKED)


def _path(book: Book, file: Path) -> str:
    return file.relative_to(book.place.resolve()).as_posix()


def _bytes(file: Path) -> bytes:
    return file.read_bytes() if file.is_file() else b""
