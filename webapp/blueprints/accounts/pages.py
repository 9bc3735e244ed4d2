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
class Look:
    """What still needs a look in a year, each with the place where it is mended."""

    last: date
    missing: tuple[EntryRow, ...]
    unagreed: tuple[ToCheck, ...]
    unspent: tuple[ToCheck, ...]
    problems: tuple[ToMend, ...]

    @property
    def count(self) -> int:
        """How many things there are."""
        return sum(map(len, (self.missing, self.unagreed, self.unspent, self.problems)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A fact to know, or a thing to do, and where."""

    title: str
    text: str
    href: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The year that was chosen, what still needs a look in it, and what may be done.

    `beside` is what its accounts tell beside the entries.
    """

    first: date
    last: date
    is_over: bool
    closed: date | None
    closed_by: str
    look: Look
    download: str
    workbook: str
    csv: str
    checklist: str
    close: str
    after: str
    beside: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountsPage:
    """The years that the books cover, and the one that was chosen."""

    title: str
    years: tuple[Year, ...]
    chosen: Chosen | None
    record: str
    wrongs: Wrongs = field(default_factory=Wrongs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What an account or a fund holds at the end of the year; a fund has a colour."""

    account: str
    name: str
    holds: Money
    hue: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosePage:
    """What is left to do in a year that is over, what it ends with, and the act of closing it."""

    title: str
    key: str
    first: date
    last: date
    is_over: bool
    look: Look
    facts: tuple[Step, ...]
    accounts: tuple[Held, ...]
    funds: tuple[Held, ...]
    held: Money
    total: Money
    also_open: tuple[str, ...]
    download: str
    checklist: str
    back: str
    is_sure: bool = False
    wrongs: Wrongs = field(default_factory=Wrongs)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedPage:
    """A year that is closed: what comes next, and what the new year begins with."""

    title: str
    first: date
    last: date
    closed: date
    closed_by: str
    opens: date
    steps: tuple[Step, ...]
    accounts: tuple[Held, ...]
    funds: tuple[Held, ...]
    held: Money
    total: Money
    back: str
