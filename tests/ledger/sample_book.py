"""The sample book as Beancount's own loader gives it, for the tests that read it."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from beancount import loader
from beancount.core.data import Balance, Custom, Document, Transaction

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sample.beancount"
FIRST, LAST = date(2024, 10, 1), date(2026, 3, 31)
BANK, TIN, FLOAT = "Assets:Bank:Current", "Assets:Cash:Tin", "Assets:Cash:Float-P004"
PAYPAL = "Assets:Online:PayPal"
MONEY = (BANK, TIN, FLOAT, PAYPAL)


class Book:
    """What the loader gave, by kind of directive, in the order of the text."""

    def __init__(self) -> None:
        entries, self.errors, self.options = loader.load_file(str(SAMPLE))
        ordered = sorted(entries, key=lambda entry: int(entry.meta["lineno"]))
        self.acts: list[Any] = [e for e in ordered if isinstance(e, Transaction)]
        self.papers: list[Any] = [e for e in ordered if isinstance(e, Document)]
        self.balances: list[Any] = [e for e in ordered if isinstance(e, Balance)]
        self.facts: list[Any] = [e for e in ordered if isinstance(e, Custom)]

    def of(self, *kinds: str) -> list[Any]:
        """Give the transactions of these kinds."""
        return [act for act in self.acts if act.meta["kind"] in kinds]

    def said(self, kind: str) -> Iterator[tuple[date, list[Any], dict[str, Any]]]:
        """Give the day, the values and the metadata of each later fact of one kind."""
        for fact in self.facts:
            if fact.type == kind:
                yield fact.date, [value.value for value in fact.values], fact.meta

    def held(self, account: str, day: date, without: frozenset[str] = frozenset()) -> Decimal:
        """Add up an account to the end of a day, leaving out some entries."""
        return sum(
            (
                posting.units.number
                for act in self.acts
                if act.date <= day and number(act) not in without
                for posting in act.postings
                if posting.account == account
            ),
            Decimal(0),
        )


def number(directive: Any) -> str:  # noqa: ANN401 - Beancount's directives are untyped
    """Give the one entry number that a directive carries."""
    (link,) = directive.links
    return str(link)


def fund(act: Any) -> str:  # noqa: ANN401 - the same
    """Give the one fund of a transaction."""
    (tag,) = act.tags
    return str(tag)


def original(act: Any) -> str:  # noqa: ANN401 - the same
    """Give the entry whose paper proves a transaction: a correction keeps the old one's paper."""
    return str(act.meta.get("corrects", number(act)))
