"""What the public pages are given: figures and titles, and no place for a person."""

from dataclasses import dataclass
from datetime import date

from ledger.money import Money
from ledger.reading import Divided
from webapp.dividing import Beyond
from webapp.qr import Squares


@dataclass(frozen=True, slots=True, kw_only=True)
class FundRow:
    """A fund: `size` is what its bar shows, nothing where it `lacks` money, which is said in words.

    Its hue counts from 1; below nought it is the colour of what is not ours.
    """

    name: str
    kind: str
    cash: Money
    lacks: str
    size: int
    hue: int

    @property
    def whole_name(self) -> str:
        """Its name and what it is for, unless the name says that already."""
        said = self.kind.casefold() in self.name.casefold()
        return self.name if said else f"{self.name}, {self.kind}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar of a picture: its words, its size in pence and what is said of it."""

    name: str
    size: int
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A line of the grid behind a picture."""

    size: int
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What there was at the end of a month; `text` stands under the axis."""

    size: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What came and went in a month, in pence."""

    came: int
    went: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table, ready to be shown; the first cell is its name.

    Where there are words in the place of a figure, they may take several lines.
    """

    cells: tuple[str, ...]
    hue: int = 0
    in_words: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPart:
    """A year: where money came from and where it went, as bars and as rows; the rest in words.

    `corrected` is by how much corrections of earlier years made it more or less, if they did.
    """

    id: str
    title: str
    came: tuple[Bar, ...]
    went: tuple[Bar, ...]
    came_rows: tuple[Row, ...]
    went_rows: tuple[Row, ...]
    came_total: Row
    went_total: Row
    help: str
    corrected: str
    is_still: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPage:
    """The public page; also its poster, which shows less of it.

    `untold` says that help lately given is not in the figures, where it is not.
    """

    title: str
    as_of: date
    is_sample: bool
    total: Money
    divided: Divided
    beyond: tuple[Beyond, ...]
    not_ours: Money
    untold: str
    funds: tuple[FundRow, ...]
    fund_rows: tuple[Row, ...]
    fund_total: Row
    points: tuple[Point, ...]
    point_ticks: tuple[Tick, ...]
    pairs: tuple[Pair, ...]
    pair_ticks: tuple[Tick, ...]
    month_rows: tuple[Row, ...]
    years: tuple[YearPart, ...]
    address: str
    squares: Squares
    poster: str

    @property
    def months_shown(self) -> bool:
        """Tell whether there is any month to show."""
        return bool(self.pairs)

    @property
    def year_shown(self) -> YearPart | None:
        """The latest year in which money moved, for where there is room for one."""
        return next((each for each in self.years if not each.is_still), None)

    @property
    def funds_said(self) -> str:
        """The bar of funds in words."""
        return ", ".join(f"{each.name} {each.cash}" for each in self.funds) + "."
