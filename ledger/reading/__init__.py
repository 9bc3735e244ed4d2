"""The read verbs: what a page or a report shows, as values; nothing here can write."""

from ledger.balances import OwedClaim
from ledger.history import Done
from ledger.reading.about import AboutBook, BusyBook, about, take_away
from ledger.reading.accounts import YearLine, YearLook, annual_accounts, year_look, years
from ledger.reading.bank import BankCheck, bank_check, money_places
from ledger.reading.choices import (
    AccountChoice,
    Choices,
    FundChoice,
    accounts_of_book,
    choices,
    fund_marks,
    owed_claims,
)
from ledger.reading.discretion import NOT_YET
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
from ledger.reading.grants import fund_statement, grant_letter
from ledger.reading.group import AccountLine, FundLine, GroupHome, home
from ledger.reading.letters import (
    GrantLetter,
    LetterHeading,
    LetterHelp,
    LetterPaper,
    LetterPayment,
)
from ledger.reading.lines import Direction, EntryLine, FundMark
from ledger.reading.papers import PaperUnknown, paper_file, paper_names, paper_pictures
from ledger.reading.public import public_summary
from ledger.reading.public_values import (
    PublicFund,
    PublicHelp,
    PublicLine,
    PublicMonth,
    PublicSummary,
    PublicYear,
)
from ledger.vouchers import PaperState

__all__ = [
    "NOT_YET",
    "AboutBook",
    "AccountChoice",
    "AccountLine",
    "BankCheck",
    "BusyBook",
    "Choices",
    "Direction",
    "Done",
    "EntryLine",
    "EntryPage",
    "EntryView",
    "FundCard",
    "FundChoice",
    "FundLine",
    "FundMark",
    "FundView",
    "GrantLetter",
    "GroupHome",
    "LetterHeading",
    "LetterHelp",
    "LetterPaper",
    "LetterPayment",
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
    "Wanted",
    "YearLine",
    "YearLook",
    "about",
    "accounts_of_book",
    "annual_accounts",
    "bank_check",
    "choices",
    "entries",
    "entry",
    "first_day_for_a_fund",
    "fund_cards",
    "fund_marks",
    "fund_statement",
    "fund_terms",
    "fund_view",
    "grant_letter",
    "home",
    "is_recorded",
    "missing_papers",
    "money_places",
    "owed_claims",
    "paper_file",
    "paper_names",
    "paper_pictures",
    "public_summary",
    "same_before",
    "take_away",
    "year_look",
    "years",
]
