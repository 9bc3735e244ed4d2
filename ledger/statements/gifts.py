"""What one giver gave in a period, gift by gift; nothing here could hold anybody else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ledger.accounts import GRANTS, is_income
from ledger.book import Book, asked, at_hand
from ledger.book.counted import lies_on
from ledger.entries.directives import Kind, Transaction
from ledger.errors import Refusal
from ledger.money import NOTHING, Money
from ledger.statements.periods import Period, financial_year
from ledger.statements.ties import Tie, prove

# A grant has a report of its own, and a bank is not thanked for its interest.
_NO_GIFTS = (GRANTS, "Income:Bank-Interest")


class NoGift(Refusal):
    """The entry is no gift of anybody."""

    def __init__(self, entry: str) -> None:
        """Name the entry."""
        super().__init__(
            f"Entry {entry[:20]} is no gift that stands.", "Choose one of those that are listed."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Gift:
    """One sum that was given, gross: what a bank or a web page kept of it is not taken off."""

    day: date
    entry: str
    heading: str
    fund: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Giver:
    """A giver as the book knows them, by number or by a body's name; how often, and how much.

    `entry` is their first gift of the period: by its number they are asked for, not by a name.
    """

    payee: str
    entry: str
    count: int
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftStatement:
    """Every gift of one giver in a period, and no text that was typed beside them."""

    group: str
    legal_form: str
    version: str
    payee: str
    period: Period
    gifts: tuple[Gift, ...]
    total: Money


def givers(book: Book, period: Period) -> tuple[Giver, ...]:
    """Give everybody who gave in a period, the largest sum first; takings of a tin are no gift."""
    found: dict[str, list[Gift]] = {}
    for payee, gift in _given(book, period):
        found.setdefault(payee, []).append(gift)
    made = [
        Giver(
            payee=payee,
            entry=gifts[0].entry,
            count=len(gifts),
            total=Money.total(each.amount for each in gifts),
        )
        for payee, gifts in found.items()
    ]
    return tuple(sorted(made, key=lambda each: (-each.total.pence, each.payee)))


def gift_statement(book: Book, number: str) -> GiftStatement:
    """Set out what the giver of one entry gave in its financial year.

    What was put right later is as it was put right.

    Raises:
        NoGift: the entry is no gift, or does not stand.
        DoesNotTie: two ways to one figure end in different sums.
    """
    entry = book.entries.get(number)
    if entry is None:
        raise NoGift(number)
    period = financial_year(book, book.year_of(entry.day)[1])
    every = list(_given(book, period))
    payee = next((whose for whose, gift in every if gift.entry == number), "")
    if not payee:
        raise NoGift(number)
    gifts = tuple(gift for whose, gift in every if whose == payee)
    made = GiftStatement(
        group=book.title,
        legal_form=book.legal_form,
        version=book.version,
        payee=payee,
        period=period,
        gifts=gifts,
        total=next(each.total for each in givers(book, period) if each.payee == payee),
    )
    prove_gifts(made)
    return made


def prove_gifts(made: GiftStatement) -> None:
    """Do nothing if the gifts add up to their total.

    Raises:
        DoesNotTie: they do not.
    """
    added = Money.total(each.amount for each in made.gifts)
    prove([Tie(figure="All gifts together", one=added, other=made.total)])


def _given(book: Book, period: Period) -> Iterable[tuple[str, Gift]]:
    """Give each gift of a period with its giver, one for each fund and kind, in order of days."""
    made = [each for each in asked(book).during(period.first, period.last) if _is_gift(each)]
    at_hand(book, {each.entry for each in made})
    for each in made:
        entry = book.entries.get(each.entry)
        if entry is None or not entry.stands or each not in entry.right:
            continue
        for heading, amount in _headings(book, each).items():
            fund = book.shown_fund(each.fund)
            gift = Gift(day=each.day, entry=each.entry, heading=heading, fund=fund, amount=amount)
            yield each.payee, gift


def _is_gift(made: Transaction) -> bool:
    return made.kind == Kind.INCOME and bool(made.payee)


def _headings(book: Book, made: Transaction) -> dict[str, Money]:
    sums: dict[str, Money] = {}
    for each in made.postings:
        if is_income(each.account) and not lies_on(each.account, _NO_GIFTS):
            account = book.accounts.get(each.account)
            heading = account.line if account else each.account
            sums[heading] = sums.get(heading, NOTHING) - each.money
    return {heading: amount for heading, amount in sums.items() if amount > NOTHING}
