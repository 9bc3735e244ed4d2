"""The annual accounts as tables: the figures of the PDF, from the same value."""

from grant_reports.tables.accounts_parts import (
    belongings_table,
    columns_table,
    contingent_table,
    liabilities_table,
    money_table,
)
from grant_reports.tables.common import help_table, in_kind_table, moves_table
from grant_reports.tables.table import Cell, Table, table
from ledger.statements import AnnualAccounts

_CASH = ("Account", "Held by", "Checked on", "Not on it yet", "This year", "Last year")
_COMPARED = (
    "Account",
    "Compared on",
    "Statement or count",
    "In, not on it yet",
    "Out, not on it yet",
    "After the year",
    "Our books",
)
_FUNDS = (
    "Fund",
    "Kind",
    "Funder",
    "Purpose",
    "Opening",
    "Receipts",
    "Payments",
    "Transfers",
    "Corrections",
    "Closing",
    "Still to come",
    "Overspent",
)
_CORRECTED = (
    "Entry",
    "Put right by",
    "Day",
    "Because",
    "After its year",
    "It was",
    "It is",
    "Difference",
)
_GRANTS = (
    "Grant",
    "Funder",
    "Reference",
    "Awarded",
    "Received",
    "Spent",
    "Moved in",
    "Returned",
    "Unspent",
)


def accounts_tables(accounts: AnnualAccounts) -> tuple[Table, ...]:
    """Give every table of the annual accounts, in the order of the PDF.

    Receipts and payments are both positive, as in the account itself; a transfer out of a fund, a
    correction and a shortfall may be negative. A table may have no rows.
    """
    notes = accounts.notes
    return (
        money_table(accounts),
        _cash(accounts),
        _compared(accounts),
        *((columns_table(accounts),) if accounts.form.by_column else ()),
        _owed_to_us(accounts),
        belongings_table(accounts),
        _owed_by_us(accounts),
        liabilities_table(accounts),
        contingent_table(accounts),
        _funds(accounts),
        _grants(accounts),
        moves_table(notes.fund_moves),
        help_table(notes.help_given, with_few=False),
        _members(accounts),
        _given_up(accounts),
        _grants_paid(accounts),
        _last_period(accounts),
        _held(accounts),
        in_kind_table(notes.in_kind),
        _corrected(accounts),
        _papers(accounts),
    )


def _cash(accounts: AnnualAccounts) -> Table:
    held = accounts.assets
    lines: list[tuple[Cell, ...]] = [
        (each.heading, each.holder, each.checked, each.not_yet, each.amount, each.last_year)
        for each in held.cash
    ]
    less = None if held.held_last_year is None else -held.held_last_year
    lines += [
        ("In our accounts", "", None, None, held.cash_total, held.cash_last_year),
        ("Less: held for others, not ours", "", None, None, -held.held, less),
        (
            "Cash funds at the end of this year",
            "",
            None,
            None,
            held.ours,
            held.ours_last_year,
        ),
    ]
    return table("cash-by-account", "Cash by account", _CASH, lines)


def _compared(accounts: AnnualAccounts) -> Table:
    """Give the way from each statement, or count, to our books; out and after are taken off.

    Where that would tell of help given, there is no row.
    """
    rows = (
        (
            each.heading,
            found.day,
            found.figure,
            found.money_in,
            found.money_out,
            found.after,
            found.ours,
        )
        for each in accounts.assets.cash
        if (found := each.compared) and found.is_told
    )
    return table("bank-to-books", "From the statement to our books", _COMPARED, rows)


def _owed_to_us(accounts: AnnualAccounts) -> Table:
    rows = ((each.who, each.fund, each.amount) for each in accounts.assets.owed_to_us)
    return table("owed-to-us", "Owed to the group", ("By whom", "Fund", "Amount"), rows)


def _owed_by_us(accounts: AnnualAccounts) -> Table:
    rows = ((each.who, each.fund, each.amount) for each in accounts.assets.claims_owed)
    return table("owed-by-us", "Owed by the group", ("To whom", "Fund", "Amount"), rows)


def _funds(accounts: AnnualAccounts) -> Table:
    cash = accounts.cash
    rows: list[tuple[Cell, ...]] = [
        (
            each.fund.shown,
            each.fund.kind.value.replace("-", " "),
            each.fund.funder,
            each.fund.purpose,
            each.opening,
            each.money_in,
            each.money_out,
            each.transfers,
            each.corrections,
            each.closing,
            each.to_come,
            each.overspent,
        )
        for each in accounts.notes.funds
    ]
    totals = (cash.opening, cash.total_in, cash.total_out, cash.transfers, cash.corrections)
    added = (each.total for each in (*totals, cash.closing))
    rows.append(("All funds", "", "", "", *added, None, None))
    return table("funds", "Funds", _FUNDS, rows)


def _grants(accounts: AnnualAccounts) -> Table:
    rows = (
        (
            each.fund.shown,
            each.fund.funder,
            each.fund.reference,
            each.fund.award,
            each.received,
            each.spent,
            each.moved,
            each.returned,
            each.unspent,
        )
        for each in accounts.notes.grants
    )
    return table("grants", "Grants", _GRANTS, rows)


def _members(accounts: AnnualAccounts) -> Table:
    paid = accounts.notes.paid_to_members
    rows = (
        ("Claims paid back", paid.claims_count, paid.claims),
        ("Other payments", paid.others_count, paid.others),
    )
    return table("paid-to-members", "Payments to members", ("What", "Payments", "Amount"), rows)


def _given_up(accounts: AnnualAccounts) -> Table:
    given = accounts.notes.given_up
    rows = (("Claims given up", given.count, given.total),) if given.count else ()
    return table("claims-given-up", "Claims given up", ("What", "Claims", "Amount"), rows)


def _grants_paid(accounts: AnnualAccounts) -> Table:
    rows = ((each.heading, each.count, each.total) for each in accounts.notes.grants_paid)
    return table("grants-paid", "Grants to other groups", ("For", "Grants", "Amount"), rows)


def _last_period(accounts: AnnualAccounts) -> Table:
    """Give last period's figures of the notes; none where the form has none there."""
    last = accounts.notes.last
    rows: list[tuple[Cell, ...]] = []
    if last is not None:
        given, paid, left = last.help_given, last.paid_to_members, last.given_up
        rows = [(each.heading, each.count, each.total) for each in last.grants_paid]
        if given.count or given.total:
            rows.append(("Help given", given.shown, None if given.is_few else given.total))
        rows += [
            ("Claims paid back", paid.claims_count, paid.claims),
            ("Other payments to members", paid.others_count, paid.others),
            ("Claims given up", left.count, left.total),
        ]
    columns = ("What", "Number", "Amount")
    return table("notes-last-period", "Last period’s figures of notes C2 to C4", columns, rows)


def _held(accounts: AnnualAccounts) -> Table:
    notes, held = accounts.notes, accounts.assets.held
    rows = (
        ("Taken in", notes.held_in),
        ("Given back or passed on", notes.held_out),
        ("Held at the end of the year", held),
    )
    return table("held-for-others", "Money held for others", ("What", "Amount"), rows)


def _corrected(accounts: AnnualAccounts) -> Table:
    rows = (
        (
            each.old,
            each.new,
            each.day,
            each.because,
            "yes" if each.is_late else "no",
            each.was,
            each.now,
            each.difference,
        )
        for each in accounts.notes.corrected
    )
    return table("corrected-entries", "Entries put right", _CORRECTED, rows)


def _papers(accounts: AnnualAccounts) -> Table:
    papers = accounts.notes.papers
    rows = (
        ("In the books", papers.attached),
        ("Declared lost", papers.lost),
        ("Missing", papers.missing),
    )
    return table("papers", "Papers", ("State", "Entries"), rows)
