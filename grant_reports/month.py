"""One month on one page, for the meeting."""

from datetime import date

from grant_reports.printing import printed
from ledger.reading import MonthView
from ledger.statements import prove_month

TEMPLATE = "grant_reports/month.html"
# What fits on one sheet beside the figures; the rest is counted and added up.
_LINES, _CLAIMS, _DEADLINES, _MISSING = 17, 6, 3, 8


def month_pdf(month: MonthView, today: date) -> bytes:
    """Print a month as a tagged PDF, proved once more first.

    People appear by number. Of a month that is not over, the figures so far are printed.

    Raises:
        DoesNotTie: a figure differs from another way to it; nothing is printed.
        TooLongToPrint, NotPrinted: see each.
    """
    made = month.statement
    prove_month(made)
    claims = made.claims_owed
    lines = max(len(made.money_in), len(made.money_out)) + len(made.places) + len(made.funds)
    shown = max(2, min(_CLAIMS, _LINES - lines))
    figures = {
        "month": month,
        "made": made,
        "so_far": None if month.is_over else today,
        "claims": claims[:shown],
        "more_claims": claims[shown:],
        "deadlines": month.deadlines[:_DEADLINES],
        "missing": month.missing[:_MISSING],
        "fund_names": {each.fund.name: each.fund.shown for each in made.funds},
    }
    return printed(TEMPLATE, rows=lines, figures=figures)
