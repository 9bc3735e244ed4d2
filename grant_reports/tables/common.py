"""The tables that accounts and a funder's report have in common."""

from collections.abc import Iterable
from decimal import Decimal

from grant_reports.tables.table import Cell, Table, table
from ledger.statements.memos import FundMove, HelpGiven, InKindLine

_MOVES = ("Day", "Entry", "From", "To", "What for", "Consent", "Reference", "Amount")
_IN_KIND = ("What was given", "Unit", "Quantity", "Value", "Rates an hour")


def moves_table(moves: Iterable[FundMove]) -> Table:
    """Set out the money that moved between funds, each with what it rests on."""
    return table(
        "transfers-between-funds",
        "Transfers between funds",
        _MOVES,
        (
            (
                each.day,
                each.entry,
                each.source.shown,
                each.to.shown,
                each.narration,
                each.consent,
                each.reference,
                each.amount,
            )
            for each in moves
        ),
    )


def help_table(given: HelpGiven, *, with_few: bool) -> Table:
    """Set out help given, as a count and a total.

    Where it went to few, its total is told only in a document that tells it anyway.
    """
    told = given.total if with_few or not given.is_few else None
    rows: list[tuple[Cell, ...]] = []
    if given.count or given.total:
        rows.append((given.shown, told))
    return table("help-given", "Help given", ("People or households", "Total"), rows)


def in_kind_table(given: Iterable[InKindLine]) -> Table:
    """Set out gifts of time and goods, which are in no total."""
    return table(
        "gifts-in-kind",
        "Time and goods given",
        _IN_KIND,
        (
            (each.heading, each.unit, each.quantity, each.value, _rates(each.rates))
            for each in given
        ),
    )


def _rates(rates: tuple[Decimal, ...]) -> str:
    return "; ".join(f"{each:f}" for each in rates)
