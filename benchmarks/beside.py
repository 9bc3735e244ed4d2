"""Stock Fava on a book of its own, which gets the same appends as ours."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from benchmarks.books import Made
from benchmarks.helpers import Helper, helper
from benchmarks.setting import Setting
from benchmarks.street import BANK, GENERAL, LAST_DAY
from ledger.beans.writing import write
from ledger.entries.acts import Expense, Share
from ledger.entries.shapes import transactions
from ledger.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class StockFava:
    """Stock Fava in its process, with the book that it has open."""

    made: Made
    program: Helper

    def append(self, words: str, pence: int) -> float:
        """Append an expense to the latest month, see it in the journal, and give the seconds."""
        share = Share(fund=GENERAL, account="Expenses:Food", amount=Money(pence))
        (bought,) = transactions(
            Expense(day=LAST_DAY, paid_to="Aldi", what_for=words, shares=(share,), paid_from=BANK)
        )
        text = f"\n{write(bought)}"
        month = str(self.made.latest_month)
        return float(self.program.ask("append", month=month, text=text, sought=words))


@contextmanager
def beside(setting: Setting, size: int) -> Iterator[StockFava]:
    """Open stock Fava on a copy of the book of a size."""
    with setting.book(size) as made, helper("stock") as program:
        program.ask("open", main=str(made.main))
        yield StockFava(made=made, program=program)
