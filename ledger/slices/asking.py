"""What a slice comes to: its figures worked out again, by our statements and by plain sums.

Call it only in a child process: a slice is a stranger's book, whoever hands it over.
"""

from dataclasses import dataclass, replace

from ledger.beans.realising import realised
from ledger.beans.screening import BookNotTaken, screen
from ledger.slices.arrived import as_arrived
from ledger.slices.last_period import as_told
from ledger.slices.otherwise import accounts_as_told, report_as_arrived
from ledger.slices.plain import plain_ties
from ledger.slices.reading import NotASlice, Slice, read_slice
from ledger.slices.subjects import Subject
from ledger.statements import AnnualAccounts, FundStatement, annual_accounts, fund_statement
from ledger.statements.memos import PaperCount
from ledger.statements.payments import numbered_papers
from ledger.statements.ties import Tie
from ledger.vouchers import PaperState

__all__ = ["NotASlice", "Recomputed", "recomputed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recomputed:
    """The figures of a slice, and what Beancount's own sums say beside each that they can."""

    subject: Subject
    statement: AnnualAccounts | FundStatement
    ties: tuple[Tie, ...]


def recomputed(text: str) -> Recomputed:
    """Work the figures of a slice out again.

    Raises:
        NotASlice: it is none, Beancount finds an error in it, or it holds what no book from
            outside may hold; the line is named.
        DoesNotTie: its figures contradict one another.
    """
    try:
        screen(text)
    except BookNotTaken as refusal:
        # Whoever reads a document cannot take a line out of it, as its own remedy says.
        why = refusal.message.rstrip(".")
        raise NotASlice(f"{why[:1].lower()}{why[1:]}") from refusal
    read = read_slice(text)
    subject = read.subject
    days = (subject.period.eve, subject.period.last)
    beside = realised(text, days)
    if beside.errors:
        raise NotASlice(f"Beancount says of it: {beside.errors[0].rstrip('.')}")
    statement = _report(read) if subject.is_of_a_fund else _accounts(read)
    return Recomputed(
        subject=subject, statement=statement, ties=tuple(plain_ties(statement, beside))
    )


def _accounts(read: Slice) -> AnnualAccounts:
    made = annual_accounts(read.book, read.subject.period.last)
    papers, extra = made.notes.papers, read.of_help
    counted = PaperCount(
        attached=papers.attached + extra.get(PaperState.ATTACHED, 0),
        lost=papers.lost + extra.get(PaperState.LOST, 0),
        missing=papers.missing + extra.get(PaperState.MISSING, 0),
    )
    corrected = tuple(
        replace(each, was=None, now=None) if each.new in read.untold else each
        for each in made.notes.corrected
    )
    notes = replace(made.notes, papers=counted, corrected=corrected)
    made = replace(made, notes=as_told(notes, read.facts))
    return accounts_as_told(made, read.book, read.facts)


def _report(read: Slice) -> FundStatement:
    made = fund_statement(read.book, read.subject.fund, read.subject.period)
    payments = tuple(
        replace(
            each,
            total=read.wholes.get(each.entry, each.total),
            # Of an entry that gave help it is told that there are papers, and of none its name.
            papers=tuple(paper for paper in each.papers if paper.name),
        )
        for each in made.payments
    )
    made = replace(made, payments=payments, papers=numbered_papers(payments))
    made = as_arrived(made, read.book, read.facts)
    return report_as_arrived(made, read.book, read.subject)
