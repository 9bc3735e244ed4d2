"""What the pages are given on which a treasurer tells what accounts need beside the entries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ledger.entries.belongings import Asset, Liability
from ledger.money import Money
from webapp.forms.choice import Choice
from webapp.forms.kindly import Kindly
from webapp.wrongs import Wrongs


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One heading of last year's figures; a row of its own has a field for the heading, too.

    `name` is that of the field of its amount.
    """

    name: str
    heading: str
    amount: str
    is_free: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LastYearPage:
    """The figures of the year before the books, as they were typed; `began` is what they end with.

    `closed` is the last day of the first year where that was closed: then nothing can be changed.
    """

    title: str
    key: str
    first: str
    last: date
    begins: date
    began: Money
    opening: str
    money_in: tuple[FigureRow, ...]
    money_out: tuple[FigureRow, ...]
    closed: date | None
    back: str
    wrongs: Wrongs = field(default_factory=Wrongs)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnedRow:
    """An asset in the list, with its fund as people call it, and how to say that it is gone."""

    asset: Asset
    sort: str
    fund: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedRow:
    """A sum that is owed in the list, with its fund as people call it."""

    owed: Liability
    fund: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BelongingsPage:
    """What the group has and owes beside cash, and a form to tell of more; `typed` was refused."""

    title: str
    key: str
    owned: tuple[OwnedRow, ...]
    owed: tuple[OwedRow, ...]
    sorts: tuple[Choice, ...]
    funds: tuple[Choice, ...]
    typed: Mapping[str, str]
    back: str
    wrongs: Wrongs = field(default_factory=Wrongs)
    kindly: Kindly = field(default_factory=Kindly)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text for the accounts of a year: its field, what it is called, what it is for.

    `over` is the mark of what was shown; `theirs` what somebody else wrote there meanwhile.
    """

    name: str
    label: str
    hint: str
    value: str
    over: str
    theirs: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsPage:
    """The words that go with the accounts of a year."""

    title: str
    body: str
    texts: tuple[Text, ...]
    draft: str
    back: str
    wrongs: Wrongs = field(default_factory=Wrongs)
