"""The columns and lines of accounts: one amount for each class of funds, their total, last year."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ledger.book import Book
from ledger.funds import FundClass
from ledger.money import NOTHING, Money
from ledger.statements.form import Column, Form
from ledger.statements.movements import Direction, Movement
from ledger.statements.ties import Tie


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the accounts; `last_year` is none where the books held no year before."""

    amounts: tuple[Money, ...]
    last_year: Money | None = None
    heading: str = ""

    @property
    def total(self) -> Money:
        """All columns of this year together."""
        return Money.total(self.amounts)

    def __add__(self, other: "Line") -> "Line":
        """Add another line to it, column by column; last year is known if it is for both."""
        pairs = zip(self.amounts, other.amounts, strict=True)
        last = None
        if self.last_year is not None and other.last_year is not None:
            last = self.last_year + other.last_year
        return Line(amounts=tuple(one + more for one, more in pairs), last_year=last)

    def __neg__(self) -> "Line":
        """Turn every sign of it round."""
        last = None if self.last_year is None else -self.last_year
        return Line(amounts=tuple(-each for each in self.amounts), last_year=last)


def columns_of(book: Book, form: Form) -> tuple[Column, ...]:
    """Give the columns of a form; one that need not be there only where a fund is of it."""
    kinds = {fund.kind for fund in book.funds.values()}
    return tuple(each for each in form.columns if each.always or each.kinds & kinds)


def spread(
    columns: tuple[Column, ...], sums: Mapping[FundClass, Money], last_year: Money | None
) -> Line:
    """Make a line of sums by class."""
    amounts = (Money.total(sums.get(kind, NOTHING) for kind in each.kinds) for each in columns)
    return Line(amounts=tuple(amounts), last_year=last_year)


def by_class(book: Book, by_fund: Mapping[str, Money]) -> dict[FundClass, Money]:
    """Add up sums by fund into sums by class; a fund that the book does not know is restricted."""
    sums: dict[FundClass, Money] = {}
    for name, sum_ in by_fund.items():
        kind = book.funds[name].kind if name in book.funds else FundClass.RESTRICTED
        sums[kind] = sums.get(kind, NOTHING) + sum_
    return sums


def effect_of(
    book: Book,
    columns: tuple[Column, ...],
    this: Iterable[Movement],
    before: Iterable[Movement] | None,
) -> Line:
    """Make one line of what movements of this year and of last year did to cash."""
    sums: dict[str, Money] = {}
    for each in this:
        sums[each.fund] = sums.get(each.fund, NOTHING) + each.effect
    last = None if before is None else Money.total(each.effect for each in before)
    return spread(columns, by_class(book, sums), last)


def lines_of(
    book: Book,
    columns: tuple[Column, ...],
    this: Sequence[Movement],
    before: Sequence[Movement] | None,
) -> tuple[Line, ...]:
    """Make a line for each heading, in the order of the chart, without those that are nil.

    All movements are of one direction; the amounts are positive in it.
    """
    made = []
    for heading in in_chart_order(book, (each.heading for each in (*this, *(before or ())))):
        mine = [each for each in this if each.heading == heading]
        last = None if before is None else [each for each in before if each.heading == heading]
        line = effect_of(book, columns, mine, last)
        if any(each.direction == Direction.OUT for each in (*mine, *(last or []))):
            line = -line
        if any(line.amounts) or line.last_year:
            made.append(replace(line, heading=heading))
    return tuple(made)


def in_chart_order(book: Book, headings: Iterable[str]) -> list[str]:
    """Sort headings as the book's chart has them; others follow by name."""
    chart = [*enumerate(account.line for account in book.accounts.values())]
    order = {line: place for place, line in reversed(chart)}
    return sorted(set(headings), key=lambda heading: (order.get(heading, len(chart)), heading))


def total_of(columns: tuple[Column, ...], lines: Iterable[Line], *, has_last: bool) -> Line:
    """Add up lines, column by column; no lines at all add up to nothing."""
    total = Line(amounts=(NOTHING,) * len(columns), last_year=NOTHING if has_last else None)
    for line in lines:
        total += line
    return total


def same(figure: str, one: Line, other: Line, columns: tuple[Column, ...]) -> list[Tie]:
    """Give the ties that make two lines the same line."""
    made = [
        Tie(figure=f"{figure}, {column.title.lower()}", one=first, other=second)
        for column, first, second in zip(columns, one.amounts, other.amounts, strict=True)
    ]
    if one.last_year is not None or other.last_year is not None:
        first, second = one.last_year or NOTHING, other.last_year or NOTHING
        made.append(Tie(figure=f"{figure}, last year", one=first, other=second))
    return made


def is_late(moved: Movement) -> bool:
    """Tell whether it stands on the line of corrections of earlier years."""
    return moved.late_for is not None


def of(moved: Iterable[Movement], direction: Direction) -> list[Movement]:
    """Keep the movements of one direction that are no corrections of earlier years."""
    return [each for each in moved if each.direction == direction and not is_late(each)]
