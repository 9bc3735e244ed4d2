"""A year of the public page in words, bars and rows."""

from collections.abc import Iterable

from ledger.money import Money
from ledger.reading import PublicHelp, PublicLine, PublicYear
from webapp.blueprints.public.pages import Bar, Row, YearPart
from webapp.show import day, money, more_or_less


def year_part(year: PublicYear) -> YearPart:
    """Give a year as the page shows it."""
    whole = f"{day(year.first)} to {day(year.last)}"
    return YearPart(
        id=f"year-{year.first}",
        title=f"The year from {whole}" if year.is_over else f"This year so far, {whole}",
        came=_bars(year.came),
        went=_bars(year.went),
        came_rows=_rows(year.came),
        went_rows=_rows(year.went),
        came_total=_total("All that came in", year.came_total),
        went_total=_total("All that went out", year.went_total),
        help=_help(year.help),
        corrected=more_or_less(year.corrections) if year.corrections else "",
        is_still=year.is_still,
    )


def _bars(lines: Iterable[PublicLine]) -> tuple[Bar, ...]:
    return tuple(
        Bar(name=line.heading, size=line.amount.pence, said=money(line.amount)) for line in lines
    )


def _rows(lines: Iterable[PublicLine]) -> tuple[Row, ...]:
    return tuple(Row(cells=(line.heading, money(line.amount))) for line in lines)


def _total(words: str, amount: Money) -> Row:
    return Row(cells=(words, money(amount)))


def _help(given: PublicHelp | None) -> str:
    """Say how many were helped, and with how much in all."""
    if given is None:
        return ""
    people = f"{given.count} people or households were helped directly"
    return f"{people}, with {money(given.total)} in all."
