"""The figures of a document held to a book that stood at its version, without any slice.

So much can be known of a document whose slice was cut by another edition of the program.
"""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from grant_reports.cells import differing_cells, tables_of
from grant_reports.figures_csv import read_figures
from ledger.reading import annual_accounts, fund_statement
from ledger.slices import Subject
from ledger.statements import AnnualAccounts, FundStatement

_SHOWN = 40


def figures_apart(place: Path, subject: Subject, figures: str) -> tuple[str, ...]:
    """Say in which cells figures differ from those that a book makes; nothing where in none.

    The book has to stand at the version of the document. Of very many differences the first are
    told.

    Raises:
        FiguresUnreadable: they are not as we write them.
        Refusal: the book has no such fund or year, or its figures do not tie.
    """
    made = _made(place, subject)
    return tuple(islice(_apart(made, subject, figures), _SHOWN))


def _made(place: Path, subject: Subject) -> AnnualAccounts | FundStatement:
    first, last = subject.period.first, subject.period.last
    if subject.is_of_a_fund:
        return fund_statement(
            place, subject.fund, last, sees_help=subject.sees_help, span=(first, last)
        )
    return annual_accounts(place, last)


def _apart(made: AnnualAccounts | FundStatement, subject: Subject, figures: str) -> Iterator[str]:
    if made.period != subject.period:
        yield f"The document tells of {subject.period}, and that book of {made.period}."
    yield from differing_cells(read_figures(figures.encode()), tables_of(made), "those books")
