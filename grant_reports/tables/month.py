"""A month as tables: the figures of the page for the meeting, from the same value."""

from grant_reports.tables.table import Cell, Table, table
from ledger.statements import MonthStatement

_FUNDS = (
    "Fund",
    "Opening",
    "Money in",
    "Money out",
    "Between funds",
    "Corrections",
    "Closing",
    "Still to come",
    "Overspent",
)


def month_tables(made: MonthStatement, untold: str = "") -> tuple[Table, ...]:
    """Give every table of a month's page, in its order; money in and money out are positive.

    What its figures do not hold yet, where `untold` says so, is a row of the first.
    """
    return (_money(made, untold), _places(made), _funds(made), _claims(made))


def _money(made: MonthStatement, untold: str) -> Table:
    rows: list[tuple[Cell, ...]] = [("Opening", "What there was", made.opening)]
    rows += [("Money in", each.heading, each.amount) for each in made.money_in]
    rows.append(("Money in", "Total in", made.total_in))
    rows += [("Money out", each.heading, each.amount) for each in made.money_out]
    rows += [
        ("Money out", "Total out", made.total_out),
        ("Corrections", "Corrections of earlier years", made.corrections),
        ("Closing", "What there is", made.closing),
    ]
    if untold:
        rows.append(("Not in these figures", untold, None))
    return table("month", "Money in and out", ("Part", "Line", "Amount"), rows)


def _places(made: MonthStatement) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (each.heading, each.checked, each.opening, each.closing) for each in made.places
    ]
    rows += [
        ("In the bank and the tin", None, None, made.in_places),
        ("Less: not ours", None, None, -made.held),
        ("What there is", None, None, made.closing),
    ]
    columns = ("Where it lies", "Checked on", "Opening", "Closing")
    return table("places", "Where it lies", columns, rows)


def _funds(made: MonthStatement) -> Table:
    rows = (
        (
            each.fund.shown,
            each.opening,
            each.money_in,
            each.money_out,
            each.transfers,
            each.corrections,
            each.closing,
            each.to_come,
            each.overspent,
        )
        for each in made.funds
    )
    return table("funds", "Fund by fund", _FUNDS, rows)


def _claims(made: MonthStatement) -> Table:
    rows = (
        (each.day, each.claim, each.claimant, each.payee, each.narration, each.fund, each.owed)
        for each in made.claims_owed
    )
    columns = ("Day", "Entry", "Owed to", "Paid to", "What for", "Fund", "Owed")
    return table("claims-owed", "Owed to volunteers", columns, rows)
