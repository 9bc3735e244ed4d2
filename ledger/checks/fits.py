"""Whether each side of an act is an account of the right sort."""

from collections.abc import Callable
from dataclasses import dataclass

from ledger.accounts import (
    FEES,
    FUND_TRANSFERS,
    HELP,
    OPENING,
    is_in_kind,
    is_income,
    is_money,
    is_spending,
)
from ledger.book import Book
from ledger.entries.directives import Kind, Posting, Transaction
from ledger.errors import Refusal


class WrongSortOfAccount(Refusal):
    """An account of another sort than the act needs."""

    def __init__(self, label: str, wanted: str, field: str) -> None:
        """Name the account and the sort that is wanted."""
        super().__init__(f"“{label}” is not {wanted}.", "Choose one from the list.", field=field)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fit:
    """Which accounts one side of some kinds of act may have; `side` 1 is to, -1 from, 0 both."""

    kinds: tuple[Kind, ...]
    side: int
    is_right: Callable[[str], bool]
    wanted: str
    field: str

    def misses(self, kind: Kind, posting: Posting) -> bool:
        """Tell whether it speaks of this side of this kind, and the account is not of the sort."""
        spoken_of = kind in self.kinds and posting.number * self.side >= 0
        return spoken_of and not self.is_right(posting.account)


_IN_MONEY = tuple(kind for kind in Kind if kind not in {Kind.IN_KIND, Kind.REVERSAL})
_PLACE = "a place where money lies"
_FITS = (
    _Fit(
        kinds=_IN_MONEY,
        side=0,
        is_right=lambda name: not is_in_kind(name),
        wanted="for money",
        field="account",
    ),
    _Fit(
        kinds=(Kind.HELP,),
        side=1,
        is_right=HELP.__eq__,
        wanted="help given",
        field="account",
    ),
    _Fit(
        kinds=(Kind.EXPENSE, Kind.CLAIM),
        side=1,
        # Help given has a form of its own, in which nobody is named.
        is_right=lambda name: is_spending(name) and name != HELP,
        wanted="a kind of spending",
        field="account",
    ),
    _Fit(
        kinds=(Kind.REFUND,),
        side=-1,
        is_right=is_spending,
        wanted="a kind of spending",
        field="account",
    ),
    _Fit(
        kinds=(Kind.FUND_TRANSFER,),
        side=0,
        is_right=lambda name: is_money(name) or name == FUND_TRANSFERS,
        wanted=_PLACE,
        field="account",
    ),
    _Fit(
        kinds=(Kind.OPENING,),
        side=0,
        is_right=lambda name: name.startswith(("Assets:", "Liabilities:")) or name == OPENING,
        wanted="something that we have or owe",
        field="account",
    ),
    _Fit(
        kinds=(Kind.EXPENSE, Kind.HELP, Kind.REPAYMENT, Kind.HELD_OUT),
        side=-1,
        is_right=is_money,
        wanted=_PLACE,
        field="paid_from",
    ),
    _Fit(
        kinds=(Kind.INCOME,),
        side=-1,
        is_right=is_income,
        wanted="a kind of money in",
        field="account",
    ),
    _Fit(
        kinds=(Kind.INCOME,),
        side=1,
        is_right=lambda name: is_money(name) or name == FEES,
        wanted=_PLACE,
        field="paid_into",
    ),
    _Fit(
        kinds=(Kind.REFUND, Kind.HELD_IN),
        side=1,
        is_right=is_money,
        wanted=_PLACE,
        field="paid_into",
    ),
    _Fit(kinds=(Kind.TRANSFER,), side=0, is_right=is_money, wanted=_PLACE, field="source"),
)


def accounts_fit(book: Book, made: Transaction) -> None:
    """Decline an act whose money would go to or come from an account of the wrong sort.

    Raises:
        WrongSortOfAccount: it names the account and the sort that is wanted.
    """
    for posting in made.postings:
        for fit in _FITS:
            if fit.misses(made.kind, posting):
                label = book.accounts[posting.account].shown
                raise WrongSortOfAccount(label, fit.wanted, fit.field)
