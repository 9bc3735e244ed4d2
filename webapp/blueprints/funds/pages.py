"""What the pages of funds and grants are given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ledger.funds import BudgetLine
from ledger.money import Money
from ledger.reading import FundView, Issued
from webapp.forms.choice import Choice
from webapp.forms.terms import Kind
from webapp.rows import EntryRow
from webapp.two_people import Becomes, TypedText
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
class Card:
    """A fund in the list; `left` is written out, since it may be overspent."""

    href: str
    name: str
    hue: int
    explained: str
    purpose: str
    funder: str
    left: Money
    is_over: bool
    bar: Bar | None
    days: str
    closed: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingPage:
    """Every fund; those that are closed stand apart. `untold` says what is not in the figures."""

    title: str
    cards: tuple[Card, ...]
    closed: tuple[Card, ...]
    untold: str
    new: str
    open_grants: str
    wrongs: Wrongs = field(default_factory=Wrongs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One of the few figures of a promise, written out."""

    text: str
    amount: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something to look at."""

    title: str
    text: str
    href: str
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scrap:
    """A paper as a small picture that leads to its entry."""

    href: str
    src: str
    alt: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of the budget, or a consent, as it was recorded."""

    day: date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow:
    """A funder's link that works; its secret is not known any more."""

    label: str
    made: date
    opened: date | None
    revoke: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRow:
    """What the funder asked beside an entry, and what was answered; `field` is its own field."""

    entry: str
    href: str
    text: str
    asked: date
    answer: str
    by: str
    action: str
    field: str
    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Acts:
    """What who is looking may do with a fund; an empty address means that they may not."""

    edit: str = ""
    report: str = ""
    write: str = ""
    workbook: str = ""
    csv: str = ""
    change_budget: str = ""
    consent: str = ""
    close: str = ""
    reopen: str = ""
    make_link: str = ""
    accounts: str = ""
    blank: str = ""
    blanking: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FundPage:
    """One fund: a promise and its keeping; `untold` says what is not in its figures."""

    title: str
    key: str
    view: FundView
    hue: int
    lead: str
    explained: str
    meaning: str
    figures: tuple[Figure, ...]
    untold: str
    notes: tuple[Note, ...]
    bars: tuple[Bar, ...]
    adding_up: str
    changes: tuple[Change, ...]
    rows: tuple[EntryRow, ...]
    scraps: tuple[Scrap, ...]
    all_entries: str
    headings: tuple[Choice, ...]
    ways: tuple[Choice, ...]
    links: tuple[LinkRow, ...]
    questions: tuple[QuestionRow, ...]
    acts: Acts
    issued: tuple[Issued, ...]
    typed: Mapping[str, str]
    was_closing: bool
    wrongs: Wrongs = field(default_factory=Wrongs)


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetRow:
    """A row of the form for one heading, with the kinds that are ticked."""

    at: int
    ticked: tuple[str, ...]
    is_used: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsPage:
    """The form of a fund's terms; `before` are headings that it has already, and their sum."""

    title: str
    key: str
    typed: Mapping[str, str]
    classes: tuple[Choice, ...]
    kinds: tuple[Kind, ...]
    rows: tuple[BudgetRow, ...]
    times: tuple[int, ...]
    before: tuple[BudgetLine, ...]
    adding_up: str
    button: str
    back: str
    wrongs: Wrongs = field(default_factory=Wrongs)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPage:
    """A funder's link, shown this once."""

    title: str
    address: str
    name: str
    fund: str
    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankTermsPage:
    """What of a fund's name, terms and budget is to be blanked: words to tick."""

    title: str
    key: str
    shown: str
    texts: tuple[TypedText, ...]
    because: str
    agreeing: str
    back: str
    wrongs: Wrongs = field(default_factory=Wrongs)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankingTermsPage:
    """What of it is proposed to be blanked, as it will stand there then.

    An empty address means that who is looking may not do that.
    """

    title: str
    shown: str
    proposed: str
    because: str
    becomes: tuple[Becomes, ...]
    agreeing: str
    agree: str
    withdraw: str
    back: str
    wrongs: Wrongs = field(default_factory=Wrongs)
