"""Beancount's own loader on a book of ours, to prove our reading equal to it.

Never for a stranger's book: the loader runs plugins and follows every include.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from beancount import loader
from beancount.core import data

from ledger.beans.parsing import value_of
from ledger.entries.directives import Document, Transaction

_COMPARED = (data.Transaction, data.Document)
Sums = Mapping[tuple[str, str], Decimal]

# Its cache is a pickle beside the ledger, which whoever can write there could make run code.
loader.initialize(use_cache=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What Beancount makes of a book: its transactions and papers in its own order, its errors.

    `balances` are its own sums by account and commodity; errors stand with where they are.
    """

    transactions: tuple[Transaction, ...]
    documents: tuple[Document, ...]
    balances: Sums
    errors: tuple[tuple[str, str], ...]


def full_load(main: Path) -> Loaded:
    """Load a book of ours from its main file, with all that it includes."""
    entries, errors, _ = loader.load_file(str(main.resolve()))
    values = [value_of(each) for each in entries if isinstance(each, _COMPARED)]
    return Loaded(
        transactions=tuple(each for each in values if isinstance(each, Transaction)),
        documents=tuple(each for each in values if isinstance(each, Document)),
        balances=_sums([each for each in entries if isinstance(each, data.Transaction)]),
        errors=tuple(_error(main, each) for each in errors),
    )


def _sums(made: list[data.Transaction]) -> Sums:
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for each in made:
        for posting in each.postings:
            if posting.units is not None and posting.units.number is not None:
                sums[posting.account, posting.units.currency] += posting.units.number
    return dict(sums)


def _error(main: Path, error: Any) -> tuple[str, str]:
    """Give where an error is, beside the main file, and what Beancount says, on one line."""
    source = error.source or {}
    file = Path(str(source.get("filename", main.name)))
    folder = main.resolve().parent
    name = file.relative_to(folder).as_posix() if file.is_relative_to(folder) else file.name
    said = " ".join(str(error.message).split()).replace(f"{folder}/", "")
    return f"{name}, line {source.get('lineno', 0)}", said
