"""What the public page is given, by type: money and titles, and no place for a person.

None of these has a field for a payee, a day of an entry, a paper or the number of a member.
"""

from dataclasses import dataclass
from datetime import date

from ledger.funds import FundClass
from ledger.money import NOTHING, Money
from ledger.reading.divided import Divided, beyond


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFund:
    """A fund: its title, its class and its cash; `hue` is its place in the row of colours.

    Where it spent more than it had, `to_come` is what an instalment still covers of that.
    """

    shown: str
    kind: FundClass
    cash: Money
    hue: int
    to_come: Money = NOTHING

    @property
    def lacks(self) -> str:
        """What it spent beyond what it had, in words; none where it did not."""
        ahead, over = beyond(self)
        said = [f"overspent by {over}"] if over else []
        return " and ".join([*said, f"{ahead} ahead of its money"] if ahead else said)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicMonth:
    """A month by its first day: what came, what went, what was ours at its end.

    `started` is what there was when these books began, if they began in this month; `corrections`
    is by how much putting right earlier years made it more.
    """

    first: date
    came: Money
    went: Money
    closing: Money
    started: Money = NOTHING
    corrections: Money = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicLine:
    """A line of where money came from, or went."""

    heading: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicHelp:
    """How many people or households were helped in a year, five at least, and with how much."""

    count: int
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicYear:
    """A financial year, to the end of the page's day if it is not over.

    The first one begins with the books. What put right earlier years neither came nor went: it is
    `corrections`, by how much they made it more.
    """

    first: date
    last: date
    is_over: bool
    came: tuple[PublicLine, ...]
    went: tuple[PublicLine, ...]
    help: PublicHelp | None
    corrections: Money = NOTHING

    @property
    def is_still(self) -> bool:
        """Tell whether nothing moved in it."""
        return not (self.came or self.went or self.corrections)

    @property
    def came_total(self) -> Money:
        """All that came in."""
        return Money.total(line.amount for line in self.came)

    @property
    def went_total(self) -> Money:
        """All that went out."""
        return Money.total(line.amount for line in self.went)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicSummary:
    """A group's money as the public page shows it, at the end of a day.

    `total` is all that lies in bank, tin and online, and the sum of what all funds have, `divided`,
    and of `not_ours`. `has_untold` says that help given lately is in none of the figures.
    """

    title: str
    as_of: date
    total: Money
    divided: Divided
    not_ours: Money
    funds: tuple[PublicFund, ...]
    months: tuple[PublicMonth, ...]
    years: tuple[PublicYear, ...]
    has_untold: bool
