"""Entries looked through to the cash that they moved."""

from ledger.movements.asked import Moves, in_order, kin, lumped, moves
from ledger.movements.givers import giver, is_from_funder
from ledger.movements.members import PaidFor, PaidToMember, paid_for
from ledger.movements.noted import BetweenFunds, GivenUpPart, is_cash_or_cost
from ledger.movements.teller import told
from ledger.movements.values import LATE_REFUNDS, OLD_CLAIMS, Direction, Movement

__all__ = [
    "LATE_REFUNDS",
    "OLD_CLAIMS",
    "BetweenFunds",
    "Direction",
    "GivenUpPart",
    "Movement",
    "Moves",
    "PaidFor",
    "PaidToMember",
    "giver",
    "in_order",
    "is_cash_or_cost",
    "is_from_funder",
    "kin",
    "lumped",
    "moves",
    "paid_for",
    "told",
]
