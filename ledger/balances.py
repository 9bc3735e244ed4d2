"""What there is: money by account and by fund, what is owed, what is not ours.

Two truths are shown, and each says which it is. *Cash* is what lies in bank, tin and online
accounts less what is held for others. *Left* is cash less the claims that are owed. Days are whole:
a balance on a day is at its end.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from ledger.accounts import CLAIMS, HELD, is_claim, is_money
from ledger.book import Book
from ledger.entries.directives import Kind, Transaction
from ledger.money import NOTHING, Money

_FOREVER = date.max
_BEGINNINGS = (Kind.CLAIM, Kind.OPENING)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedClaim:
    """What is still owed to a volunteer for one claim out of one fund."""

    claim: str
    claimant: str
    fund: str
    day: date
    payee: str
    narration: str
    claimed: Money
    owed: Money


def by_account(book: Book, day: date = _FOREVER) -> dict[str, Money]:
    """Give the balance of every account at the end of a day, with Beancount's signs."""
    pence: dict[str, int] = defaultdict(int)
    for made in _until(book, day):
        for posting in made.postings:
            pence[posting.account] += posting.money.pence
    return {name: Money(sum_) for name, sum_ in pence.items()}


def in_account(book: Book, account: str, day: date = _FOREVER) -> Money:
    """Give the balance of one account at the end of a day."""
    return by_account(book, day).get(account, NOTHING)


def money_accounts(book: Book, day: date = _FOREVER) -> dict[str, Money]:
    """Give what lies in each bank, cash and online account, those with nothing included."""
    held = by_account(book, day)
    return {name: held.get(name, NOTHING) for name in book.accounts if is_money(name)}


def cash_by_fund(book: Book, day: date = _FOREVER) -> dict[str, Money]:
    """Give the cash of every fund: its money less what is held for others."""
    return _of_funds(book, day, is_ours)


def left_by_fund(book: Book, day: date = _FOREVER) -> dict[str, Money]:
    """Give what is left of every fund: its cash less the claims owed out of it."""
    return _of_funds(book, day, lambda name: is_ours(name) or is_claim(name))


def held_for_others(book: Book, day: date = _FOREVER) -> Money:
    """Give how much money in our accounts is not ours."""
    return -in_account(book, HELD, day)


def owed_to(book: Book, day: date = _FOREVER) -> dict[str, Money]:
    """Give what the group owes to each volunteer, by number; only those who are owed."""
    prefix = f"{CLAIMS}:"
    sums = by_account(book, day).items()
    return {name.removeprefix(prefix): -sum_ for name, sum_ in sums if is_claim(name) and sum_}


def claims(book: Book, day: date = _FOREVER) -> tuple[OwedClaim, ...]:
    """Give every claim that is not paid back in full, one for each fund, the oldest first.

    What was owed already when the books began counts as a claim too.

    A repayment of a claim that was corrected later counts towards the entry that corrects it.
    """
    paid: dict[tuple[str, str, str], Money] = defaultdict(Money)
    for made in book.transactions:
        pays = made.said("pays")
        if pays and made.day <= day:
            for account, sum_ in _claimed(made).items():
                paid[standing(book, pays), made.fund, account] -= sum_
    found = []
    for made in book.transactions:
        if made.kind not in _BEGINNINGS or made.day > day or _is_corrected(book, made):
            continue
        for account, claimed in _claimed(made).items():
            owed = claimed - paid[made.entry, made.fund, account]
            if owed:
                found.append(_owed(made, account, claimed, owed))
    return tuple(found)


def standing(book: Book, number: str) -> str:
    """Follow the corrections of an entry to the number that stands for it now."""
    seen = {number}
    while number in book.entries and book.entries[number].corrected_by:
        number = book.entries[number].corrected_by
        if number in seen:
            break
        seen.add(number)
    return number


def is_ours(account: str) -> bool:
    """Tell whether an account counts into cash: money, and money held for others against it."""
    return is_money(account) or account == HELD


def _is_corrected(book: Book, made: Transaction) -> bool:
    return standing(book, made.entry) != made.entry


def _claimed(made: Transaction) -> dict[str, Money]:
    """Give what a transaction adds to each volunteer's claims; a repayment takes away."""
    sums: dict[str, Money] = defaultdict(Money)
    for posting in made.postings:
        if is_claim(posting.account):
            sums[posting.account] -= posting.money
    return sums


def _owed(made: Transaction, account: str, claimed: Money, owed: Money) -> OwedClaim:
    return OwedClaim(
        claim=made.entry,
        claimant=account.removeprefix(f"{CLAIMS}:"),
        fund=made.fund,
        day=made.day,
        payee=made.payee,
        narration=made.narration,
        claimed=claimed,
        owed=owed,
    )


def _of_funds(book: Book, day: date, counts: Callable[[str], bool]) -> dict[str, Money]:
    sums: dict[str, Money] = dict.fromkeys(book.funds, NOTHING)
    for made in _until(book, day):
        sums[made.fund] = sums.get(made.fund, NOTHING) + made.sum_of(counts)
    return sums


def _until(book: Book, day: date) -> Iterable[Transaction]:
    return (made for made in book.transactions if made.day <= day)
