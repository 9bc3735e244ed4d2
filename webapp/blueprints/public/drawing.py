"""From the summary's figures to the pictures and tables of the page."""

import math

from ledger.money import Money
from ledger.reading import PublicSummary
from webapp.blueprints.public.pages import FundRow, Pair, Point, Row, Tick
from webapp.show import NOT_OURS_HUE, money, more_or_less

_STEPS = (1, 2, 2.5, 5, 10)
_LINES = 4
_LABELS = 4


def funds_of(found: PublicSummary) -> tuple[FundRow, ...]:
    """Give the funds with something in them, and last what is not the group's."""
    rows = [
        FundRow(
            name=each.shown,
            kind=each.kind.shown,
            cash=each.cash,
            lacks=each.lacks,
            size=max(0, each.cash.pence),
            hue=each.hue + 1,
        )
        for each in found.funds
    ]
    if found.not_ours:
        rows.append(
            FundRow(
                name="Not ours",
                kind="in our hands for somebody",
                cash=found.not_ours,
                lacks="",
                size=max(0, found.not_ours.pence),
                hue=NOT_OURS_HUE,
            )
        )
    return tuple(rows)


def points_of(found: PublicSummary) -> tuple[Point, ...]:
    """Give what was ours at the end of each month; a few months are named under the axis."""
    every = max(1, math.ceil(len(found.months) / _LABELS))
    last = len(found.months) - 1
    return tuple(
        Point(
            size=each.closing.pence,
            text=f"{each.first:%b}" if (last - place) % every == 0 else "",
        )
        for place, each in enumerate(found.months)
    )


def pairs_of(found: PublicSummary) -> tuple[Pair, ...]:
    """Give what came and went in each month."""
    return tuple(
        Pair(came=each.came.pence, went=each.went.pence, text=f"{each.first:%b}")
        for each in found.months
    )


def rows_of_months(found: PublicSummary) -> tuple[Row, ...]:
    """Give a row for each month; before it what there was when the books began, and corrections."""
    rows = []
    for each in found.months:
        if each.started:
            rows.append(Row(cells=("Where we started", "", "", money(each.started))))
        if each.corrections:
            corrected = more_or_less(each.corrections)
            rows.append(Row(cells=("Corrections of earlier years", "", "", corrected)))
        # A space that does not break, so that on a phone each month is one line.
        month = f"{each.first:%b\N{NO-BREAK SPACE}’%y}"
        cells = (month, _said(each.came), _said(each.went), _closing(each.closing))
        rows.append(Row(cells=cells))
    return tuple(rows)


def ticks(low: int, high: int) -> tuple[Tick, ...]:
    """Give a grid of round pounds from at or below `low` to at or above `high`, both in pence."""
    whole = max(high - low, 400)
    raw = whole / _LINES
    unit = 10 ** math.floor(math.log10(raw))
    step = max(100, next(int(unit * each) for each in _STEPS if unit * each >= raw))
    first, last = math.floor(low / step), max(1, math.ceil(high / step))
    return tuple(_tick(place * step) for place in range(first, last + 1))


def _tick(pence: int) -> Tick:
    pounds = f"£{abs(pence) // 100:,}"
    return Tick(size=pence, said=f"{pounds} short" if pence < 0 else pounds)


def _said(amount: Money) -> str:
    return money(amount) if amount else "–"


def _closing(amount: Money) -> str:
    return f"{money(amount)} short" if amount.pence < 0 else money(amount)
