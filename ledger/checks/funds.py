"""Rules about funds and claims: known, not overspent, not moved or paid back without cause."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime

from ledger import balances
from ledger.accounts import FUND_TRANSFERS, is_claim, is_spending
from ledger.book import Book, asked
from ledger.book.chain import standing
from ledger.checks.wording import grave, place, shown_day, subject, to_look_at
from ledger.entries.directives import Kind, number_parts
from ledger.errors import Problem
from ledger.funds import Fund
from ledger.money import NOTHING, Money

_CLAIMED = {Kind.CLAIM, Kind.OPENING}


def fund_known(book: Book) -> Iterator[Problem]:
    """Every fund that a transaction names is one of the book's."""
    for made in book.transactions:
        if made.tags and made.fund not in book.funds:
            said = f"{subject(made)} is in “{made.fund}”, and the books have no such fund."
            remedy = "Add the fund, or correct the entry with one that is there."
            yield grave("fund_known", place(made), said, remedy)


def overspent(book: Book) -> Iterator[Problem]:
    """No fund has spent more than it was given and was promised."""
    for fund in book.funds.values():
        _, beyond = balances.shortfall(book, fund)
        if beyond:
            said = f"{fund.shown} is overspent by {beyond}."
            yield to_look_at("overspent", fund.name, said, _way_out(fund))


def overspent_then(book: Book, name: str, day: date) -> Problem | None:
    """Say by how much a fund was overspent at the end of a day; nothing where it was not."""
    fund = book.funds[name]
    _, beyond = balances.shortfall(book, fund, day)
    said = f"{fund.shown} was overspent by {beyond} on {shown_day(day)}."
    return to_look_at("overspent", name, said, _way_out(fund)) if beyond else None


def ahead_of_money(book: Book, fund: Fund) -> Money:
    """Say how much of a promise a fund has spent before the money came; nothing in most funds.

    That is no problem, so no rule reports it.
    """
    ahead, _ = balances.shortfall(book, fund)
    return ahead


def moved_without_consent(book: Book) -> Iterator[Problem]:
    """Money for one purpose goes to another fund only as far as its funder agreed in writing.

    The earliest moves use up the consents first, whichever day those were recorded on.
    """
    agreed = _consents(book)
    moving = asked(book).touching([FUND_TRANSFERS], date.max)
    numbers = {made.entry for made in moving if made.entry}
    for entry in (book.entries[number] for number in sorted(numbers, key=number_parts)):
        for made in entry.right if entry.stands else ():
            fund = book.funds.get(made.fund)
            moved = made.sum_of(lambda name: name == FUND_TRANSFERS)
            if fund is None or fund.kind.is_free or moved.pence <= 0:
                continue
            agreed[fund.name] -= moved
            if agreed[fund.name].pence < 0:
                missing = min(moved, -agreed[fund.name])
                said = f"{moved} left {fund.shown} on {shown_day(made.day)} for another fund"
                said = f"{said}, and {missing} of it has no consent."
                remedy = "Record the funder's consent, or correct the entry."
                yield to_look_at("moved_without_consent", made.entry, said, remedy)


def claim_paid_too_far(book: Book) -> Iterator[Problem]:
    """What is paid back of a claim or given up, in each fund, is never more than the claim."""
    claimed: dict[tuple[str, str], Money] = defaultdict(Money)
    paid: dict[tuple[str, str], Money] = defaultdict(Money)
    for made in book.transactions:
        pays = made.said("pays")
        if pays:
            paid[standing(book, pays), made.fund] += made.sum_of(is_claim)
        elif made.kind in _CLAIMED and standing(book, made.entry) == made.entry:
            claimed[made.entry, made.fund] -= made.sum_of(is_claim)
    for (number, fund), back in paid.items():
        owed = claimed[number, fund]
        if back.pence > owed.pence:
            said = f"{back} was paid back for claim no. {number}, and {owed} was claimed"
            said = f"{said} from {book.shown_fund(fund)}."
            remedy = f"Ask for {back - owed} back and record it, or correct the repayment."
            yield to_look_at("claim_paid_too_far", number, said, remedy)


def refunded_too_far(book: Book) -> Iterator[Problem]:
    """What comes back of an entry, in each fund and kind of spending, is never more than it cost.

    A correction counts in the place of what it corrects; of what was taken back, nothing was paid.
    """
    back: dict[tuple[str, str, str], Money] = defaultdict(Money)
    for made in book.transactions:
        refunds = made.said("refunds")
        for each in made.postings if refunds else ():
            if is_spending(each.account):
                back[standing(book, refunds), made.fund, each.account] -= each.money
    for (number, fund, account), came in back.items():
        cost = _cost(book, number, fund, account)
        if came.pence > max(0, cost.pence):
            said = f"{came} came back for entry no. {number}, and {cost} was paid"
            said = f"{said} for it from {book.shown_fund(fund)} ({book.shown_account(account)})."
            remedy = "Correct what came back, or record the rest of it as money in."
            yield to_look_at("refunded_too_far", number, said, remedy)


def closed_fund_empty(book: Book) -> Iterator[Problem]:
    """A fund that is closed holds nothing."""
    today = datetime.now(tz=UTC).date()
    left = balances.left_by_fund(book)
    for fund in book.funds.values():
        closed = fund.closed_on
        if closed is not None and closed < today and left[fund.name] > NOTHING:
            said = f"{fund.shown} was closed on {shown_day(closed)}, and"
            said = f"{said} {left[fund.name]} is left in it."
            remedy = "Open it again, and spend the rest, give it back or move it with consent."
            yield to_look_at("closed_fund_empty", fund.name, said, remedy)


def _cost(book: Book, number: str, fund: str, account: str) -> Money:
    entry = book.entries.get(number)
    right = entry.right if entry else ()
    return Money.total(made.sum_of(account.__eq__) for made in right if made.fund == fund)


def _consents(book: Book) -> dict[str, Money]:
    found: dict[str, Money] = defaultdict(Money)
    for fact in book.facts:
        if fact.kind == "consent":
            found[fact.said(0)] += fact.amount() or NOTHING
    return found


def _way_out(fund: Fund) -> str:
    if fund.kind.is_free:
        return "Record the money that came in, or charge a payment elsewhere by correcting it."
    return "Move money to it from a fund for anything you do, or correct what it was charged with."
