"""Money in whole pence, exactly: no floats, and no fraction of a penny."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from ledger.errors import Refusal

CURRENCY = "GBP"
_TYPED = re.compile(r"[0-9]{1,7}(\.[0-9]{1,2})?")
_TOO_LARGE = re.compile(r"[1-9][0-9]{7,}(\.[0-9]{1,2})?")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]{1,2})?")
# `str.strip` by itself would also take away blanks of other scripts and lines.
_BLANKS = " \t"
_PENCE = 100


class AmountUnclear(Refusal):
    """What was typed is not an amount of money that can be read in only one way."""

    def __init__(self, typed: str, field: str = "amount") -> None:
        """Quote what was typed, shortened, beside the field that it was typed into."""
        shown = typed.strip()[:20]
        what = f"“{shown}” is not an amount." if shown else "The amount is empty."
        super().__init__(what, "Write it in pounds and pence, like 12.50.", field=field)


class AmountTooLarge(Refusal):
    """More than one entry holds; most often a point was forgotten."""

    def __init__(self, typed: str, field: str = "amount") -> None:
        """Quote what was typed, shortened."""
        super().__init__(
            f"“{typed.strip()[:20]}” is ten million pounds or more, which no entry holds.",
            "Look whether a point is missing, as in 12.50.",
            field=field,
        )


class AmountNotPositive(Refusal):
    """An act moves more than nothing; the direction is said in words, never by a sign."""

    def __init__(self, field: str = "amount") -> None:
        """Say it beside the field."""
        super().__init__(
            "The amount is nothing.", "Write how much it was, like 12.50.", field=field
        )


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """A sum of money in pence; negative only inside sums, never on a screen."""

    pence: int = 0

    @classmethod
    def total(cls, parts: Iterable[Self]) -> Self:
        """Add up any number of sums; none add up to nothing."""
        return cls(sum(part.pence for part in parts))

    @classmethod
    def exact(cls, number: Decimal) -> Self:
        """Read a number of pounds from a book, rounding half a penny to even.

        A book of ours holds whole pence; a rule in `ledger.checks` reports what is not.
        """
        return cls(int((number * _PENCE).to_integral_value()))

    @property
    def number(self) -> Decimal:
        """The sum in pounds, with two decimals."""
        return Decimal(self.pence).scaleb(-2)

    def __add__(self, other: Self) -> Self:
        """Add two sums."""
        return type(self)(self.pence + other.pence)

    def __sub__(self, other: Self) -> Self:
        """Take one sum from another."""
        return type(self)(self.pence - other.pence)

    def __neg__(self) -> Self:
        """Turn the direction round."""
        return type(self)(-self.pence)

    def __abs__(self) -> Self:
        """Drop the direction."""
        return type(self)(abs(self.pence))

    def __bool__(self) -> bool:
        """Tell whether there is any money at all."""
        return self.pence != 0

    def __str__(self) -> str:
        """Write it for people: £1,234.50, and brackets round what is negative."""
        pounds, pence = divmod(abs(self.pence), _PENCE)
        shown = f"£{pounds:,}.{pence:02d}"
        return f"({shown})" if self.pence < 0 else shown

    @property
    def held(self) -> str:
        """What an account of money holds, in words; it can be overdrawn."""
        return f"{abs(self)} overdrawn" if self.pence < 0 else str(self)

    def shared(self, weights: list[int]) -> list[Self]:
        """Divide the sum by whole weights so that the parts add up to it exactly.

        Each part is the difference of two cumulated shares rounded down, so that pennies left over
        fall where the next part begins. All weights nil puts everything on the first.
        """
        whole = sum(weights)
        if not whole:
            return [self, *(type(self)(0) for _ in weights[1:])] if weights else []
        done, parts, cumulated = 0, [], 0
        for weight in weights:
            cumulated += weight
            reached = self.pence * cumulated // whole
            parts.append(type(self)(reached - done))
            done = reached
        return parts


NOTHING = Money(0)


def parse_money(typed: str, field: str = "amount") -> Money:
    """Read an amount that a person typed: pounds, at most seven digits, at most two decimals.

    Plain blanks around it, a pound sign and well-placed commas are removed first; nothing else is
    forgiven, because "12,50" must never become £1,250.

    Raises:
        AmountUnclear: it cannot be read in just one way.
        AmountTooLarge: it has more than seven digits before the point.
        AmountNotPositive: it is nothing.
    """
    text = typed.strip(_BLANKS).removeprefix("£").strip(_BLANKS)
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    if _TOO_LARGE.fullmatch(text):
        raise AmountTooLarge(typed, field)
    if not _TYPED.fullmatch(text):
        raise AmountUnclear(typed, field)
    amount = Money.exact(Decimal(text))
    if not amount:
        raise AmountNotPositive(field)
    return amount
