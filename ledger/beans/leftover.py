"""What our reading of a screened book leaves out, and its bringing in must not lose.

Like all that reads a stranger's book, it belongs into a child process, after the screening.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from beancount.core import data
from beancount.parser import parser

from ledger.accounts import AccountName
from ledger.beans.screening import KEYS_OF_BEANCOUNT, ForeignMoney
from ledger.entries.directives import IN_KIND, Fact, Facts, FactValue
from ledger.money import CURRENCY


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """What our reading leaves out: more facts of a line, and notes as facts of their own."""

    facts: Mapping[int, Facts]
    notes: tuple[Fact, ...]


def left_unread(text: str, name: str) -> Leftover:
    """Give what our values have no place for; money that they could not show is refused.

    Raises:
        ForeignMoney: an account, a balance or a price is in something else than pounds.
    """
    entries, _, _ = parser.parse_string(text, report_filename=name)
    facts: dict[int, Facts] = {}
    notes: list[Fact] = []
    for entry in entries:
        line = int(entry.meta["lineno"])
        _judge_commodities(entry, line)
        if isinstance(entry, data.Transaction):
            facts[line] = _on_postings(entry)
        elif isinstance(entry, data.Note):
            values: tuple[FactValue, ...] = (AccountName(entry.account), entry.comment)
            notes.append(Fact(day=entry.date, kind="note", values=values, place=(name, line)))
        elif isinstance(entry, data.Event):
            values = (entry.type, entry.description)
            notes.append(Fact(day=entry.date, kind="event", values=values, place=(name, line)))
    return Leftover(facts=facts, notes=tuple(notes))


def _judge_commodities(entry: Any, line: int) -> None:
    """Refuse what our own values could not show to be foreign: they know pounds only."""
    named: list[str] = []
    if isinstance(entry, data.Open):
        named = [each for each in entry.currencies or () if each not in IN_KIND]
    elif isinstance(entry, data.Balance | data.Price):
        named = [entry.amount.currency]
    for commodity in named:
        if commodity != CURRENCY:
            raise ForeignMoney(line, f"counts in {commodity[:12]}", "Write it in pounds")


def _on_postings(entry: data.Transaction) -> Facts:
    """Give the flags and notes that the text keeps on single amounts, or on the whole."""
    found: list[tuple[str, FactValue]] = []
    if entry.flag and entry.flag != "*":
        found.append(("flag", entry.flag))
    for place, posting in enumerate(entry.postings, start=1):
        if posting.flag:
            found.append((f"flag-{place}", posting.flag))
        for key, value in (posting.meta or {}).items():
            if key not in KEYS_OF_BEANCOUNT and not key.startswith("__"):
                found.append((f"{key}-{place}", str(value)))
    return tuple(found)
