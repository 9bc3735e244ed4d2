"""What a form offers: funds with what is left, kinds of spending and income, places of money."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ledger import balances, index
from ledger.accounts import CLAIMS, FEES, HELP, is_income, is_money, is_spending
from ledger.balances import OwedClaim
from ledger.book import Book, asked
from ledger.entries.directives import Kind
from ledger.funds import GENERAL
from ledger.kept import Kept
from ledger.money import Money
from ledger.reading.discretion import as_seen
from ledger.reading.lines import FundMark, mark_of

_NOT_SHOPPING = {FEES, HELP}
_PAYEES = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class FundChoice:
    """A fund that may be chosen, with what is left; `over` is its last day, if that is past."""

    mark: FundMark
    left: Money
    explained: str
    over: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountChoice:
    """A kind of spending or income, or a place where money lies."""

    name: str
    shown: str
    holds: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """All that the forms of recording offer, the likeliest first."""

    funds: tuple[FundChoice, ...]
    spending: tuple[AccountChoice, ...]
    income: tuple[AccountChoice, ...]
    places: tuple[AccountChoice, ...]
    payees: tuple[str, ...]
    last_fund: str
    held_for_others: Money


_offers: Kept[Choices] = Kept(64)


def choices(place: Path, today: date, *, sees_help: bool = False) -> Choices:
    """Give what the forms offer today: open funds and accounts, the most used first."""
    book = index.current(place)
    made_of = (place, book.version, today, sees_help)
    return _offers.found(made_of, lambda: _choices(as_seen(book, sees_help=sees_help), today))


def _choices(book: Book, today: date) -> Choices:
    used = asked(book).usage()
    left = balances.left_by_fund(book)
    return Choices(
        funds=tuple(
            FundChoice(
                mark=mark_of(book, fund.name),
                left=left[fund.name],
                explained=fund.kind.shown,
                over=fund.spend_by if fund.spend_by and fund.spend_by < today else None,
            )
            for fund in book.funds.values()
            if fund.is_open(today)
        ),
        spending=_offered(book, today, used, lambda n: is_spending(n) and n not in _NOT_SHOPPING),
        income=_offered(book, today, used, is_income),
        places=_offered(book, today, used, is_money),
        payees=tuple(asked(book).payees(_PAYEES)),
        last_fund=_last_fund(book, today),
        held_for_others=balances.held_for_others(book),
    )


def owed_claims(place: Path, person: str = "") -> tuple[OwedClaim, ...]:
    """Give every claim that is not paid back in full, the oldest first; of one person, if named."""
    account = f"{CLAIMS}:{person}" if person else ""
    found = balances.claims(index.current(place), account=account)
    kept = (each for each in found if not person or each.claimant == person)
    return tuple(each for each in kept if each.owed.pence > 0)


def still_owed(place: Path, numbers: Iterable[str]) -> dict[str, Money]:
    """Give what is still owed for each of some entries; only where anything is.

    Asked one by one, so that a list costs what it shows, however many others wait.
    """
    book = index.current(place)
    owed = {
        number: Money.total(
            each.owed for each in balances.owed_for(book, number) if each.claim == number
        )
        for number in numbers
    }
    return {number: sum_ for number, sum_ in owed.items() if sum_.pence > 0}


def accounts_of_book(place: Path) -> dict[str, str]:
    """Give the word on screen of every account by its name."""
    return {name: account.shown for name, account in index.current(place).accounts.items()}


def _offered(
    book: Book, today: date, used: Mapping[str, int], counts: Callable[[str], bool]
) -> tuple[AccountChoice, ...]:
    held = balances.by_account(book)
    opened = [
        account
        for name, account in book.accounts.items()
        if counts(name) and account.opened <= today and not account.closed
    ]
    opened.sort(key=lambda account: -used.get(account.name, 0))
    return tuple(
        AccountChoice(name=each.name, shown=each.shown, holds=held.get(each.name, Money(0)))
        for each in opened
    )


def _last_fund(book: Book, today: date) -> str:
    """Give the fund that was spent from last, of those that may still be spent."""
    for made in reversed(book.transactions):
        fund = book.funds.get(made.fund)
        if fund is None or made.kind not in {Kind.EXPENSE, Kind.CLAIM}:
            continue
        if fund.is_open(today) and (fund.spend_by is None or today <= fund.spend_by):
            return fund.name
    return GENERAL


def fund_marks(place: Path) -> dict[str, FundMark]:
    """Give the mark of every fund by its name, closed ones too."""
    book = index.current(place)
    return {name: mark_of(book, name) for name in book.funds}
