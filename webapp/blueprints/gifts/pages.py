"""What the page of thanks is given."""

from dataclasses import dataclass, field
from datetime import date

from ledger.money import Money
from webapp.wrongs import Wrongs


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A financial year to choose."""

    href: str
    first: date
    last: date
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Giver:
    """Somebody who gave, by the name that the group knows them by."""

    name: str
    said: str
    total: Money
    letter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Nameless:
    """What many gave, or nobody knows who, under the word that stands in the place of a name."""

    name: str
    said: str
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftsPage:
    """Who gave in a year, and what the group's letters say; `over` marks the words shown."""

    title: str
    years: tuple[Year, ...]
    first: date | None
    last: date | None
    givers: tuple[Giver, ...]
    total: Money
    nameless: tuple[Nameless, ...]
    nameless_total: Money
    thanks: str
    over: str
    year_end: str
    record: str
    wrongs: Wrongs = field(default_factory=Wrongs)
