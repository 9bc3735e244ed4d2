"""What the page of a month is given."""

from dataclasses import dataclass, field
from datetime import date

from ledger.money import Money
from webapp.rows import EntryRow
from webapp.wrongs import Wrongs


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table, ready to be shown: its name, its figure, what stands under the name."""

    cells: tuple[str, str]
    under: str = ""
    hue: int = 0
    in_words: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FundRow:
    """A fund in a month: what moved, each with its direction in words, and what it has now."""

    name: str
    hue: int
    href: str
    moved: tuple[str, ...]
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What is owed for one entry; `to` is the volunteer's name, empty for who may not see it."""

    number: str
    href: str
    what: str
    to: str
    owed: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something to look at, and where it is mended."""

    title: str
    text: str
    href: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A day by which something is to be done about a fund."""

    day: date
    fund: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A month beside the one that is shown."""

    name: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPage:
    """One month; `untold` says what is not in its figures, `whole` is where to print all of it."""

    title: str
    is_over: bool
    is_empty: bool
    untold: str
    opening: Money
    came: Money
    went: Money
    corrected: str
    closing: Money
    held: Money
    in_rows: tuple[Row, ...]
    in_total: Row
    out_rows: tuple[Row, ...]
    out_total: Row
    way_rows: tuple[Row, ...]
    way_total: Row
    place_rows: tuple[Row, ...]
    place_total: Row
    fund_rows: tuple[FundRow, ...]
    fund_total: Row
    claims: tuple[Claim, ...]
    owed: Money
    notes: tuple[Note, ...]
    missing: tuple[EntryRow, ...]
    due: tuple[Due, ...]
    download: str
    whole: str
    workbook: str
    csv: str
    previous: Beside | None
    following: Beside | None
    wrongs: Wrongs = field(default_factory=Wrongs)
