"""The annual accounts on paper."""

from dataclasses import dataclass
from datetime import date

from grant_reports.adding_up import adds_up_in_pounds
from grant_reports.evidence import evidence_of
from grant_reports.figures import figure
from grant_reports.notes import NOTES
from grant_reports.printing import printed
from grant_reports.tables import accounts_document
from grant_reports.wording import wording
from ledger.entries.words import shown_day
from ledger.statements import AnnualAccounts, prove_accounts

_A_YEAR = range(360, 373)
# By the count of columns: a class, how wide each is, and how long a figure may be before it is set
# smaller.
_WIDTHS = {2: ("", "mm-26", 12), 3: ("three", "mm-22", 11), 4: ("four", "mm-20", 10)}
# As long as a figure may be in the notes, whose columns are narrower.
_IN_NOTES = 10
TEMPLATE = "grant_reports/accounts.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountsWords:
    """What the group says beside its figures; each text is plain, a line of it a paragraph.

    `deficits` explains a fund that is in deficit, `dealings` tells of people connected with the
    committee or the trustees, `other` is anything else that they want to say.
    """

    deficits: str = ""
    grants_paid: str = ""
    pay: str = ""
    expenses: str = ""
    dealings: str = ""
    reserves: str = ""
    other: str = ""


NO_WORDS = AccountsWords()


def accounts_pdf(  # noqa: PLR0913 - the accounts, what is said beside them, and their proof
    accounts: AnnualAccounts,
    *,
    report: tuple[str, ...] = (),
    texts: AccountsWords = NO_WORDS,
    with_examiner: bool = False,
    as_of: date | None = None,
    whole: bool = False,
    books: str = "",
) -> bytes:
    """Print annual accounts as a tagged PDF, proved once more first.

    `report` is the committee's own report, a text for each paragraph, and `texts` are its words in
    the notes; `with_examiner` adds a page for an examiner to fill in and sign. `whole` rounds every
    figure to the nearest pound, after the proof. `books` is the slice of the books that proves
    them, and goes with them; without it, they are a PDF for reading and not for filing. Of a year
    that is not over on the day `as_of`, the figures so far are printed, with nothing to sign.

    Raises:
        DoesNotTie: a figure differs from another way to it; nothing is printed.
        TooLongToPrint: there are too many rows.
    """
    prove_accounts(accounts)
    so_far = as_of is not None and as_of <= accounts.period.last
    figures = {
        "report": report,
        "texts": texts,
        "with_examiner": with_examiner and not so_far,
        "so_far": as_of if so_far else None,
        "closing": _closing(accounts, as_of if so_far else None),
        "whole": whole,
        "adds_up": not whole or adds_up_in_pounds(accounts),
    }
    proof = evidence_of(accounts_document(accounts), books)
    shown = _figures(accounts) | figures
    return printed(TEMPLATE, rows=_rows(accounts), figures=shown, evidence=proof)


def _figures(accounts: AnnualAccounts) -> dict[str, object]:
    """Give what the pages show of the accounts, and how wide their columns are."""
    last = accounts.last_period
    wide, width, most = _WIDTHS[len(accounts.cash.columns)]
    longest = _longest(accounts)
    tight = " tight" if longest > most else ""
    is_short = last is not None and (last.last - last.first).days + 1 not in _A_YEAR
    first = accounts.period.first
    days = (accounts.period.last - first).days + 1
    return {
        "accounts": accounts,
        "form": accounts.form,
        "cash": accounts.cash,
        "assets": accounts.assets,
        "notes": accounts.notes,
        "order": NOTES[accounts.form.name],
        "words": wording(accounts.legal_form),
        "first": first,
        "last": accounts.period.last,
        "has_last": last is not None,
        "has_past": last is not None and not accounts.last_is_typed,
        "has_corrections": any(accounts.cash.corrections.amounts),
        "has_deficit": any(each.overspent for each in accounts.notes.funds),
        "is_a_year": days in _A_YEAR,
        "is_changed": days not in _A_YEAR and accounts.books_begin not in {None, first},
        "short_year": last if is_short else None,
        "columns_class": f"{wide}{tight}",
        "is_tight": longest > _IN_NOTES,
        "column_width": width,
    }


def _closing(accounts: AnnualAccounts, so_far: date | None) -> str:
    """Name the cash that there is at the end, or so far on a day."""
    labels = accounts.form.labels
    return f"{labels.closing_on} {shown_day(so_far)}" if so_far else labels.closing


def _longest(accounts: AnnualAccounts) -> int:
    """Give the letters of the longest figure in columns; its brackets hang over the edge."""
    cash = accounts.cash
    lines = (cash.total_in, cash.total_out, cash.net, cash.opening, cash.closing)
    sums = (sum_ for line in lines for sum_ in (*line.amounts, line.total, line.last_year))
    return max(len(figure(sum_ and abs(sum_))) for sum_ in sums)


def _rows(accounts: AnnualAccounts) -> int:
    cash, notes, held = accounts.cash, accounts.notes, accounts.assets
    parts = (cash.money_in, cash.money_out, notes.funds, notes.corrected, notes.fund_moves)
    more = (
        notes.grants,
        held.cash,
        held.belongings,
        held.liabilities,
        held.claims_owed,
        held.contingent,
    )
    return sum(map(len, (*parts, *more)))
