"""The notes that are no totals: help, members, gifts in kind, papers."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ledger.accounts import HELP
from ledger.book import Book, asked
from ledger.book.helped import gives_help
from ledger.entries.directives import GOODS, Fact, Price, number_parts
from ledger.funds import Fund
from ledger.money import Money
from ledger.movements import BetweenFunds, PaidFor, moves
from ledger.statements.movements import Movement
from ledger.statements.periods import Period
from ledger.vouchers import PaperState

FEW = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class FundMove:
    """Money moved from one fund to another, with the words and the decision that it rests on.

    `consent` is what was recorded of the giver's, last before the move; empty where nothing was.
    """

    entry: str
    day: date
    source: Fund
    to: Fund
    amount: Money
    narration: str
    reference: str
    consent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpGiven:
    """Help given, as a count of people or households and a total; nobody is named or dated."""

    count: int
    total: Money

    @property
    def is_few(self) -> bool:
        """Tell whether the count is too small to be told."""
        return is_few(self.count)

    @property
    def shown(self) -> str:
        """The count in words: under five it is a band, so that nobody can be worked out."""
        if not self.count:
            return "a number that was not kept" if self.total else "none"
        return "fewer than five" if self.is_few else str(self.count)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidToMembers:
    """Money paid to members: claims paid back, and anything else that was paid to one by number."""

    claims_count: int
    claims: Money
    others_count: int
    others: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class InKindLine:
    """Gifts of time or goods in a period: how much, and the value put on it; a memo only.

    `value` is none where no price was set; each part is valued at the price of its day. `since` are
    the days from which the rates hold, in their order.
    """

    heading: str
    unit: str
    quantity: Decimal
    value: Money | None
    rates: tuple[Decimal, ...]
    since: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCount:
    """How many of the entries that need a paper have one."""

    attached: int
    lost: int
    missing: int


def is_few(count: int) -> bool:
    """Tell whether that many were helped, and too few for their number to be told."""
    return 0 < count < FEW


def fund_moves(book: Book, period: Period) -> tuple[FundMove, ...]:
    """Give the moves between funds that stand, in the order of their days."""
    consents = [each for each in book.facts if each.kind == "consent"]
    made = []
    for each in moves(book).between_funds(period.first, period.last):
        known = [(name, pence) for name, pence in each.took if name in book.funds]
        gave = [name for name, pence in known if pence < 0]
        took = [(name, pence) for name, pence in known if pence > 0]
        if gave and took:
            made.append(_move(book, each, (gave[0], *took[0]), consents))
    return tuple(sorted(made, key=lambda each: (each.day, number_parts(each.entry))))


def help_given(book: Book, period: Period, moved: Iterable[Movement], fund: str = "") -> HelpGiven:
    """Count the help that was given in a period; an entry taken back is taken out again.

    `moved` are the movements that its total is added up from.
    """
    count = asked(book).helped(period.first, period.last, fund)
    total = -Money.total(each.effect for each in moved if each.account == HELP)
    return HelpGiven(count=max(0, count), total=total)


def paid_to_members(book: Book, period: Period) -> PaidToMembers:
    """Count what was paid to people who are known by number, and add it up.

    What gave help is not among it, even if a volunteer laid it out: this could tell of it.
    """
    paid = {str(each): Counter[str]() for each in PaidFor}
    pence = dict.fromkeys(paid, 0)
    found = list(moves(book).to_members(period.first, period.last))
    helped = _of_help(book, {entry for entry, _, _ in found})
    for entry, why, sum_ in found:
        if entry not in helped:
            paid[why][entry] += 1
            pence[why] += sum_
    return PaidToMembers(
        claims_count=len(+paid[PaidFor.CLAIM]),
        claims=Money(pence[PaidFor.CLAIM]),
        others_count=len(+paid[PaidFor.OTHER]),
        others=Money(pence[PaidFor.OTHER]),
    )


def _of_help(book: Book, numbers: Collection[str]) -> set[str]:
    """Give those of some entries that gave help, or paid back what a volunteer gave."""
    near = set(asked(book).waiting()).intersection(numbers) if numbers else set[str]()
    return {number for number in near if gives_help(book, book.entries[number])}


def in_kind(book: Book, period: Period, fund: str = "") -> tuple[InKindLine, ...]:
    """Add up gifts of time and goods in a period, of all funds or of one.

    What was taken back again leaves no line.
    """
    parts: dict[tuple[str, str], list[tuple[date, Decimal]]] = {}
    for account, unit, day, number in asked(book).given_in_kind(period.first, period.last, fund):
        parts.setdefault((account, unit), []).append((day, number))
    every = (_in_kind(book, *key, given) for key, given in parts.items())
    return tuple(each for each in every if each.quantity)


def paper_count(book: Book, period: Period) -> PaperCount:
    """Count the papers of a period's standing entries; those that need none are left out."""
    states = asked(book).papers_between(period.first, period.last)
    return PaperCount(
        attached=states.get(PaperState.ATTACHED, 0),
        lost=states.get(PaperState.LOST, 0),
        missing=states.get(PaperState.MISSING, 0),
    )


def _move(
    book: Book, moved: BetweenFunds, terms: tuple[str, str, int], consents: list[Fact]
) -> FundMove:
    source, to, pence = terms
    said = [each for each in consents if each.said(0) == source and each.day <= moved.day]
    return FundMove(
        entry=moved.entry,
        day=moved.day,
        source=book.funds[source],
        to=book.funds[to],
        amount=Money(pence),
        narration=moved.narration,
        reference=moved.reference,
        consent=said[-1].said(2) if said else "",
    )


def _in_kind(
    book: Book, account: str, commodity: str, given: list[tuple[date, Decimal]]
) -> InKindLine:
    """Goods are already an estimate in pounds; an hour is worth the price of its day."""
    mine = (each for each in book.prices if each.commodity == commodity)
    prices = sorted(mine, key=lambda each: each.day, reverse=True)
    held = [_rate(prices, day) for day, _ in given]
    rates = [each.number if each else None for each in held]
    known = commodity == GOODS or all(rates)
    used = dict.fromkeys((each.number, each.day) for each in held if each)
    value = sum(
        (number * (rate or Decimal(1)) for (_, number), rate in zip(given, rates, strict=True)),
        Decimal(0),
    )
    return InKindLine(
        heading=book.line_of(account),
        unit=commodity.lower(),
        quantity=sum((number for _, number in given), Decimal(0)),
        value=Money.exact(value) if known else None,
        rates=tuple(rate for rate, _ in used),
        since=tuple(day for _, day in used),
    )


def _rate(prices: Iterable[Price], day: date) -> Price | None:
    """Give the latest price until a day; they are in order, the latest first."""
    return next((each for each in prices if each.day <= day), None)
