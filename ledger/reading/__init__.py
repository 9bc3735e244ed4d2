"""The read verbs: what a page or a report shows, as values; nothing here can write."""

from ledger.balances import OwedClaim
from ledger.reading.about import AboutBook, BusyBook, about, take_away
from ledger.reading.bank import BankCheck, bank_check, money_places
from ledger.reading.choices import (
    AccountChoice,
    Choices,
    accounts_of_book,
    choices,
    fund_marks,
    owed_claims,
)
from ledger.reading.entries import (
    EntryPage,
    EntryView,
    PaperLine,
    Wanted,
    entries,
    entry,
    missing_papers,
    same_before,
)
from ledger.reading.group import AccountLine, FundLine, GroupHome, home
from ledger.reading.lines import Direction, EntryLine, FundMark
from ledger.reading.papers import PaperUnknown, paper_file, paper_names
from ledger.reading.public import (
    PublicFund,
    PublicHelp,
    PublicLine,
    PublicMonth,
    PublicSummary,
    PublicYear,
    public_summary,
)

__all__ = [
    "AboutBook",
    "AccountChoice",
    "AccountLine",
    "BankCheck",
    "BusyBook",
    "Choices",
    "Direction",
    "EntryLine",
    "EntryPage",
    "EntryView",
    "FundLine",
    "FundMark",
    "GroupHome",
    "OwedClaim",
    "PaperLine",
    "PaperUnknown",
    "PublicFund",
    "PublicHelp",
    "PublicLine",
    "PublicMonth",
    "PublicSummary",
    "PublicYear",
    "Wanted",
    "about",
    "accounts_of_book",
    "bank_check",
    "choices",
    "entries",
    "entry",
    "fund_marks",
    "home",
    "missing_papers",
    "money_places",
    "owed_claims",
    "paper_file",
    "paper_names",
    "public_summary",
    "same_before",
    "take_away",
]
