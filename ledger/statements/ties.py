"""Figures that must agree, worked out in two ways; a statement that does not tie is not made."""

from collections.abc import Iterable
from dataclasses import dataclass

from ledger.errors import Refusal
from ledger.money import Money


class DoesNotTie(Refusal):
    """Two ways to the same figure end in different sums."""

    def __init__(self, figure: str, one: Money, other: Money) -> None:
        """Name the figure and both amounts."""
        super().__init__(
            f"The figures do not agree. {figure}: {one} one way and {other} the other.",
            "Nothing was made. Run the check of the books to see which entry is wrong.",
        )
        self.figure = figure
        self.one = one
        self.other = other


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A figure and the two sums that must both be it."""

    figure: str
    one: Money
    other: Money

    @property
    def holds(self) -> bool:
        """Tell whether they agree, to the penny."""
        return self.one == self.other


def prove(ties: Iterable[Tie]) -> None:
    """Do nothing if every tie holds.

    Raises:
        DoesNotTie: the first one that does not.
    """
    for tie in ties:
        if not tie.holds:
            raise DoesNotTie(tie.figure, tie.one, tie.other)
