"""The parts of a form's account, filled with a year's lines: A1 to A4, or receipts and payments."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ledger.book import Book
from ledger.statements.form import Category, Column, Part
from ledger.statements.movements import Movement
from ledger.statements.sections import section_of
from ledger.statements.tables import Line, lines_of, total_of


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryLines:
    """A category of a form with its lines, and their sum."""

    category: Category
    lines: tuple[Line, ...]
    total: Line

    @property
    def is_one_line(self) -> bool:
        """Tell whether it is printed as one line: under its own name, however it is made up."""
        return bool(self.category.title) and len(self.lines) <= 1 and not self.category.is_open


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLines:
    """A part of a form with its categories, and their sum."""

    part: Part
    categories: tuple[CategoryLines, ...]
    total: Line

    @property
    def lines(self) -> tuple[Line, ...]:
        """All its lines, in order."""
        return tuple(line for each in self.categories for line in each.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The movements of one direction, of this year and of the year before where there was one."""

    this: Sequence[Movement]
    before: Sequence[Movement] | None


def parts_of(
    book: Book, columns: tuple[Column, ...], parts: Iterable[Part], moved: Moved
) -> tuple[PartLines, ...]:
    """Sort movements of one direction into the parts of a form, line by line."""
    return tuple(_part(book, columns, part, moved) for part in parts)


def _part(book: Book, columns: tuple[Column, ...], part: Part, moved: Moved) -> PartLines:
    filled = tuple(_category(book, columns, each, moved) for each in part.categories)
    has_last = moved.before is not None
    total = total_of(columns, (each.total for each in filled), has_last=has_last)
    return PartLines(part=part, categories=filled, total=total)


def _category(
    book: Book, columns: tuple[Column, ...], category: Category, moved: Moved
) -> CategoryLines:
    def mine(every: Iterable[Movement]) -> list[Movement]:
        return [each for each in every if section_of(book, each) in category.sections]

    before = None if moved.before is None else mine(moved.before)
    lines = lines_of(book, columns, mine(moved.this), before)
    total = total_of(columns, lines, has_last=before is not None)
    return CategoryLines(category=category, lines=lines, total=total)
