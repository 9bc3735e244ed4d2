"""The annual accounts on paper."""

from datetime import date

from grant_reports.printing import printed
from grant_reports.wording import wording
from ledger.statements import AnnualAccounts, prove_accounts

_NEARLY_A_YEAR = 360
TEMPLATE = "grant_reports/accounts.html"


def accounts_pdf(
    accounts: AnnualAccounts,
    *,
    report: tuple[str, ...] = (),
    with_examiner: bool = False,
    as_of: date | None = None,
) -> bytes:
    """Print annual accounts as a tagged PDF, proved once more first.

    `report` is the committee's own report, a text for each paragraph; `with_examiner` adds a page
    for an examiner to fill in and sign. Of a year that is not over on the day `as_of`, the figures
    so far are printed, with nothing to sign.

    Raises:
        DoesNotTie: a figure differs from another way to it; nothing is printed.
        TooLongToPrint: there are too many rows.
    """
    prove_accounts(accounts)
    notes = accounts.notes
    rows = len(accounts.cash.money_in) + len(accounts.cash.money_out) + len(notes.funds)
    rows += len(notes.corrected) + len(notes.fund_moves) + len(notes.grants)
    so_far = as_of is not None and as_of <= accounts.period.last
    last = accounts.last_period
    figures = {
        "accounts": accounts,
        "words": wording(accounts.legal_form),
        "report": report,
        "with_examiner": with_examiner and not so_far,
        "so_far": as_of if so_far else None,
        "short_year": last if last and (last.last - last.first).days < _NEARLY_A_YEAR else None,
    }
    return printed(TEMPLATE, rows=rows, figures=figures)
