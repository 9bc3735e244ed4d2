"""The read verbs: what a page or a report shows, as values; nothing here can write."""

from ledger.balances import OwedClaim
from ledger.book.blankable import Blankable
from ledger.history import Done
from ledger.reading.about import AboutBook, BusyBook, about, take_away
from ledger.reading.accounts import YearLine, YearLook, annual_accounts, year_look, years
from ledger.reading.bank import BankCheck, bank_check, money_places
from ledger.reading.belongings import Belongings, belongings
from ledger.reading.blanking import blankable, blankable_terms, covered_paper
from ledger.reading.choices import (
    AccountChoice,
    Choices,
    FundChoice,
    accounts_of_book,
    choices,
    fund_marks,
    owed_claims,
    still_owed,
)
from ledger.reading.discretion import NOT_YET
from ledger.reading.divided import Divided
from ledger.reading.doubt import in_doubt
from ledger.reading.entries import (
    EntryPage,
    EntryView,
    PaperLine,
    Wanted,
    entries,
    entry,
    is_recorded,
    missing_papers,
    same_before,
)
from ledger.reading.funds import (
    FundCard,
    FundView,
    first_day_for_a_fund,
    fund_cards,
    fund_terms,
    fund_view,
)
from ledger.reading.gifts import gift_statement, givers
from ledger.reading.grants import fund_statement, grant_letter
from ledger.reading.group import AccountLine, FundLine, GroupHome, home
from ledger.reading.issued import Issued, IssuedGone, issued, issued_content, outside_dates
from ledger.reading.last_year import LastYearView, last_year
from ledger.reading.letters import (
    GrantLetter,
    LetterHeading,
    LetterHelp,
    LetterPaper,
    LetterPayment,
)
from ledger.reading.lines import Direction, EntryLine, FundMark
from ledger.reading.month import Deadline, MonthView, month_view
from ledger.reading.open_grants import (
    GrantPaid,
    GrantReceived,
    HelpOfYear,
    OpenGrants,
    open_grants,
)
from ledger.reading.papers import PaperUnknown, paper_file, paper_names, paper_pictures
from ledger.reading.past import in_words, lay_as_it_was, moment_in_words, printed_at, told_acts
from ledger.reading.proved import as_it_stood, slice_differs
from ledger.reading.public import public_summary
from ledger.reading.public_values import (
    PublicFund,
    PublicHelp,
    PublicLine,
    PublicMonth,
    PublicSummary,
    PublicYear,
)
from ledger.reading.slices import accounts_slice, book_version, fund_slice
from ledger.reading.sums import Sums, must_be_mended, sums
from ledger.reading.telling import Telling, years_left_out
from ledger.reading.year_end import AccountAtEnd, FundAtEnd, ReportDue, YearEnd, held_back, year_end
from ledger.vouchers import PaperState

__all__ = [
    "NOT_YET",
    "AboutBook",
    "AccountAtEnd",
    "AccountChoice",
    "AccountLine",
    "BankCheck",
    "Belongings",
    "Blankable",
    "BusyBook",
    "Choices",
    "Deadline",
    "Direction",
    "Divided",
    "Done",
    "EntryLine",
    "EntryPage",
    "EntryView",
    "FundAtEnd",
    "FundCard",
    "FundChoice",
    "FundLine",
    "FundMark",
    "FundView",
    "GrantLetter",
    "GrantPaid",
    "GrantReceived",
    "GroupHome",
    "HelpOfYear",
    "Issued",
    "IssuedGone",
    "LastYearView",
    "LetterHeading",
    "LetterHelp",
    "LetterPaper",
    "LetterPayment",
    "MonthView",
    "OpenGrants",
    "OwedClaim",
    "PaperLine",
    "PaperState",
    "PaperUnknown",
    "PublicFund",
    "PublicHelp",
    "PublicLine",
    "PublicMonth",
    "PublicSummary",
    "PublicYear",
    "ReportDue",
    "Sums",
    "Telling",
    "Wanted",
    "YearEnd",
    "YearLine",
    "YearLook",
    "about",
    "accounts_of_book",
    "accounts_slice",
    "annual_accounts",
    "as_it_stood",
    "bank_check",
    "belongings",
    "blankable",
    "blankable_terms",
    "book_version",
    "choices",
    "covered_paper",
    "entries",
    "entry",
    "first_day_for_a_fund",
    "fund_cards",
    "fund_marks",
    "fund_slice",
    "fund_statement",
    "fund_terms",
    "fund_view",
    "gift_statement",
    "givers",
    "grant_letter",
    "held_back",
    "home",
    "in_doubt",
    "in_words",
    "is_recorded",
    "issued",
    "issued_content",
    "last_year",
    "lay_as_it_was",
    "missing_papers",
    "moment_in_words",
    "money_places",
    "month_view",
    "must_be_mended",
    "open_grants",
    "outside_dates",
    "owed_claims",
    "paper_file",
    "paper_names",
    "paper_pictures",
    "printed_at",
    "public_summary",
    "same_before",
    "slice_differs",
    "still_owed",
    "sums",
    "take_away",
    "told_acts",
    "year_end",
    "year_look",
    "years",
    "years_left_out",
]
