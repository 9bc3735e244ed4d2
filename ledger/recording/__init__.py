"""The write verbs: the only door through which a book is changed."""

from ledger.book import Agreement
from ledger.book.issued import ACCOUNTS
from ledger.journal import Attachment, Hand
from ledger.journal.blanking import finish_blanking
from ledger.journal.founding import BookAlreadyThere
from ledger.recording.about import change_year_end, checked_year_end, rename_book
from ledger.recording.agreements import (
    BankDiffers,
    CountDiffers,
    agree,
    close_year,
    withdraw_agreement,
)
from ledger.recording.backing_up import copy_of_a_moment
from ledger.recording.belongings import record_asset, record_liability
from ledger.recording.books import bring_in, new_book
from ledger.recording.entries import record
from ledger.recording.funders import change_budget, record_consent
from ledger.recording.funds import close_fund, new_fund, reopen_fund
from ledger.recording.issuing import REPORT, ToIssue, issue
from ledger.recording.last_year import record_last_year
from ledger.recording.later import add_paper, approve, declare_paper
from ledger.recording.redacting import Blanks, Cover, checked_redaction, redact
from ledger.recording.redacting_again import RedactedAgain, redact_as_in
from ledger.recording.redacting_terms import checked_terms_redaction, redact_terms
from ledger.recording.terms import (
    LEGAL_FORMS,
    change_group,
    checked_group,
    open_account,
    open_fund,
)

__all__ = [
    "ACCOUNTS",
    "LEGAL_FORMS",
    "REPORT",
    "Agreement",
    "Attachment",
    "BankDiffers",
    "Blanks",
    "BookAlreadyThere",
    "CountDiffers",
    "Cover",
    "Hand",
    "RedactedAgain",
    "ToIssue",
    "add_paper",
    "agree",
    "approve",
    "bring_in",
    "change_budget",
    "change_group",
    "change_year_end",
    "checked_group",
    "checked_redaction",
    "checked_terms_redaction",
    "checked_year_end",
    "close_fund",
    "close_year",
    "copy_of_a_moment",
    "declare_paper",
    "finish_blanking",
    "issue",
    "new_book",
    "new_fund",
    "open_account",
    "open_fund",
    "record",
    "record_asset",
    "record_consent",
    "record_last_year",
    "record_liability",
    "redact",
    "redact_as_in",
    "redact_terms",
    "rename_book",
    "reopen_fund",
    "withdraw_agreement",
]
