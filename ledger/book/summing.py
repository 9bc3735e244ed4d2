"""Summing up one entry of a book."""

from decimal import Decimal

from ledger.accounts import CLAIMS, is_claim
from ledger.book.helped import is_help, waits
from ledger.book.proof import paper_standing
from ledger.book.shelf import Book, Entry
from ledger.book.summary import Summary
from ledger.entries.directives import HOURS
from ledger.money import CURRENCY, Money


def summary_of(book: Book, entry: Entry) -> Summary:
    """Sum up one entry, as all that is known by now makes it."""
    has_helped = waits(book, entry)
    return Summary(
        number=entry.number,
        day=entry.day,
        kind=entry.kind,
        payee=entry.payee,
        narration=entry.narration,
        total=entry.total,
        funds=entry.funds,
        paper=paper_standing(book, entry).state,
        by=entry.by,
        claimant=claimant_of(entry),
        in_kind=_in_kind(entry),
        stands=entry.stands,
        is_help=is_help(book, entry) if entry.corrected_by else has_helped,
        waits=has_helped,
    )


def claimant_of(entry: Entry) -> str:
    """Give the number of the volunteer whom a claim or a repayment is about; empty for others."""
    for made in entry.right:
        for posting in made.postings:
            if is_claim(posting.account):
                return posting.account.removeprefix(f"{CLAIMS}:")
    return ""


def _in_kind(entry: Entry) -> str:
    given = [p for made in entry.right for p in made.postings if p.currency != CURRENCY]
    if not given:
        return ""
    whole = sum((posting.number for posting in given if posting.number > 0), Decimal(0))
    if not whole:
        return ""
    if given[0].currency == HOURS:
        return f"{whole.normalize():f} {'hour' if whole == 1 else 'hours'}"
    return f"goods worth {Money.exact(whole)}"
