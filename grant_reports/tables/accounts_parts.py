"""The parts of accounts that differ by form, as tables: money, cash, what else there is."""

from collections.abc import Iterator

from grant_reports.tables.table import Table, table
from ledger.statements import AnnualAccounts
from ledger.statements.parts import PartLines
from ledger.statements.tables import Line

_Named = Iterator[tuple[str, str, Line]]


def money_table(accounts: AnnualAccounts) -> Table:
    """Give the account of money in and out, line by line, in the words of its form."""
    titles = (each.title for each in accounts.cash.columns)
    columns = ("Part", "Line", *titles, "Total funds", accounts.form.labels.last_year)
    rows = (
        (part, heading, *line.amounts, line.total, line.last_year)
        for part, heading, line in _lines(accounts)
    )
    return table("receipts-and-payments", "Receipts and payments account", columns, rows)


def columns_table(accounts: AnnualAccounts) -> Table:
    """Give cash by account in the columns of the form; none where the form has no such columns."""
    held, form = accounts.assets, accounts.form
    titles = (each.title for each in accounts.cash.columns)
    columns = ("Account", *titles, "Total funds", form.labels.last_year)
    lines = [(each.heading, each.line) for each in held.cash]
    if any(held.lent.amounts):
        lines.append(("Spent by one fund out of another’s cash", held.lent))
    if held.held or held.held_last_year:
        lines.append(("In our accounts", held.by_column))
        lines.append(("Less: held for others, not ours", -held.held_by_column))
    lines.append(("Total cash funds", accounts.cash.closing))
    rows = ((name, *each.amounts, each.total, each.last_year) for name, each in lines)
    return table("cash-by-column", "Cash by account and class of funds", columns, rows)


def belongings_table(accounts: AnnualAccounts) -> Table:
    """Give what there is beside cash; last year's figure only where it is printed."""
    shown = _has_past(accounts)
    rows = (
        (
            each.name,
            each.sort.value.replace("-", " "),
            each.fund,
            each.cost,
            each.value,
            each.last_year if shown else None,
        )
        for each in accounts.assets.belongings
    )
    columns = ("What", "Sort", "Fund", "Cost", "Value", "Last year")
    return table("belongings", "What there is beside cash", columns, rows)


def liabilities_table(accounts: AnnualAccounts) -> Table:
    """Give what is owed beside claims; with the claims of each fund where the form has them so."""
    held, shown = accounts.assets, _has_past(accounts)
    owed = held.liabilities if accounts.form.by_column else held.owings
    rows = (
        (each.name, each.fund, each.due, each.amount, each.last_year if shown else None)
        for each in owed
    )
    columns = ("What", "Fund", "When due", "Amount", "Last year")
    return table("liabilities", "Liabilities", columns, rows)


def contingent_table(accounts: AnnualAccounts) -> Table:
    """Give what may come to be owed, and what would have to happen; the sums are estimates."""
    shown = _has_past(accounts)
    rows = (
        (
            each.name,
            each.only_if,
            each.fund,
            each.due,
            each.amount,
            each.last_year if shown else None,
        )
        for each in accounts.assets.contingent
    )
    columns = ("What", "Only if", "Fund", "When due", "Estimate", "Last year")
    return table("contingent-liabilities", "Contingent liabilities", columns, rows)


def _has_past(accounts: AnnualAccounts) -> bool:
    """Tell whether last year's figure stands beside what there is and is owed."""
    known = accounts.last_period is not None and not accounts.last_is_typed
    return known and accounts.form.by_column


def _lines(accounts: AnnualAccounts) -> _Named:
    cash, labels = accounts.cash, accounts.form.labels
    for each in cash.parts_in:
        yield from _part(each)
    yield "Receipts", labels.total_in, cash.total_in
    for each in cash.parts_out:
        yield from _part(each)
    yield "Payments", labels.total_out, cash.total_out
    yield "Cash funds", labels.net, cash.net
    yield "Cash funds", labels.transfers, cash.transfers
    yield "Cash funds", labels.corrections, cash.corrections
    if labels.surplus:
        yield "Cash funds", labels.surplus, cash.surplus
    begun = labels.opening if accounts.last_period else labels.first_opening
    yield "Cash funds", begun, cash.opening
    yield "Cash funds", labels.closing, cash.closing


def _part(part: PartLines) -> _Named:
    name = f"{part.part.mark} {part.part.title}".strip()
    for each in part.categories:
        title = each.category.title
        if each.is_one_line or (title and not each.lines):
            yield name, title, each.total
        else:
            inside = f"{name}: {title}" if title else name
            yield from ((inside, line.heading, line) for line in each.lines)
    if part.part.subtotal:
        yield name, part.part.subtotal, part.total
