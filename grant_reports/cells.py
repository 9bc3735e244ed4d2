"""Figures that are attached, held cell by cell to those that books make again."""

from collections.abc import Iterable, Iterator, Mapping

from grant_reports.evidence import BESIDE, HELD, ON_PAPER, WHOLE_HELD
from grant_reports.figures_csv import NAME, Lines, lines_of
from grant_reports.tables import Table, accounts_tables, fund_tables
from ledger.statements import AnnualAccounts, FundStatement

OURS = {ON_PAPER, BESIDE, HELD, WHOLE_HELD}


def tables_of(statement: AnnualAccounts | FundStatement) -> Iterable[Table]:
    """Give the tables of accounts or of a report."""
    if isinstance(statement, AnnualAccounts):
        return accounts_tables(statement)
    return fund_tables(statement)


def differing_cells(given: Mapping[str, Lines], made: Iterable[Table], books: str) -> Iterator[str]:
    """Say of each cell in which figures that are attached differ from those that `books` make.

    What is said about pages is no figure, and is passed by.
    """
    again = {each.name: lines_of(each) for each in made}
    for name, mine in again.items():
        theirs = given.get(name)
        if theirs is None:
            yield f"{mine.title}: the table is not among the figures attached ({NAME})."
        else:
            yield from _cells(theirs, mine, books)
    for name in sorted(given.keys() - again.keys() - OURS):
        yield f"{given[name].title}: {books} make no such table."


def _cells(theirs: Lines, mine: Lines, books: str) -> Iterator[str]:
    if theirs.columns != mine.columns or len(theirs.rows) != len(mine.rows):
        yield (
            f"{mine.title}: the figures attached have {len(theirs.rows)} lines, and {books} make "
            f"{len(mine.rows)}."
        )
        return
    for one, other in zip(theirs.rows, mine.rows, strict=True):
        for column, said, is_so in zip(mine.columns, one, other, strict=True):
            if said != is_so:
                yield (
                    f"{mine.title}, line “{_line(other)}”, {column}: the figures attached say "
                    f"{said or 'nothing'}, and {books} make {is_so or 'nothing'}."
                )


def _line(row: tuple[str, ...]) -> str:
    """Name a row by its words: the first two cells that hold any."""
    return ", ".join([each for each in row if each][:2])
