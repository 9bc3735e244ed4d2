"""What a line of a book says, as values: transactions, papers, later facts, final balances."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ledger.money import CURRENCY, NOTHING, Money

# What gifts of time and of goods are counted in; neither is ever money.
HOURS, GOODS = "HOURS", "GOODS"
IN_KIND = (HOURS, GOODS)
FactValue = str | date | Decimal | Money
Facts = tuple[tuple[str, FactValue], ...]
# Later facts that stand with the funds, and those that stand at the head of the book.
OF_FUNDS = frozenset({"fund", "grant-budget", "grant-change"})
OF_THE_BOOK = frozenset({"group", "fava-option"})
_NUMBER = re.compile(r"[0-9]{4}-[0-9]{4,6}")


class Kind(StrEnum):
    """What sort of act a transaction records; the `kind:` of a book."""

    EXPENSE = "expense"
    CLAIM = "claim"
    REPAYMENT = "repayment"
    GIVEN_UP = "given-up"
    REFUND = "refund"
    INCOME = "income"
    HELP = "help"
    HELD_IN = "held-in"
    HELD_OUT = "held-out"
    TRANSFER = "transfer"
    FUND_TRANSFER = "fund-transfer"
    OPENING = "opening"
    IN_KIND = "in-kind"
    REVERSAL = "reversal"
    OTHER = "other"


_KINDS = {str(kind): kind for kind in Kind}


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """An amount on an account; the currency is the book's, or HOURS or GOODS."""

    account: str
    number: Decimal
    currency: str = CURRENCY
    money: Money = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Read out the amount as money; nothing where it is hours or goods."""
        is_money = self.currency == CURRENCY
        object.__setattr__(self, "money", Money.exact(self.number) if is_money else NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """One balanced movement within one fund: `tags` and `links` hold one each, in a sound book.

    `fund`, `entry` and `kind` are read out of it once: its fund and the number of its entry, empty
    where the book gives none, and the sort of act, "other" where we do not know it.
    """

    day: date
    postings: tuple[Posting, ...]
    payee: str = ""
    narration: str = ""
    tags: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    facts: Facts = ()
    place: tuple[str, int] = field(default=("", 0), compare=False)
    fund: str = field(init=False, compare=False, repr=False)
    entry: str = field(init=False, compare=False, repr=False)
    kind: Kind = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Read out what is asked for again and again."""
        put = object.__setattr__
        put(self, "fund", self.tags[0] if self.tags else "")
        put(self, "entry", next(filter(is_entry_number, self.links), ""))
        put(self, "kind", _KINDS.get(self.said("kind"), Kind.OTHER))

    def said(self, name: str) -> str:
        """Give a fact of it as text; empty where it says nothing of that name."""
        for key, value in self.facts:
            if key == name:
                return str(value)
        return ""

    def sum_of(self, counts: Callable[[str], bool]) -> Money:
        """Add up the money on the accounts that pass a test."""
        return Money.total(each.money for each in self.postings if counts(each.account))


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A paper that proves an entry: its file, relative to the book's folder, and what it says."""

    day: date
    account: str
    path: str
    tags: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    facts: Facts = ()
    place: tuple[str, int] = field(default=("", 0), compare=False)

    @property
    def entry(self) -> str:
        """The number of the entry that it proves."""
        return next((link for link in self.links if is_entry_number(link)), "")

    @property
    def sha256(self) -> str:
        """The hash of its bytes, as the book states it."""
        for key, value in self.facts:
            if key == "sha256":
                return str(value)
        return ""

    @property
    def total(self) -> Money | None:
        """What the paper adds up to, where it was said."""
        values = (value for key, value in self.facts if key == "total")
        return next((value for value in values if isinstance(value, Money)), None)

    @property
    def name(self) -> str:
        """Its file name, without folders."""
        return self.path.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something learned later: a dated line that names what it is about; the latest holds."""

    day: date
    kind: str
    values: tuple[FactValue, ...] = ()
    facts: Facts = ()
    place: tuple[str, int] = field(default=("", 0), compare=False)

    def said(self, position: int) -> str:
        """Give one of its values as text; empty where there is none."""
        return str(self.values[position]) if position < len(self.values) else ""

    def amount(self) -> Money | None:
        """Give its first amount of money, if it has one."""
        return next((value for value in self.values if isinstance(value, Money)), None)

    def fact(self, name: str) -> FactValue | None:
        """Give one of its named facts."""
        for key, value in self.facts:
            if key == name:
                return value
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class FinalBalance:
    """What an account holds at the start of a day, to the penny; written when a year is closed."""

    day: date
    account: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What one unit of a commodity that is not money was valued at, from a day on."""

    day: date
    commodity: str
    number: Decimal


def is_entry_number(text: str) -> bool:
    """Tell whether this reads as the number of an entry, such as 2026-0042."""
    return _NUMBER.fullmatch(text) is not None


def entry_number(year: int, count: int) -> str:
    """Write the number of an entry: its year, and its place in that year."""
    return f"{year}-{count:04d}"


def number_parts(number: str) -> tuple[int, int]:
    """Read the number of an entry as its year and its place, which is how numbers sort."""
    year, count = number.split("-")
    return int(year), int(count)
