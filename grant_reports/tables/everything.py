"""The figures of every year and every grant as files, for a group that takes its books away."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from grant_reports.open_grants import NothingToPublish, grants_json
from grant_reports.tables.delimited import table_csv
from grant_reports.tables.document import Document, accounts_document, fund_document
from grant_reports.tables.workbook import workbook
from ledger.errors import Refusal
from ledger.reading import (
    annual_accounts,
    fund_marks,
    fund_statement,
    fund_terms,
    open_grants,
    years,
)

_BROKEN = "figures/not-made.txt"
GRANTS = "figures/grants-360giving.json"


def figures_of(place: Path, today: date) -> dict[str, bytes]:
    """Give a workbook and the CSV of each year's accounts and each grant's report, by their path.

    Figures that do not tie are not made; leaving is not kept up by them, so a page says which.
    """
    files: dict[str, bytes] = {}
    broken: list[str] = []
    for name, made in _documents(place, today):
        if isinstance(made, Refusal):
            broken.append(f"{name}: {made}")
            continue
        files[f"figures/{name}.xlsx"] = workbook(made)
        files |= {f"figures/{name}/{each.name}.csv": table_csv(each) for each in made.tables}
    try:
        files[GRANTS] = grants_json(open_grants(place, today), today)
    except NothingToPublish:
        pass
    except Refusal as refusal:
        broken.append(f"grants: {refusal}")
    if broken:
        files[_BROKEN] = "\n".join([*broken, ""]).encode()
    return files


def _documents(place: Path, today: date) -> Iterator[tuple[str, Document | Refusal]]:
    for year in years(place, today):
        last = year.period.last
        yield f"accounts-{last}", _accounts(place, last)
    for name in fund_marks(place):
        terms = fund_terms(place, name)
        if terms.is_grant:
            last = min(today, terms.closed_on or today)
            yield f"grant-{name}", _fund(place, name, last)


def _accounts(place: Path, last: date) -> Document | Refusal:
    try:
        return accounts_document(annual_accounts(place, last))
    except Refusal as refusal:
        return refusal


def _fund(place: Path, name: str, last: date) -> Document | Refusal:
    try:
        return fund_document(fund_statement(place, name, last))
    except Refusal as refusal:
        return refusal
