"""What must agree in the statement of assets and liabilities, to the penny."""

from ledger.money import NOTHING, Money
from ledger.statements.assets import Assets
from ledger.statements.form import Column
from ledger.statements.tables import Line, same, total_of
from ledger.statements.ties import Tie


def asset_ties(held: Assets, closing: Line, columns: tuple[Column, ...]) -> list[Tie]:
    """Give the ties of cash by account and by column, and of what is owed."""
    has_last = held.cash_last_year is not None
    in_columns = total_of(columns, (each.line for each in held.cash), has_last=has_last)
    claims = Money.total(each.amount for each in held.claims_owed)
    by_fund = Money.total(each.amount for each in held.claims_by_fund)
    to_us = Money.total(each.amount for each in held.owed_to_us)
    return [
        *(
            Tie(figure=f"{each.heading} in its columns", one=each.line.total, other=each.amount)
            for each in held.cash
        ),
        *same("Cash by account", in_columns + held.lent, held.by_column, columns),
        *same("Cash by fund", held.by_column + -held.held_by_column, closing, columns),
        Tie(figure="Lent between funds in total", one=held.lent.total, other=NOTHING),
        Tie(figure="Held for others by fund", one=held.held_by_column.total, other=held.held),
        Tie(figure="Claims owed", one=claims, other=held.claims_total),
        Tie(figure="Claims owed by fund", one=by_fund, other=held.claims_total),
        Tie(figure="Owed to the group", one=to_us, other=held.owed_to_us_total),
    ]
