"""What the pages of the annual accounts are given."""

from dataclasses import dataclass, field
from datetime import date

from ledger.money import Money
from webapp.rows import EntryRow
from webapp.wrongs import Wrongs


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A financial year in the list; `said` tells whether it is open, over or closed."""

    href: str
    first: date
    last: date
    said: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ToCheck:
    """An account that nobody has compared since the year's end."""

    href: str
    name: str
    holds: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ToMend:
    """A problem of the books; with an address, that of its entry or fund."""

    sentence: str
    remedy: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The year that was chosen, what still needs a look in it, and what may be done."""

    first: date
    last: date
    is_over: bool
    closed: date | None
    closed_by: str
    to_look_at: int
    missing: tuple[EntryRow, ...]
    unagreed: tuple[ToCheck, ...]
    problems: tuple[ToMend, ...]
    download: str
    close: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountsPage:
    """The years that the books cover, and the one that was chosen."""

    title: str
    years: tuple[Year, ...]
    chosen: Chosen | None
    record: str
    wrongs: Wrongs = field(default_factory=Wrongs)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosePage:
    """The page that asks before a year is closed."""

    title: str
    key: str
    last: date
    to_look_at: int
    back: str
    wrongs: Wrongs = field(default_factory=Wrongs)
