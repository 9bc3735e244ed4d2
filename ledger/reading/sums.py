"""What a book comes to, worked out from its text alone: noted with a back-up, compared after."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ledger import balances
from ledger.book import read
from ledger.checks import problems
from ledger.errors import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """A book's title and version, how many entries it holds, and its balances in whole pence.

    `accounts` has Beancount's signs; `funds` are the cash of each, as the accounts report it.
    """

    title: str
    version: str
    entries: int
    accounts: Mapping[str, int]
    funds: Mapping[str, int]


def sums(place: Path) -> Sums:
    """Work out what a book comes to; no index is asked, so that none can be wrong.

    Raises:
        NoBookThere: the place holds no book.
    """
    book = read(place)
    by_account, by_fund = balances.by_account(book), balances.cash_by_fund(book)
    return Sums(
        title=book.title,
        version=book.version,
        entries=len(book.entries),
        accounts={name: sum_.pence for name, sum_ in sorted(by_account.items())},
        funds={name: sum_.pence for name, sum_ in sorted(by_fund.items())},
    )


def must_be_mended(place: Path) -> tuple[Problem, ...]:
    """Ask every rule of `purse check` about a book's text and papers, and give what is grave."""
    return tuple(each for each in problems(read(place)) if each.is_grave)
