"""The numbered payments of a fund, each with its paper: the evidence of a report."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from ledger import vouchers
from ledger.accounts import HELD, OPENING, is_income, is_ours
from ledger.book import Book, Entry
from ledger.book.beside import is_act_of_help, is_silent, told_total
from ledger.book.chain import standing
from ledger.book.helped import is_for_help
from ledger.entries.directives import Document, Kind, Transaction
from ledger.money import Money
from ledger.statements.movements import Movement
from ledger.vouchers import PaperStanding, PaperState


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedPaper:
    """A paper with its number in a report, and the entries of the report that it proves."""

    number: int
    document: Document
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """One payment out of a fund, as its funder sees it.

    `entry` is the number that is written on the paper; for a claim that was paid back, `paid_in` is
    the entry that paid it, and `day` the day of that. `total` is the whole entry, over all funds,
    and `share` what this fund bears of it in the period: negative for a refund. `seen` is the day
    of the bank's statement, or of the count of the tin, that has shown it; none where none has.
    """

    number: int
    day: date
    entry: str
    paid_in: str
    payee: str
    narration: str
    headings: tuple[str, ...]
    total: Money
    share: Money
    paper: PaperState
    because: str
    papers: tuple[Document, ...]
    seen: date | None
    corrects: str

    @property
    def is_checked(self) -> bool:
        """Tell whether the bank's statement, or a count of the tin, has shown it."""
        return self.seen is not None

    @property
    def keeps_papers(self) -> bool:
        """Tell whether its papers are in no report, since they tell of help given as well."""
        return self.paper == PaperState.ATTACHED and not self.papers


def payments_of(book: Book, costs: Iterable[Movement], until: date) -> tuple[Payment, ...]:
    """Number the payments behind the costs of one fund, by day; help given is left out.

    Each stands as it did at the end of a day, the last of the period: what it was put right to
    later has other figures. What was taken back again within the period leaves no line. Of an
    entry that gave help, too, only what else it bought is told, and neither words nor papers.
    """
    groups: dict[tuple[str, str], list[Movement]] = {}
    for each in costs:
        if not is_help(book, each):
            groups.setdefault((each.about, each.undoes or each.entry), []).append(each)
    kept = [group for group in groups.values() if Money.total(each.effect for each in group)]
    ordered = sorted(kept, key=lambda group: group[0].day)
    return tuple(
        _payment(book, place, group, until) for place, group in enumerate(ordered, start=1)
    )


def is_help(book: Book, moved: Movement) -> bool:
    """Tell whether a movement is of help given, by its account or by the act."""
    return is_for_help(moved.account) or is_act_of_help(book, moved.about, moved.fund)


def numbered_papers(payments: Iterable[Payment]) -> tuple[NumberedPaper, ...]:
    """Number the papers of payments in the order in which they are first named."""
    entries: dict[str, list[str]] = {}
    documents: dict[str, Document] = {}
    for payment in payments:
        for paper in payment.papers:
            documents.setdefault(paper.name, paper)
            entries.setdefault(paper.name, []).append(payment.entry)
    return tuple(
        NumberedPaper(number=place, document=paper, entries=tuple(dict.fromkeys(entries[name])))
        for place, (name, paper) in enumerate(documents.items(), start=1)
    )


def seen_on(book: Book, account: str, entry: str, day: date) -> date | None:
    """Give the first day on or after another on which an agreement about an account has an entry.

    What the bank had yet to show when it was corrected, it still has to show.
    """
    numbers = {entry}
    while (entry := book.entries[entry].corrects) in book.entries and entry not in numbers:
        numbers.add(entry)
    days = (
        each.day
        for each in book.agreements
        if each.account == account and each.day >= day and numbers.isdisjoint(each.not_yet)
    )
    return min(days, default=None)


def claimed_twice(book: Book, payments: Iterable[Payment]) -> tuple[Document, ...]:
    """Give the papers on which all funds together charge more than the paper adds up to."""
    entries = (book.entries[each.entry] for each in payments)
    papers = {paper.name: paper for each in entries for paper in vouchers.papers_of(book, each)}
    found = vouchers.bundles_with(book, {paper.sha256 for paper in papers.values()})
    too_far = [each.marks for each in found if each.is_overcharged]
    return tuple(
        paper for paper in papers.values() if any(paper.sha256 in marks for marks in too_far)
    )


def _payment(book: Book, number: int, group: list[Movement], until: date) -> Payment:
    first = group[0]
    paid = book.entries[first.undoes or first.entry]
    # What it was put right from may be help, of which whoever may not see it is told nothing.
    entry = book.entries.get(standing(book, first.about, until), paid)
    silent = is_silent(book, entry)
    proof = _proof(book, entry, first.fund)
    only_turned = all(each.undoes for each in group)
    return Payment(
        number=number,
        day=first.day,
        entry=entry.number,
        paid_in=paid.number if paid.kind == Kind.REPAYMENT else "",
        payee="" if silent else _payee(entry, first.fund),
        narration="" if silent else _words(entry, first.fund),
        headings=tuple(dict.fromkeys(each.line for each in group)),
        total=told_total(book, entry, first.fund) if silent else entry.total,
        share=-Money.total(each.effect for each in group),
        paper=proof.state,
        because=proof.because,
        papers=() if silent else vouchers.papers_of(book, entry),
        seen=seen_on(book, first.through, first.entry, first.day),
        corrects=_corrected(entry) if only_turned else "",
    )


def _proof(book: Book, entry: Entry, fund: str) -> PaperStanding:
    """Say how an entry is proved; whether it needs a paper, by what this fund had of it."""
    whole = vouchers.paper_standing(book, entry)
    mine = [each for each in entry.transactions if each.fund == fund]
    parts = [each for each in mine if each.kind != Kind.REVERSAL] or mine
    if not parts or whole.state in {PaperState.ATTACHED, PaperState.LOST}:
        return whole
    return vouchers.paper_standing(book, replace(entry, transactions=tuple(parts)))


def tells_words(made: Transaction) -> bool:
    """Tell whether a report may say whom it was paid to: not of what only holds others' money."""
    names = [each.account for each in made.postings]
    is_listed = not all(is_ours(each) or is_income(each) or each == OPENING for each in names)
    return is_listed or not touches_what_is_held(made)


def touches_what_is_held(made: Transaction) -> bool:
    """Tell whether money held for others has a part in it."""
    return made.kind in {Kind.HELD_IN, Kind.HELD_OUT} or bool(made.sum_of(HELD.__eq__))


def _told_parts(entry: Entry, fund: str) -> list[Transaction]:
    """Give what one fund had of an entry: another fund's words are not for this one's funder."""
    parts = entry.right or entry.transactions
    return [each for each in parts if each.fund == fund and tells_words(each)]


def _payee(entry: Entry, fund: str) -> str:
    """Whom this fund paid: a text by hand may say of each fund's part that it was another."""
    return next((each.payee for each in _told_parts(entry, fund) if each.payee), "")


def _words(entry: Entry, fund: str) -> str:
    """What it was for in this fund only."""
    said = dict.fromkeys(each.narration for each in _told_parts(entry, fund))
    return "; ".join(text for text in said if text)


def _corrected(entry: Entry) -> str:
    return entry.corrects or entry.number
