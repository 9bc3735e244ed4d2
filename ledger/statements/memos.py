"""The notes that are no totals: help, members, gifts in kind, papers, what was put right."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ledger.accounts import FUND_TRANSFERS, HELP
from ledger.book import Book, Entry, asked, at_hand
from ledger.entries.directives import Price, number_parts
from ledger.funds import Fund
from ledger.money import NOTHING, Money
from ledger.movements import PaidFor, moves
from ledger.statements.movements import Movement
from ledger.statements.periods import Period
from ledger.vouchers import PaperState

FEW = 5
_GOODS = "GOODS"


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
        return 0 < self.count < FEW

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
class CorrectedEntry:
    """An entry that another took back, and why; late where its year had ended by then."""

    old: str
    new: str
    day: date
    because: str
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCount:
    """How many of the entries that need a paper have one."""

    attached: int
    lost: int
    missing: int


def fund_moves(book: Book, period: Period) -> tuple[FundMove, ...]:
    """Give the moves between funds that stand, in the order of their days."""
    made = []
    moved = asked(book).touching([FUND_TRANSFERS], period.last, period.first)
    numbers = sorted({each.entry for each in moved if each.entry}, key=number_parts)
    at_hand(book, numbers)
    for entry in (book.entries[number] for number in numbers if number in book.entries):
        if not entry.stands or entry.day not in period:
            continue
        sums = {each.fund: -each.sum_of(FUND_TRANSFERS.__eq__) for each in entry.right}
        known = {name: sum_ for name, sum_ in sums.items() if name in book.funds}
        gave = [name for name, sum_ in known.items() if sum_ < NOTHING]
        took = [name for name, sum_ in known.items() if sum_ > NOTHING]
        if gave and took:
            made.append(_move(book, entry, (gave[0], took[0]), sums[took[0]]))
    return tuple(sorted(made, key=lambda each: each.day))


def help_given(book: Book, period: Period, moved: Iterable[Movement], fund: str = "") -> HelpGiven:
    """Count the help that was given in a period; an entry taken back is taken out again.

    `moved` are the movements that its total is added up from.
    """
    count = asked(book).helped(period.first, period.last, fund)
    total = -Money.total(each.effect for each in moved if each.account == HELP)
    return HelpGiven(count=max(0, count), total=total)


def paid_to_members(book: Book, period: Period) -> PaidToMembers:
    """Count what was paid to people who are known by number, and add it up."""
    paid = [*moves(book).to_members(period.first, period.last)]
    claims = [each for each in paid if each.paid_for == PaidFor.CLAIM]
    others = [each for each in paid if each.paid_for == PaidFor.OTHER]
    return PaidToMembers(
        claims_count=len({each.entry for each in claims}),
        claims=Money(sum(each.pence for each in claims)),
        others_count=len({each.entry for each in others}),
        others=Money(sum(each.pence for each in others)),
    )


def in_kind(book: Book, period: Period, fund: str = "") -> tuple[InKindLine, ...]:
    """Add up gifts of time and goods in a period, of all funds or of one."""
    parts: dict[tuple[str, str], list[tuple[date, Decimal]]] = {}
    for account, unit, day, number in asked(book).given_in_kind(period.first, period.last, fund):
        parts.setdefault((account, unit), []).append((day, number))
    return tuple(_in_kind(book, *key, given) for key, given in parts.items())


def corrected_entries(book: Book, period: Period) -> tuple[CorrectedEntry, ...]:
    """Give the entries of a period that took others back, in the order of their numbers."""
    return tuple(
        CorrectedEntry(
            old=each.old,
            new=each.new,
            day=each.day,
            because=each.because,
            is_late=each.old_day is not None and each.day > book.year_of(each.old_day)[1],
        )
        for each in asked(book).taking_back(period.first, period.last)
    )


def paper_count(book: Book, period: Period) -> PaperCount:
    """Count the papers of a period's standing entries; those that need none are left out."""
    states = asked(book).papers_between(period.first, period.last)
    return PaperCount(
        attached=states.get(PaperState.ATTACHED, 0),
        lost=states.get(PaperState.LOST, 0),
        missing=states.get(PaperState.MISSING, 0),
    )


def _move(book: Book, entry: Entry, funds: tuple[str, str], amount: Money) -> FundMove:
    source, to = (book.funds[each] for each in funds)
    return FundMove(
        entry=entry.number,
        day=entry.day,
        source=source,
        to=to,
        amount=amount,
        narration=entry.narration,
        reference=entry.right[0].said("reference"),
        consent=_consent(book, source.name, entry.day),
    )


def _consent(book: Book, fund: str, day: date) -> str:
    said = [
        each.said(2)
        for each in book.facts
        if each.kind == "consent" and each.said(0) == fund and each.day <= day
    ]
    return said[-1] if said else ""


def _in_kind(
    book: Book, account: str, commodity: str, given: list[tuple[date, Decimal]]
) -> InKindLine:
    """Goods are already an estimate in pounds; an hour is worth the price of its day."""
    prices = [each for each in book.prices if each.commodity == commodity]
    held = [_rate(prices, day) for day, _ in given]
    rates = [each.number if each else None for each in held]
    known = commodity == _GOODS or all(rates)
    used = dict.fromkeys((each.number, each.day) for each in held if each)
    value = sum(
        (number * (rate or Decimal(1)) for (_, number), rate in zip(given, rates, strict=True)),
        Decimal(0),
    )
    return InKindLine(
        heading=book.accounts[account].line if account in book.accounts else account,
        unit=commodity.lower(),
        quantity=sum((number for _, number in given), Decimal(0)),
        value=Money.exact(value) if known else None,
        rates=tuple(rate for rate, _ in used),
        since=tuple(day for _, day in used),
    )


def _rate(prices: list[Price], day: date) -> Price | None:
    before = [each for each in prices if each.day <= day]
    return max(before, key=lambda each: each.day) if before else None
