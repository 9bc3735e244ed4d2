"""A grant's budget against what was spent, heading by heading."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ledger.accounts import GRANTS_RETURNED
from ledger.funds import BudgetChange, BudgetLine, Fund
from ledger.money import NOTHING, Money
from ledger.statements.movements import Movement
from ledger.statements.notes import is_cost
from ledger.statements.periods import Period

OUTSIDE = "Not in the budget"
EXPLAINED_OVER = 25
_WHOLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetFigures:
    """One heading of a budget. `changes` are those agreed by the end of the period.

    What lies under no heading has a line of its own, with a budget of nothing.
    """

    heading: str
    budget: Money
    changes: tuple[BudgetChange, ...]
    spent_in_period: Money
    spent: Money

    @property
    def change(self) -> Money:
        """All agreed changes together."""
        return Money.total(each.amount for each in self.changes)

    @property
    def agreed(self) -> Money:
        """The budget with its agreed changes."""
        return self.budget + self.change

    @property
    def remaining(self) -> Money:
        """What is left of it; negative where it is overspent."""
        return self.agreed - self.spent

    @property
    def variance(self) -> Money:
        """How much more was spent than was agreed; negative where it was less."""
        return -self.remaining

    @property
    def percent(self) -> Decimal | None:
        """The variance in hundredths of what was agreed, to one decimal; none of nothing."""
        if not self.agreed:
            return None
        share = Decimal(self.variance.pence * _WHOLE) / abs(self.agreed.pence)
        return share.quantize(Decimal("0.1"))

    def is_wide(self, over: int = EXPLAINED_OVER) -> bool:
        """Tell whether a funder would want it explained: more than a quarter off, by default."""
        if not self.agreed:
            return bool(self.spent)
        return abs(self.variance.pence) * _WHOLE > over * abs(self.agreed.pence)


def budget_figures(
    fund: Fund, period: Period, moved: Iterable[Movement]
) -> tuple[BudgetFigures, ...]:
    """Set spending against the budget; all lines together are all that was spent of the fund.

    An account that two headings name counts towards the first. A grant that was given back is no
    spending.
    """
    costs = [each for each in moved if is_cost(each) and each.account != GRANTS_RETURNED]
    until = [each for each in costs if each.day <= period.last]
    made = []
    for line in fund.budget:
        mine = [each for each in until if _counts(line, each.account)]
        until = [each for each in until if not _counts(line, each.account)]
        changes = tuple(each for each in line.changes if each.day <= period.last)
        made.append(_figures(line.heading, line.amount, changes, mine, period))
    outside = _figures(OUTSIDE, NOTHING, (), until, period)
    if made and (outside.spent or outside.spent_in_period):
        made.append(outside)
    return tuple(made)


def _figures(
    heading: str,
    budget: Money,
    changes: tuple[BudgetChange, ...],
    mine: list[Movement],
    period: Period,
) -> BudgetFigures:
    return BudgetFigures(
        heading=heading,
        budget=budget,
        changes=changes,
        spent_in_period=-Money.total(each.effect for each in mine if each.day in period),
        spent=-Money.total(each.effect for each in mine),
    )


def _counts(line: BudgetLine, account: str) -> bool:
    return any(account == name or account.startswith(f"{name}:") for name in line.accounts)
