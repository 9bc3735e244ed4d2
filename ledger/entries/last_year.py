"""The figures of the year before the books began, typed in from the group's former accounts."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from ledger.entries.directives import Fact
from ledger.money import NOTHING, Money

Figures = tuple[tuple[str, Money], ...]
OPENING, MONEY_IN, MONEY_OUT = "opening", "money-in", "money-out"


@dataclass(frozen=True, slots=True, kw_only=True)
class LastYear:
    """A year as former accounts told it: cash at its start, money in and out by heading.

    It ends on the day before the books begin.
    """

    first: date
    last: date
    opening: Money
    money_in: Figures = field(default=())
    money_out: Figures = field(default=())

    @property
    def total_in(self) -> Money:
        """All that came in."""
        return Money.total(sum_ for _, sum_ in self.money_in)

    @property
    def total_out(self) -> Money:
        """All that went out."""
        return Money.total(sum_ for _, sum_ in self.money_out)

    @property
    def closing(self) -> Money:
        """The cash at its end, which the books began with."""
        return self.opening + self.total_in - self.total_out


def facts_of(typed: LastYear, before: LastYear | None = None) -> tuple[Fact, ...]:
    """Give the lines of a book that tell of a year; headings that it told before become nothing."""
    lines = [
        Fact(
            day=typed.last,
            kind="last-year",
            values=(OPENING, typed.opening),
            facts=(("from", typed.first),),
        )
    ]
    for sort, figures, old in (
        (MONEY_IN, typed.money_in, before.money_in if before else ()),
        (MONEY_OUT, typed.money_out, before.money_out if before else ()),
    ):
        sums = {heading: NOTHING for heading, _ in old} | dict(figures)
        lines += [
            Fact(day=typed.last, kind="last-year", values=(sort, heading, sum_))
            for heading, sum_ in sums.items()
        ]
    return tuple(lines)


def last_year_in(facts: Iterable[Fact], last: date) -> LastYear | None:
    """Give the year that ends on a day as it was typed in; none where its opening was not.

    Of two lines about one heading the later one holds, and one of nothing takes it out.
    """
    opening: Fact | None = None
    sums: dict[str, dict[str, Money]] = {MONEY_IN: {}, MONEY_OUT: {}}
    for fact in facts:
        if fact.kind != "last-year" or fact.day != last:
            continue
        if fact.said(0) == OPENING:
            opening = fact
        elif fact.said(0) in sums:
            sums[fact.said(0)][fact.said(1)] = fact.amount() or NOTHING
    first = opening.fact("from") if opening else None
    if opening is None or not isinstance(first, date):
        return None
    return LastYear(
        first=first,
        last=last,
        opening=opening.amount() or NOTHING,
        money_in=_told(sums[MONEY_IN]),
        money_out=_told(sums[MONEY_OUT]),
    )


def _told(sums: dict[str, Money]) -> Figures:
    return tuple((heading, sum_) for heading, sum_ in sums.items() if sum_)
