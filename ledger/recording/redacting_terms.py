"""Blanking what names somebody in the name and the terms of a fund, by two people."""

from collections.abc import Collection, Mapping
from pathlib import Path

from ledger import index
from ledger.book import Book
from ledger.book.blankable import blankable_terms
from ledger.entries.directives import Fact
from ledger.errors import Refusal
from ledger.funds import Fund
from ledger.journal import Hand
from ledger.journal.blanking import BlankPlan, blank
from ledger.recording.redacting import Line, NothingToBlank, RedactedAlone, Say, plan_for, reason


class HeadingsAlike(Refusal):
    """Two headings of a budget would read the same, and their figures run together."""

    def __init__(self, becomes: str) -> None:
        """Say how both would read."""
        super().__init__(
            f"Two headings of the budget would both read “{becomes}”.",
            "Blank fewer of their words, so that they can still be told apart.",
        )


def redact_terms(
    shelf: Path,
    fund: str,
    words: Collection[str],
    because: str,
    hands: tuple[Hand, Hand],
    say: Say = lambda _: None,
) -> Fund:
    """Blank words of a fund's name and terms, as they are and as they ever were.

    They go wherever they stand in its terms, its budget and what was agreed about it, also where a
    move of money out of it quotes that, in the text and in all of its history. Figures, days and
    the short name stay. Reports and accounts that were issued and may hold them are taken away. The
    first of the two hands proposed it.

    Raises:
        RedactedAlone: both hands are the same person's.
        FundUnknown: the book has no such fund.
        NothingToBlank: none of it is there.
        RedactionReasonMissing, ReasonNamesThem: why is not said, or says too much.
        HeadingsAlike: two headings could not be told apart any more.
        TextWrittenByHand, HistoryUnreadable: it could not be done whole; nothing was changed.
        BlankingUnfinished: the disk failed half way; the rest comes with the next act.
    """
    proposing, agreeing = hands
    if proposing.by == agreeing.by:
        raise RedactedAlone
    why = reason(because, tuple(words))

    def plan(book: Book) -> BlankPlan:
        texts = _texts(book, fund, words)
        values = (fund, proposing.by, agreeing.by, why)
        fact = Fact(day=agreeing.today, kind="redacted-terms", values=values)
        line = Line(fact=fact, file=f"journal/{agreeing.today:%Y-%m}.beancount")
        return plan_for(book, blankable_terms(book, fund), texts, {}, line)

    return blank(shelf, plan, agreeing.by, say).funds[fund]


def checked_terms_redaction(shelf: Path, fund: str, words: Collection[str], because: str) -> None:
    """Decline what `redact_terms` would decline, as far as can be told before; nothing is written.

    Raises:
        FundUnknown, NothingToBlank, RedactionReasonMissing, ReasonNamesThem, HeadingsAlike: see
            `redact_terms`.
    """
    _texts(index.latest(shelf), fund, words)
    reason(because, tuple(words))


def _texts(book: Book, fund: str, words: Collection[str]) -> Mapping[str, str]:
    book.fund(fund)
    texts = blankable_terms(book, fund).texts_without(words)
    if all(old == new for old, new in texts.items()):
        raise NothingToBlank
    headings_told_apart(book, fund, texts)
    return texts


def headings_told_apart(book: Book, fund: str, texts: Mapping[str, str]) -> None:
    """Decline texts by which two headings of a fund's budget would read the same.

    Raises:
        HeadingsAlike: with how both would read.
    """
    headings = [line.heading for line in book.funds[fund].budget]
    becomes = [texts.get(heading, heading) for heading in headings]
    alike = next((each for each in becomes if becomes.count(each) > 1), None)
    if alike is not None:
        raise HeadingsAlike(alike)
