"""What there is: money by account and by fund, what is owed, what is not ours.

Two truths are shown, and each says which it is. *Cash* is what lies in bank, tin and online
accounts less what is held for others. *Left* is cash less the claims that are owed. Days are whole:
a balance on a day is at its end.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ledger.accounts import (
    CLAIMS,
    HELD,
    OPENING,
    is_claim,
    is_grant_money,
    is_income,
    is_money,
    is_ours,
)
from ledger.book import Book, asked, at_hand
from ledger.book.chain import claim_of, family
from ledger.entries.directives import Transaction
from ledger.funds import Fund
from ledger.money import NOTHING, Money
from ledger.movements import moves

_FOREVER = date.max
_ClaimedFrom = tuple[str, str, str]


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
    for (account, _), sum_ in asked(book).sums(day).items():
        pence[account] += sum_
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


def owed_by_fund(book: Book, day: date = _FOREVER) -> dict[str, Money]:
    """Give what is owed to volunteers out of each fund, those that owe nothing left out."""
    owed = _of_funds(book, day, is_claim)
    return {name: -sum_ for name, sum_ in owed.items() if sum_}


def claims(book: Book, day: date = _FOREVER, account: str = "") -> tuple[OwedClaim, ...]:
    """Give every claim that is not paid back in full, one for each fund, the oldest first.

    What was owed already when the books began counts as a claim too. A repayment of a claim that
    was corrected by that day counts towards the entry that corrects it. What was paid back beyond a
    claim, or for one that was taken back, is owed to the group: less than nothing.
    """
    is_now = day == _FOREVER or not any(made.day > day for made in book.transactions[-1:])
    made = asked(book).open_claims(account) if is_now else None
    if made is None:
        made = tuple(asked(book).touching([account or CLAIMS], day))
    at_hand(book, {each.said("pays") or each.entry for each in made} - {""})
    found = _still_owed(book, made, day)
    return tuple(each for each in found if not account or f"{CLAIMS}:{each.claimant}" == account)


def owed_for(book: Book, number: str) -> tuple[OwedClaim, ...]:
    """Give what is still owed now for one entry, or for what stands for it, one for each fund."""
    numbers = family(book, number)
    claims = [each for name in numbers if name in book.entries for each in _claims_in(book, name)]
    repaid = asked(book).following("pays", numbers)
    found = _still_owed(book, [*claims, *repaid], _FOREVER)
    return tuple(each for each in found if each.claim in numbers)


def _claims_in(book: Book, number: str) -> tuple[Transaction, ...]:
    entry = book.entries.get(number)
    made = entry.transactions if entry else ()
    return tuple(each for each in made if not each.said("pays"))


def _still_owed(book: Book, every: Iterable[Transaction], day: date) -> tuple[OwedClaim, ...]:
    claimed: dict[_ClaimedFrom, Money] = defaultdict(Money)
    paid: dict[_ClaimedFrom, Money] = defaultdict(Money)
    named: dict[_ClaimedFrom, Transaction] = {}
    for made in every:
        pays, number = made.said("pays"), claim_of(book, made, day)
        if number is None:
            continue
        for account, sum_ in _claimed(made).items():
            key = (number, made.fund, account)
            if pays:
                paid[key] -= sum_
                named.setdefault(key, made)
            else:
                claimed[key] += sum_
                named[key] = made
    lines = [_owed(key, made, claimed[key], paid[key]) for key, made in named.items()]
    return tuple(sorted((each for each in lines if each.owed), key=lambda each: each.day))


def shortfall(book: Book, fund: Fund, day: date = _FOREVER) -> tuple[Money, Money]:
    """Divide what a fund lacks on a day: still to come of its award, and overspent.

    A fund lacks what is *left* of it below nothing, so claims that are owed count as spent. Of a
    promise, what its funder gave under whatever heading has come, and what the fund held when the
    books began.
    """
    return shortfalls(book, [fund], day)[0]


def shortfalls(
    book: Book,
    funds: Iterable[Fund],
    day: date = _FOREVER,
    otherwise: Mapping[str, Money] | None = None,
) -> list[tuple[Money, Money]]:
    """Give the shortfall of each of some funds.

    `otherwise` is what came of awards under other headings than grants, by fund, where that was
    told; it is asked of the entries of those few funds that lack what was promised.
    """
    left, arrived = left_by_fund(book, day), _of_funds(book, day, _is_promised)
    found = []
    for fund in funds:
        lacks = max(NOTHING, -left.get(fund.name, NOTHING))
        promised = (fund.award or NOTHING) + arrived.get(fund.name, NOTHING)
        if otherwise is not None:
            promised -= otherwise.get(fund.name, NOTHING)
        elif lacks and promised > NOTHING:
            promised -= came_otherwise(book, fund, day)
        to_come = min(lacks, max(NOTHING, promised))
        found.append((to_come, lacks - to_come))
    return found


def came_otherwise(
    book: Book, fund: Fund, day: date = _FOREVER, given: Money | None = None
) -> Money:
    """Give what came of an award under other headings than grants; never more than came so.

    `given` is what came so from its funder, where that was told.
    """
    every = income_otherwise(book, fund, day)
    if not fund.award or not fund.funder or every <= NOTHING:
        return NOTHING
    if given is None:
        given = moves(book).given_by(fund.funder, fund.name, day)
    return max(NOTHING, min(every, given))


def income_otherwise(book: Book, fund: Fund, day: date = _FOREVER) -> Money:
    """Give what came to a fund under other headings than grants, from whomever."""
    sums = asked(book).sums(day).items()
    return -Money(sum(p for (name, of), p in sums if of == fund.name and _is_other_income(name)))


def _claimed(made: Transaction) -> dict[str, Money]:
    """Give what a transaction adds to each volunteer's claims; a repayment takes away."""
    sums: dict[str, Money] = defaultdict(Money)
    for posting in made.postings:
        if is_claim(posting.account):
            sums[posting.account] -= posting.money
    return sums


def _owed(key: _ClaimedFrom, made: Transaction, claimed: Money, paid: Money) -> OwedClaim:
    number, fund, account = key
    return OwedClaim(
        claim=number,
        claimant=account.removeprefix(f"{CLAIMS}:"),
        fund=fund,
        day=made.day,
        payee=made.payee,
        narration=made.narration,
        claimed=claimed,
        owed=claimed - paid,
    )


def _is_promised(account: str) -> bool:
    return account == OPENING or is_grant_money(account)


def _is_other_income(account: str) -> bool:
    return is_income(account) and not is_grant_money(account)


def _of_funds(book: Book, day: date, counts: Callable[[str], bool]) -> dict[str, Money]:
    pence: dict[str, int] = dict.fromkeys(book.funds, 0)
    sums = asked(book).sums(day)
    counted = set(filter(counts, {account for account, _ in sums}))
    for (account, fund), sum_ in sums.items():
        if account in counted:
            pence[fund] = pence.get(fund, 0) + sum_
    return {fund: Money(sum_) for fund, sum_ in pence.items()}
