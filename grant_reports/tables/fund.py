"""A fund's statement as tables: the figures of the report for a funder, from the same value."""

from grant_reports.tables.common import help_table, in_kind_table, moves_table
from grant_reports.tables.table import Cell, Table, table
from ledger.statements import FundStatement
from ledger.statements.payments import Payment

_BUDGET = (
    "Heading",
    "Budget",
    "Agreed change",
    "Spent this period",
    "Spent to date",
    "Remaining",
    "Over or under",
    "Over or under, %",
)
_PAYMENTS = (
    "Number",
    "Paid on",
    "Entry",
    "Paid back in",
    "Paid to",
    "What for",
    "Headings",
    "Whole entry",
    "Charged to this grant",
    "Paper",
    "Papers",
    "Seen at the bank",
    "Corrects",
)


def fund_tables(statement: FundStatement, untold: str = "") -> tuple[Table, ...]:
    """Give every table of the report on a fund, in the order of the PDF.

    Money in and money out are both positive; a refund is a negative payment. A table may have no
    rows. What its figures do not hold yet, where `untold` says so, is a row of the grant's own.
    """
    return (
        _grant(statement, untold),
        _promised(statement),
        _budget(statement),
        _changes(statement),
        _money(statement),
        moves_table(statement.fund_moves),
        _instalments(statement),
        _claims(statement),
        in_kind_table(statement.in_kind),
        _payments(statement),
        help_table(statement.help_given, with_few=True),
        _papers(statement),
        _lost(statement),
    )


def _grant(statement: FundStatement, untold: str) -> Table:
    fund, grant = statement.fund, statement.grant
    rows: tuple[tuple[Cell, ...], ...] = (
        ("Fund", fund.shown),
        ("Kind", fund.kind.value.replace("-", " ")),
        ("Funder", fund.funder),
        ("Programme", fund.programme),
        ("Reference", fund.reference),
        ("Awarded on", fund.awarded_on),
        ("Given for", fund.purpose),
        ("Conditions", fund.conditions),
        ("Spend from", fund.spend_from),
        ("Spend by", fund.spend_by),
        ("Report due", fund.report_due),
        ("First day of this report", statement.period.first),
        ("Last day of this report", statement.period.last),
        ("Awarded", fund.award),
        ("Received", grant.received),
        ("Arrived from the funder", statement.arrived),
        ("Of it before these books began", statement.brought),
        *((f"Other income: {each.heading}", each.amount) for each in statement.other_income),
        ("Spent", grant.spent),
        ("Of the award itself", statement.of_award),
        ("Given back", grant.returned),
        # With what was in hand when the books began: documents that are out say it so.
        ("Moved in from other funds", grant.moved),
        ("Unspent", grant.unspent),
        ("Owed and not yet paid", statement.owed),
        ("Still to come", statement.to_come),
        ("Overspent", statement.overspent),
        *([("Not in these figures", untold)] if untold else ()),
    )
    return table("grant", "The grant so far", ("What", "Figure"), rows)


def _promised(statement: FundStatement) -> Table:
    rows = ((each.day, each.amount) for each in statement.fund.expected)
    return table("instalments-promised", "Instalments promised", ("Day", "Amount"), rows)


def _budget(statement: FundStatement) -> Table:
    rows = (
        (
            each.heading,
            each.budget,
            each.change,
            each.spent_in_period,
            each.spent,
            each.remaining,
            each.variance,
            each.percent,
        )
        for each in statement.budget
    )
    return table("budget", "Budget and spending", _BUDGET, rows)


def _changes(statement: FundStatement) -> Table:
    rows = (
        (line.heading, change.day, change.amount, change.evidence)
        for line in statement.budget
        for change in line.changes
    )
    columns = ("Heading", "Recorded on", "Change", "Agreed in")
    return table("budget-changes", "Changes agreed with the funder", columns, rows)


def _money(statement: FundStatement) -> Table:
    rows: list[tuple[Cell, ...]] = [("Opening", "Held on the first day", statement.opening)]
    rows += [("Money in", each.heading, each.amount) for each in statement.money_in]
    rows.append(("Money in", "Total in", statement.total_in))
    rows += [("Money out", each.heading, each.amount) for each in statement.money_out]
    rows += [
        ("Money out", "Total out", statement.total_out),
        ("Transfers", "Between this and our other funds", statement.transfers),
        ("Corrections", "Corrections of earlier years", statement.corrections),
        ("Closing", "Held on the last day", statement.closing),
    ]
    return table("money", "The money", ("Part", "Line", "Amount"), rows)


def _instalments(statement: FundStatement) -> Table:
    rows = ((each.day, each.entry, each.reference, each.amount) for each in statement.instalments)
    columns = ("Day", "Entry", "Reference", "Amount")
    return table("instalments", "How the grant arrived", columns, rows)


def _claims(statement: FundStatement) -> Table:
    rows = (
        (each.day, each.claim, each.payee, each.narration, each.owed)
        for each in statement.claims_owed
    )
    columns = ("Day", "Entry", "Paid to", "What for", "Owed")
    return table("claims-owed", "Owed to volunteers and not yet paid", columns, rows)


def _payments(statement: FundStatement) -> Table:
    numbers = {each.document.name: each.number for each in statement.papers}
    rows = (_payment(each, numbers) for each in statement.payments)
    return table("payments", "Payments, one by one", _PAYMENTS, rows)


def _payment(each: Payment, numbers: dict[str, int]) -> tuple[Cell, ...]:
    return (
        each.number,
        each.day,
        each.entry,
        each.paid_in,
        each.payee,
        each.narration,
        "; ".join(each.headings),
        each.total,
        each.share,
        str(each.paper),
        "; ".join(str(numbers[paper.name]) for paper in each.papers),
        each.seen,
        each.corrects,
    )


def _papers(statement: FundStatement) -> Table:
    rows = (
        (
            each.number,
            each.document.name,
            each.document.sha256,
            "; ".join(each.entries),
            each.document.total,
        )
        for each in statement.papers
    )
    columns = ("Number", "File", "SHA-256", "Entries", "Its own total")
    return table("papers", "Papers", columns, rows)


def _lost(statement: FundStatement) -> Table:
    rows = (
        (each.entry, each.day, each.payee, each.narration, each.because, each.share)
        for each in statement.lost
    )
    columns = ("Entry", "Day", "Paid to", "What for", "How it was lost", "Amount")
    return table("lost-papers", "Declarations for lost papers", columns, rows)
