"""The annual accounts on paper."""

from grant_reports.printing import printed
from grant_reports.wording import wording
from ledger.statements import AnnualAccounts, prove_accounts

TEMPLATE = "grant_reports/accounts.html"


def accounts_pdf(
    accounts: AnnualAccounts, *, report: tuple[str, ...] = (), with_examiner: bool = False
) -> bytes:
    """Print annual accounts as a tagged PDF, proved once more first.

    `report` is the committee's own report, a text for each paragraph; `with_examiner` adds a page
    for an examiner to fill in and sign.

    Raises:
        DoesNotTie: a figure differs from another way to it; nothing is printed.
        TooLongToPrint: there are too many rows.
    """
    prove_accounts(accounts)
    notes = accounts.notes
    rows = len(accounts.cash.money_in) + len(accounts.cash.money_out) + len(notes.funds)
    rows += len(notes.corrected) + len(notes.fund_moves) + len(notes.grants)
    figures = {
        "accounts": accounts,
        "words": wording(accounts.legal_form),
        "report": report,
        "with_examiner": with_examiner,
    }
    return printed(TEMPLATE, rows=rows, figures=figures)
