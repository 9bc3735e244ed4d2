"""What is learned about an entry later: its paper, its approval."""

from pathlib import Path

from ledger.accounts import CLAIMS
from ledger.book import Book, Entry
from ledger.book.chain import standing
from ledger.checks.acts import AlreadyCorrected, known_entry
from ledger.entries.directives import Fact
from ledger.entries.words import plain
from ledger.errors import Refusal
from ledger.journal import Attachment, Hand, Plan, add
from ledger.recording.entries import PaperTooSmall, main_account, paper_lines, totalled
from ledger.vouchers import PaperState, papers_of


class ApprovedByOneself(Refusal):
    """The person who approves is neither who recorded it nor who is paid by it."""

    def __init__(self) -> None:
        """Say who could."""
        super().__init__(
            "You recorded this yourself, or it pays you.", "Ask another treasurer to agree to it."
        )


class PaperReasonMissing(Refusal):
    """That a paper is lost, or not needed, is said with a reason."""

    def __init__(self) -> None:
        """Say it beside the field."""
        super().__init__(
            "Why there is no paper is missing.",
            "Write a few words; the funder and the examiner will read them.",
            field="because",
        )


class PaperAlreadyThere(Refusal):
    """The very same paper is with that entry already."""

    def __init__(self, number: str) -> None:
        """Name the entry."""
        super().__init__(
            f"This very photo is with entry {number} already.", "Choose another photo."
        )


def add_paper(shelf: Path, number: str, attachment: Attachment, hand: Hand) -> Entry:
    """Add a paper to an entry that was recorded before; the line lies in today's month.

    What was corrected since gets it as what stands now, since that is what the paper has to prove.

    Raises:
        Refusal: no such entry, the same paper is there already, or the disk did not take it.
    """
    proved = number

    def plan(book: Book) -> Plan:
        nonlocal proved
        entry = known_entry(book, number)
        newest = known_entry(book, standing(book, number))
        entry = newest if newest.right else entry
        proved = entry.number
        if any(each.sha256 == attachment.paper.sha256 for each in entry.documents):
            raise PaperAlreadyThere(proved)
        account = main_account(entry.right or entry.transactions)
        alone = not papers_of(book, entry)
        if alone and attachment.total is not None and attachment.total < entry.total:
            raise PaperTooSmall(entry.total, attachment.total)
        whole = totalled(attachment, entry.total, alone=alone)
        lines, files = paper_lines(proved, account, entry.funds, hand.today, [whole])
        done = f"added a paper to {proved}"
        return Plan(lines=lines, done=done, month=hand.today, files=files)

    return add(shelf, plan, hand).entries[proved]


def declare_paper(shelf: Path, number: str, state: PaperState, because: str, hand: Hand) -> Entry:
    """Declare the paper of an entry lost or not needed, with the reason.

    Raises:
        Refusal: no such entry, no reason, or another state than these two.
    """
    if state not in {PaperState.LOST, PaperState.NONE_NEEDED}:
        message = "A paper is declared lost or not needed."
        raise Refusal(message, "Choose one of the two.", field="state")
    why = plain(because, 500, "because")
    if not why:
        raise PaperReasonMissing

    def plan(book: Book) -> Plan | None:
        entry = known_entry(book, number)
        said = "lost" if state == PaperState.LOST else "none needed"
        fact = Fact(day=hand.today, kind="paper", values=(number, said, why))
        if [each for each in entry.later if each.kind == "paper"][-1:] == [fact]:
            return None
        done = f"declared the paper of {number}"
        return Plan(lines=(fact,), done=done, month=hand.today)

    return add(shelf, plan, hand).entries[number]


def approve(shelf: Path, number: str, hand: Hand) -> Entry:
    """Record that another person agrees to an entry; agreeing twice changes nothing.

    Raises:
        ApprovedByOneself: the same person recorded it, or is paid by it.
        AlreadyCorrected: it was taken back, and counts no more.
        EntryUnknown: the book has none of that number.
    """

    def plan(book: Book) -> Plan | None:
        entry = known_entry(book, number)
        mine = f"{CLAIMS}:{hand.by}"
        touched = {each.account for made in entry.transactions for each in made.postings}
        if hand.by in {entry.by, entry.payee} or mine in touched:
            raise ApprovedByOneself
        if not entry.stands:
            raise AlreadyCorrected(number, entry.corrected_by or number)
        if any(fact.kind == "approved" and fact.said(1) == hand.by for fact in entry.later):
            return None
        fact = Fact(day=hand.today, kind="approved", values=(number, hand.by))
        return Plan(lines=(fact,), done=f"approved {number}", month=hand.today)

    return add(shelf, plan, hand).entries[number]
