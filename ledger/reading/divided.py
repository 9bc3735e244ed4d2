"""How the money of all funds divides, so that nothing in hand is netted with what another lacks."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from ledger.funds import FundClass
from ledger.money import NOTHING, Money


class Holds(Protocol):
    """What is asked of a fund: its class, its cash, and what is still to come of its award."""

    @property
    def kind(self) -> FundClass:
        """Its class."""

    @property
    def cash(self) -> Money:
        """What it has, or lacks."""

    @property
    def to_come(self) -> Money:
        """How much of what it lacks an instalment still covers; claims may make it more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Divided:
    """What the funds have: `free` for anything, `set_aside` and `promised` in those that hold some.

    Less what others have spent beyond that, `ahead` of money that is still to come or `overspent`,
    this is the cash of all funds. Where the funds for anything lack something together, `free` is
    negative, and `to_come` is how much of it was awarded to them and has not arrived. Beside three
    of these sums stands of how many funds they are; `both_funds` are those that are in the last two
    of them.
    """

    free: Money
    to_come: Money
    set_aside: Money
    promised: Money
    promised_funds: int
    ahead: Money
    ahead_funds: int
    overspent: Money
    overspent_funds: int
    both_funds: int = 0

    @property
    def total(self) -> Money:
        """The cash of all funds."""
        return self.free + self.set_aside + self.promised - self.ahead - self.overspent


def divided(funds: Iterable[Holds]) -> Divided:
    """Divide the cash of all funds; of those for anything, one may stand in for another."""
    every = tuple(funds)
    loose = [each for each in every if each.kind is FundClass.UNRESTRICTED]
    kept = [each for each in every if each.kind is not FundClass.UNRESTRICTED]
    free = Money.total(each.cash for each in loose)
    aside = [each.cash for each in kept if each.kind.is_free and each.cash > NOTHING]
    promised = [each.cash for each in kept if not each.kind.is_free and each.cash > NOTHING]
    lacks = [beyond(each) for each in kept]
    ahead = [sum_ for sum_, _ in lacks if sum_]
    overspent = [sum_ for _, sum_ in lacks if sum_]
    return Divided(
        free=free,
        to_come=min(max(NOTHING, -free), Money.total(each.to_come for each in loose)),
        set_aside=Money.total(aside),
        promised=Money.total(promised),
        promised_funds=len(promised),
        ahead=Money.total(ahead),
        ahead_funds=len(ahead),
        overspent=Money.total(overspent),
        overspent_funds=len(overspent),
        both_funds=sum(1 for each in lacks if all(each)),
    )


def beyond(fund: Holds) -> tuple[Money, Money]:
    """Divide what a fund spent beyond its cash: ahead of its money, and overspent."""
    lacks = max(NOTHING, -fund.cash)
    ahead = min(lacks, fund.to_come)
    return ahead, lacks - ahead
