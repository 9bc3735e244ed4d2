"""What is wanted on paper: one frozen value for each sort of document, made of plain parts."""

from dataclasses import dataclass
from datetime import date

from grant_reports.accounts import NO_WORDS as NO_TEXTS
from grant_reports.accounts import AccountsWords
from grant_reports.fund_report import NO_WORDS, ReportWords
from grant_reports.poster import Code
from grant_reports.thanks import Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOrder:
    """A report for a funder, from the fund's beginning to its end or today, if no days are chosen.

    Where whoever asked does not see help as lines (`sees_help`), it says only what is told of it.
    Papers of help given are printed only `with_help`.
    """

    fund: str
    today: date
    first: date | None = None
    last: date | None = None
    with_papers: bool = True
    with_help: bool = False
    sees_help: bool = True
    said: ReportWords = NO_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountsOrder:
    """The accounts of the year that ends on a day, with what the group says beside them.

    Of a year that is not over on the day `as_of`, the figures so far are printed.
    """

    year_end: date
    as_of: date
    report: tuple[str, ...] = ()
    texts: AccountsWords = NO_TEXTS
    with_examiner: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistOrder:
    """The checklist of the year that ends on a day, as it stands today."""

    year_end: date
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthOrder:
    """The sheet of the month in which a day lies, as it stands today."""

    month: date
    today: date
    sees_help: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ThanksOrder:
    """The letter to whoever gave by an entry, under its number."""

    entry: str
    letter: Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterOrder:
    """The poster for the noticeboard, as of today."""

    today: date
    code: Code


Order = ReportOrder | AccountsOrder | ChecklistOrder | MonthOrder | ThanksOrder | PosterOrder
