"""The months of an invented book, in the text that our own formatter writes, with its papers."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from PIL import Image

from benchmarks.doing import begin, next_entry
from benchmarks.keeper import Keeper
from benchmarks.street import PLACES, TREASURER, month_end, month_start
from ledger.accounts import AccountName
from ledger.beans.parsing import Directive
from ledger.beans.writing import write
from ledger.entries.directives import Document, Fact, FinalBalance, Kind, Transaction
from ledger.money import Money
from ledger.recording.entries import main_account

_AGREED = PLACES[:2]
_WITH_PAPER, _APPROVED, _DECLARED = 0.5, 0.2, 0.96
_OPEN_MONTHS = 3
_OPEN_YEARS = 2
_WANT_PAPER = {Kind.EXPENSE, Kind.CLAIM, Kind.REFUND}


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """One month of a book: its transactions, its whole text, and its papers by name."""

    day: date
    made: list[Transaction]
    text: str
    papers: dict[str, bytes]


@dataclass(slots=True, kw_only=True)
class Writer:
    """Writes a keeper's acts down, month by month, up to so many transactions in all."""

    keeper: Keeper
    first: date
    months: int
    count: int
    with_papers: bool = True
    written: int = 0
    _slip: bytes = field(init=False)

    def __post_init__(self) -> None:
        """Take the one small photo that all papers are made of."""
        out = io.BytesIO()
        Image.new("RGB", (24, 40), "white").save(out, "JPEG")
        self._slip = out.getvalue()

    def write_all(self) -> Iterator[Month]:
        """Give the months one by one."""
        for month in range(self.months):
            made: list[Transaction] = []
            lines: list[Directive] = self._final_balances(month)
            papers: dict[str, bytes] = {}
            for entry in self._entries(month):
                made += entry
                lines += entry
                lines += self._about(entry, papers)
            lines += self._agreed(month)
            self.keeper.end_month()
            first = month_start(self.first, month)
            text = f"; {first:%Y-%m}\n\n" + "\n".join(map(write, lines))
            yield Month(day=first, made=made, text=text, papers=papers)

    def _entries(self, month: int) -> Iterator[list[Transaction]]:
        first, last = month_start(self.first, month), month_end(self.first, month)
        if not month:
            yield self._counted(begin(self.keeper, first))
        until = self.count * (month + 1) // self.months
        wanted = max(0, until - self.written)
        dice = self.keeper.chance
        days = sorted(dice.randrange((last - first).days + 1) for _ in range(wanted))
        for day in days:
            if self.written >= until:
                break
            is_single = until - self.written == 1
            made = next_entry(self.keeper, first + timedelta(days=day), is_single=is_single)
            yield self._counted(made)

    def _counted(self, made: list[Transaction]) -> list[Transaction]:
        self.written += len(made)
        return made

    def _about(self, made: list[Transaction], papers: dict[str, bytes]) -> Iterator[Directive]:
        """Give what is said about an entry later: its paper, or why there is none; an approval."""
        entry, dice = made[0].entry, self.keeper.chance
        if made[0].kind in _WANT_PAPER:
            sort = dice.random()
            if self.with_papers and sort < _WITH_PAPER and made[0].kind != Kind.REFUND:
                yield self._paper(made, papers)
            elif sort < _DECLARED:
                yield self._said(made, "paper", entry, "none needed", "it is on the statement")
            if dice.random() < _APPROVED:
                yield self._said(made, "approved", entry, "P006")

    def _said(self, made: list[Transaction], kind: str, *values: str) -> Fact:
        return Fact(day=made[0].day, kind=kind, values=values)

    def _paper(self, made: list[Transaction], papers: dict[str, bytes]) -> Document:
        """Give the line of an entry's paper: a real JPEG, unlike any other by the note in it."""
        entry = made[0].entry
        note = entry.encode()
        mark = b"\xff\xfe" + (len(note) + 2).to_bytes(2, "big") + note
        content = self._slip[:2] + mark + self._slip[2:]
        sha256 = hashlib.sha256(content).hexdigest()
        name = f"vouchers/{entry[:4]}/{entry}-{sha256[:8]}.jpg"
        papers[name] = content
        paid = sum(p.money.pence for each in made for p in each.postings if p.number > 0)
        return Document(
            day=made[0].day,
            account=main_account(made),
            path=f"../{name}",
            tags=tuple(sorted({each.fund for each in made})),
            links=(entry,),
            facts=(("sha256", sha256), ("total", Money(paid))),
        )

    def _agreed(self, month: int) -> list[Directive]:
        """Give the agreements with both banks at a month's end, but for the latest months."""
        if month >= self.months - _OPEN_MONTHS:
            return []
        day = month_end(self.first, month)
        words = f"statement of {day:%d %B %Y}"
        held = self.keeper.held
        return [
            Fact(
                day=day,
                kind="agreed",
                values=(AccountName(name), Money(held.get(name, 0)), words),
            )
            for name in _AGREED
        ]

    def _final_balances(self, month: int) -> list[Directive]:
        """Close the year before, in its first month after, but for the latest years."""
        first = month_start(self.first, month)
        if not month or first.month != 1 or month > self.months - 12 * _OPEN_YEARS:
            return []
        year_end = first - timedelta(days=1)
        closed = Fact(day=first + timedelta(days=40), kind="closed", values=(year_end, TREASURER))
        held = self.keeper.held
        return [
            closed,
            *(
                FinalBalance(day=first, account=name, amount=Money(held.get(name, 0)))
                for name in PLACES
            ),
        ]
