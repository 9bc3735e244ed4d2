"""What one giver gave in a period, gift by gift; nothing here could hold anybody else.

What many gave together, or nobody knows who, is told apart: nobody can be written to for it.
"""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date

from ledger.accounts import COLLECTIONS, GRANTS, is_income, is_online
from ledger.book import Book, asked, at_hand
from ledger.book.counted import lies_on
from ledger.entries.directives import Kind, Transaction
from ledger.errors import Refusal
from ledger.money import NOTHING, Money
from ledger.statements.periods import Period, financial_year
from ledger.statements.ties import Tie, prove

# A grant has a report of its own, and a bank is not thanked for its interest.
_NO_GIFTS = (GRANTS, "Income:Bank-Interest")
# What stands under “From” where no name does: whoever is called by nothing else is nobody to
# write to. A name of which one word is not among them is a name.
_NO_WORDS = (
    "a an and anon anonymous anonymously box bucket by card cash coins collection collections "
    "donation donations donor donors from gift gifts given giver givers giving in jar many "
    "members neighbours of online our page people persons public several somebody someone "
    "takings the through tin unknown various web website"
)
_NO_NAMES = frozenset(_NO_WORDS.split())


class NoGift(Refusal):
    """The entry is no gift of anybody."""

    def __init__(self, entry: str) -> None:
        """Name the entry."""
        super().__init__(
            f"Entry {entry[:20]} is no gift of one giver that stands.",
            "Choose one of those that are listed.",
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
    `is_one` is false of what was given together or by somebody unknown, like online giving or a
    collection; it is called by what stands in the place of a name, else by its heading.
    """

    payee: str
    is_one: bool
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
    """Give everybody who gave in a period, the largest sum first; those who are not one come last.

    What lies on collections is given by many, whoever stands beside it.
    """
    found: dict[tuple[str, bool], list[Gift]] = {}
    for payee, is_one, gift in _given(book, period):
        found.setdefault((payee, is_one), []).append(gift)
    made = [
        Giver(
            payee=payee,
            is_one=is_one,
            entry=gifts[0].entry,
            count=len(gifts),
            total=Money.total(each.amount for each in gifts),
        )
        for (payee, is_one), gifts in found.items()
    ]
    return tuple(sorted(made, key=lambda each: (not each.is_one, -each.total.pence, each.payee)))


def gift_statement(book: Book, number: str) -> GiftStatement:
    """Set out what the giver of one entry gave in its financial year.

    What was put right later is as it was put right.

    Raises:
        NoGift: the entry is no gift, or not one giver's, or does not stand.
        DoesNotTie: two ways to one figure end in different sums.
    """
    entry = book.entries.get(number)
    if entry is None:
        raise NoGift(number)
    period = financial_year(book, book.year_of(entry.day)[1])
    every = [(payee, gift) for payee, is_one, gift in _given(book, period) if is_one]
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
        total=next(
            each.total for each in givers(book, period) if each.is_one and each.payee == payee
        ),
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


def _given(book: Book, period: Period) -> Iterable[tuple[str, bool, Gift]]:
    """Give each gift of a period with its giver and whether that is one, in order of days.

    There is one for each fund and kind. Names that differ in capitals alone are one giver's, called
    as at the first.
    """
    during = asked(book).during(period.first, period.last)
    made = [each for each in during if each.kind == Kind.INCOME]
    at_hand(book, {each.entry for each in made})
    online = {_words(each.shown) for each in book.accounts.values() if is_online(each.name)}
    spelt: dict[str, str] = {}
    for each in made:
        entry = book.entries.get(each.entry)
        if entry is None or not entry.stands or each not in entry.right:
            continue
        is_named = _names_somebody(each.payee, online)
        called = spelt.setdefault(each.payee.casefold(), each.payee)
        fund = book.shown_fund(each.fund)
        for (heading, is_collected), amount in _headings(book, each).items():
            is_one = is_named and not is_collected
            gift = Gift(day=each.day, entry=each.entry, heading=heading, fund=fund, amount=amount)
            yield heading if is_collected else called or heading, is_one, gift


def _names_somebody(payee: str, online: Container[tuple[str, ...]]) -> bool:
    """Say whether it is a name: not only words of which none is made, nor all of a place online."""
    words = _words(payee)
    return words not in online and not _NO_NAMES.issuperset(words)


def _words(said: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", said.casefold()))


def _headings(book: Book, made: Transaction) -> dict[tuple[str, bool], Money]:
    """Give what came under each heading, and whether it was collected."""
    sums: dict[tuple[str, bool], Money] = {}
    for each in made.postings:
        if is_income(each.account) and not lies_on(each.account, _NO_GIFTS):
            found = book.line_of(each.account), lies_on(each.account, (COLLECTIONS,))
            sums[found] = sums.get(found, NOTHING) - each.money
    return {found: amount for found, amount in sums.items() if amount > NOTHING}
