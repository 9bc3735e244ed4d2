"""What a book holds, as values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from ledger.accounts import FUND_TRANSFERS, Account
from ledger.book.answers import Answers
from ledger.entries.directives import Document, Fact, FinalBalance, Kind, Price, Transaction
from ledger.entries.years import YearEnd, year_of
from ledger.errors import Problem
from ledger.funds import Fund, FundUnknown
from ledger.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One act under one number, with its papers and what was learned about it later.

    `corrected_by` is the number of the entry that took it back, if one did; `corrects` the number
    of the entry that this one takes back, empty where it takes none back. `right` are its
    transactions without those that only take an older entry back, and `day` is that of its act, or
    of a plain reversal. `total` is how much it moved: gross, and counted once for a move between
    funds.
    """

    number: str
    transactions: tuple[Transaction, ...]
    documents: tuple[Document, ...] = ()
    later: tuple[Fact, ...] = ()
    corrected_by: str = ""
    right: tuple[Transaction, ...] = field(init=False, compare=False, repr=False)
    day: date = field(init=False, compare=False, repr=False)
    total: Money = field(init=False, compare=False, repr=False)
    corrects: str = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Read out what is asked for again and again."""
        right = tuple([each for each in self.transactions if each.kind is not Kind.REVERSAL])
        put, counted = object.__setattr__, right or self.transactions
        put(self, "right", right)
        put(self, "day", counted[0].day)
        put(self, "total", _total(counted))
        put(self, "corrects", self.transactions[0].said("corrects"))

    @property
    def kind(self) -> Kind:
        """The sort of act that it is."""
        return (self.right or self.transactions)[0].kind

    @property
    def payee(self) -> str:
        """Who was paid, or who gave."""
        return (self.right or self.transactions)[0].payee

    @property
    def narration(self) -> str:
        """What it was for; several transactions may each say something of their own."""
        said = dict.fromkeys(each.narration for each in (self.right or self.transactions))
        return "; ".join(text for text in said if text)

    @property
    def funds(self) -> tuple[str, ...]:
        """The funds that it touches, in its own order."""
        return tuple(dict.fromkeys(each.fund for each in (self.right or self.transactions)))

    @property
    def by(self) -> str:
        """The number of the person who recorded it."""
        return self.transactions[0].said("recorded-by")

    @property
    def key(self) -> str:
        """The key of the form that it came from; empty where it came from no form."""
        return self.transactions[0].said("key")

    @property
    def because(self) -> str:
        """Why it takes an older entry back."""
        return self.transactions[0].said("because")

    @property
    def stands(self) -> bool:
        """Tell whether it belongs into plain lists: not taken back, and more than a reversal."""
        return not self.corrected_by and bool(self.right)


def _total(counted: Sequence[Transaction]) -> Money:
    if any(each.account == FUND_TRANSFERS for each in counted[0].postings):
        counted = counted[:1]
    pence = [each.money.pence for made in counted for each in made.postings]
    return Money(sum(each for each in pence if each > 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """What lies between a bank's figure and ours at an earlier day.

    `money_in` and `money_out` are the sums of what the statement was still to show, both positive;
    `after` is by how much the account grew in our books from that day on. Where that would tell of
    help given, it `is_told` to nobody.
    """

    money_in: Money
    money_out: Money
    after: Money
    is_told: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """The bank's figure for one account at the end of a day, found equal to ours.

    `apart` stands there where it was looked up, and in a slice, which holds not every entry of it.
    """

    day: date
    account: str
    figure: Money
    statement: str
    not_yet: tuple[str, ...] = ()
    apart: Apart | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """A year that was closed: its last day, when that was recorded and by whom."""

    year_end: date
    recorded: date
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """One reading of one book. Transactions are in the order of their days, as Beancount has it.

    `facts` are what was learned later about the book and its funds; what is about one entry stands
    with that entry. `known` answers questions about the whole where an index does; its collections
    are then looked up as they are asked for. Ask through `ledger.book.asked`.
    """

    place: Path
    version: str
    title: str
    legal_form: str
    year_ends: tuple[YearEnd, ...]
    accounts: Mapping[str, Account]
    funds: Mapping[str, Fund]
    transactions: Sequence[Transaction]
    entries: Mapping[str, Entry]
    documents: Sequence[Document]
    facts: tuple[Fact, ...]
    agreements: tuple[Agreement, ...]
    closings: tuple[Closing, ...]
    finals: tuple[FinalBalance, ...]
    prices: tuple[Price, ...]
    problems: tuple[Problem, ...]
    known: Answers | None = field(default=None, compare=False, repr=False)

    @property
    def closed_until(self) -> date | None:
        """The last day of the latest year that was closed."""
        return max((closing.year_end for closing in self.closings), default=None)

    @property
    def first_day(self) -> date | None:
        """The day of the first transaction; none in an empty book."""
        return self.transactions[0].day if self.transactions else None

    @property
    def takes_from(self) -> date:
        """The first day on which something can be recorded."""
        if self.closed_until is not None:
            return self.closed_until + timedelta(days=1)
        return min((each.opened for each in self.accounts.values()), default=date(1970, 1, 1))

    @property
    def first_open_day(self) -> date:
        """The first day of what is not closed: where no year is, that of the first transaction."""
        is_closed = self.closed_until is not None
        return self.takes_from if is_closed else self.first_day or self.takes_from

    @property
    def year_end(self) -> tuple[int, int]:
        """The month and day on which years end now."""
        return self.year_ends[-1].month, self.year_ends[-1].day

    def fund(self, name: str) -> Fund:
        """Give a fund by its short name.

        Raises:
            FundUnknown: the book has no fund of that name.
        """
        if name not in self.funds:
            raise FundUnknown(name)
        return self.funds[name]

    def shown_fund(self, name: str) -> str:
        """What people call a fund; its short name, where the book has none of that name."""
        return self.funds[name].shown if name in self.funds else name

    def shown_account(self, name: str) -> str:
        """What screens call an account; its own name, where the book has none of that name."""
        return self.accounts[name].shown if name in self.accounts else name

    def line_of(self, account: str) -> str:
        """The line of the accounts that an account adds up into; its name, where there is none."""
        return self.accounts[account].line if account in self.accounts else account

    def year_of(self, day: date) -> tuple[date, date]:
        """Give the first and the last day of the financial year that a day lies in."""
        return year_of(self.year_ends, day)
