"""The poster for the noticeboard: one sheet of A4 from the public summary, and nothing beyond it.

What it is given has no field that could hold a person, a payee or a paper.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf

from grant_reports.printing import printed
from ledger.money import NOTHING, Money
from ledger.reading import PublicFund, PublicLine, PublicSummary, PublicYear

TEMPLATE = "grant_reports/poster.html"
# As many funds and headings as can be read from a step away, the rest being one more; and fewer,
# where long names and what funds lack would not leave all of it on the sheet.
_MOST = (7, 5)
_FEWER = ((6, 5), (5, 5), (4, 5), (3, 5), (2, 3))
_REST = "Everything else"
# What fits over a bar: the name of a heading and its amount.
_LETTERS = 38
_NOT_OURS_HUE = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """An address, and its squares for a phone's camera: one path in a box of `side` units."""

    address: str
    side: int
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A fund in the picture and in its table; `size` is in pence, nothing where it is overspent."""

    name: str
    note: str
    hue: int
    size: int
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A heading with its bar."""

    name: str
    size: int
    said: str


def poster_pdf(summary: PublicSummary, code: Code) -> bytes:
    """Print the poster as a tagged PDF of one page, on which the smallest funds may be one line.

    Raises:
        TooLongToPrint, NotPrinted: see each.
    """
    pdf = _printed(summary, code, _MOST)
    for fewer in _FEWER:
        if _sheets(pdf) == 1:
            break
        pdf = _printed(summary, code, fewer)
    return pdf


def _printed(summary: PublicSummary, code: Code, most: tuple[int, int]) -> bytes:
    funds, headings = most
    parts = parts_of(summary, funds)
    year = _year(summary.years)
    figures = {
        "summary": summary,
        "parts": parts,
        "bars": [each for each in parts if each.size],
        "year": year,
        "came": bars_of(year.came, headings) if year else (),
        "went": bars_of(year.went, headings) if year else (),
        "code": code,
    }
    return printed(TEMPLATE, rows=len(parts), figures=figures)


def _sheets(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def parts_of(summary: PublicSummary, funds: int = _MOST[0]) -> tuple[Part, ...]:
    """Give the funds with something in them, and last what is not the group's.

    Of more than so many, those with the least in them stand together.
    """
    most = sorted(summary.funds, key=lambda each: abs(each.cash.pence), reverse=True)
    fits = len(most) <= funds
    alone = most if fits else most[: funds - 1]
    parts = [_part(each) for each in summary.funds if each in alone]
    if not fits:
        parts.append(_together(most[len(alone) :]))
    if summary.not_ours:
        parts.append(
            Part(
                name="Not ours",
                note="in our hands for somebody",
                hue=_NOT_OURS_HUE,
                size=max(0, summary.not_ours.pence),
                said=str(abs(summary.not_ours)),
            )
        )
    return tuple(parts)


def bars_of(lines: Sequence[PublicLine], headings: int = _MOST[1]) -> tuple[Bar, ...]:
    """Give the largest headings, and what is left of the others as one; their sum is the whole."""
    shown = lines if len(lines) <= headings else lines[: headings - 1]
    rest = Money.total(each.amount for each in lines[len(shown) :])
    bars = [_bar(each.heading, each.amount) for each in shown]
    return (*bars, _bar(_REST, rest)) if rest else tuple(bars)


def _bar(name: str, amount: Money) -> Bar:
    said = str(amount)
    fits = _LETTERS - len(said)
    shown = name if len(name) <= fits else f"{name[: fits - 1].rstrip()}…"
    return Bar(name=shown, size=amount.pence, said=said)


def _part(fund: PublicFund) -> Part:
    known = fund.kind.shown.casefold() in fund.shown.casefold()
    return Part(
        name=fund.shown,
        note="" if known else fund.kind.shown,
        hue=fund.hue + 1,
        size=max(0, fund.cash.pence),
        said=fund.lacks or str(fund.cash),
    )


def _together(funds: Sequence[PublicFund]) -> Part:
    sum_ = Money.total(each.cash for each in funds)
    over = "together short by " if sum_ < NOTHING else ""
    short = sum(1 for each in funds if each.lacks)
    return Part(
        name=f"{len(funds)} other funds",
        note=f"{short} of them short of money" if short else "",
        hue=funds[0].hue + 1,
        size=max(0, sum_.pence),
        said=f"{over}{abs(sum_)}",
    )


def _year(years: Sequence[PublicYear]) -> PublicYear | None:
    """Give this year, or the one before where nothing moved in this one yet."""
    moved = (each for each in years if not each.is_still)
    return next(moved, None)
