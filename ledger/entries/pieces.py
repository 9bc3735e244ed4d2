"""What transactions are put together from: a line, two that balance, and the whole of one fund."""

from datetime import date

from ledger.entries.directives import Facts, Kind, Posting, Transaction
from ledger.entries.words import narration, payee
from ledger.errors import Refusal
from ledger.money import Money


class NothingToRecord(Refusal):
    """An act without a single amount."""

    def __init__(self) -> None:
        """Say what is missing."""
        super().__init__("There is no amount yet.", "Write how much it was.", field="amount")


def made_of(
    day: date,
    kind: Kind,
    fund: str,
    postings: tuple[Posting, ...],
    words: tuple[str, str],
    facts: Facts = (),
) -> Transaction:
    """Give a transaction of one fund; `words` are the payee and what it was for.

    Raises:
        NothingToRecord: every amount is nothing.
        Refusal: the words cannot be kept.
    """
    if not any(posting.number for posting in postings):
        raise NothingToRecord
    return Transaction(
        day=day,
        postings=postings,
        payee=payee(words[0]),
        narration=narration(words[1]),
        tags=(fund,),
        facts=(("kind", str(kind)), *facts),
    )


def posting_of(account: str, amount: Money) -> Posting:
    """Give an amount of money on an account."""
    return Posting(account=account, number=amount.number)


def pair_of(to: str, source: str, amount: Money) -> tuple[Posting, Posting]:
    """Give an amount that goes to one account from another."""
    return posting_of(to, amount), posting_of(source, -amount)
