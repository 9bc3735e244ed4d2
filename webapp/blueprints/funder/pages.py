"""What the funder's pages are given. None of these types has a field for a member's name."""

from dataclasses import dataclass, field
from datetime import date

from ledger.money import Money
from ledger.reading import GrantLetter
from webapp.wrongs import Wrongs


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A promise and how much of it is spent, ready for `promise_bar`; sizes are in pence."""

    name: str
    spent: int
    budget: int
    said: str
    over: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper of a payment, ready for `parts/entries.html`."""

    href: str
    src: str
    alt: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked beside a payment, and the group's answer if there is one."""

    text: str
    on: date
    answer: str
    answered: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRow:
    """A payment with its evidence; `is_back` says that a shop gave the money back."""

    number: int
    entry: str
    day: date
    payee: str
    what_for: str
    headings: str
    share: Money
    is_back: bool
    whole: Money | None
    papers: tuple[Paper, ...]
    without: str
    because: str
    ask: str
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentRow:
    """A report that the group issued to this funder, exactly as it went out."""

    day: date
    until: date | None
    changed: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPage:
    """A grant as a letter to its funder; `rows` are one page of its payments.

    `untold` says that help lately given is not in the figures, where it is not.
    """

    title: str
    group: str
    hue: int
    letter: GrantLetter
    untold: str
    bars: tuple[Bar, ...]
    rows: tuple[PaymentRow, ...]
    asked: tuple[Asked, ...]
    page: int
    pages: int
    newer: str
    older: str
    report: str
    workbook: str
    csv: str
    sent: tuple[SentRow, ...]
    ask: str
    wrongs: Wrongs = field(default_factory=Wrongs)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskPage:
    """The form of a question, about one payment or about the grant."""

    title: str
    payment: PaymentRow | None
    typed: str
    back: str
    wrongs: Wrongs = field(default_factory=Wrongs)
