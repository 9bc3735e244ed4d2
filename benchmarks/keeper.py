"""An invented treasurer: what they know of their book, and how they number and sign an entry."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from benchmarks.street import GENERAL, SECOND, TREASURER, Grant
from ledger.accounts import is_claim, is_ours
from ledger.entries.acts import Claim, Expense, PlainAct, Share
from ledger.entries.directives import Transaction, entry_number
from ledger.entries.shapes import reversal, transactions
from ledger.money import Money

_TREASURERS_SHARE = 0.8


@dataclass(slots=True, kw_only=True)
class Keeper:
    """Who keeps the books of the benchmarks; the dice are those of the seed.

    `held` is pence by account, `left` by fund; `owed` are claims with claimant, fund and pence;
    `bought` are the expenses of this month that nothing followed; `seen` keeps the same payee, day
    and amount from standing there twice; `instalments` are those that came.
    """

    seed: int
    promised: Sequence[Grant]
    held: dict[str, int] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)
    owed: list[tuple[str, str, str, int]] = field(default_factory=list)
    bought: list[tuple[Expense, Transaction]] = field(default_factory=list)
    seen: set[tuple[str, date, int]] = field(default_factory=set)
    instalments: set[tuple[str, int]] = field(default_factory=set)
    chance: random.Random = field(init=False)
    _numbers: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Throw the dice of this seed."""
        self.chance = random.Random(self.seed)  # noqa: S311 - an invented book, the same again

    def keep(self, act: PlainAct) -> list[Transaction]:
        """Give the transactions of an act, numbered and signed, and remember it."""
        made = self._numbered(transactions(act))
        if isinstance(act, Claim):
            number = made[0].entry
            self.owed += [(number, act.claimant, s.fund, s.amount.pence) for s in act.shares]
        if isinstance(act, Expense) and len(made) == 1:
            self.bought.append((act, made[0]))
        return made

    def take_bought(self) -> tuple[Expense, Transaction]:
        """Give an expense of this month, once: something follows it now."""
        return self.bought.pop(self.chance.randrange(len(self.bought)))

    def correct(self) -> list[Transaction]:
        """Take an expense of this month back, and put a smaller one beside it on the old day."""
        act, old = self.take_bought()
        share = act.shares[0]
        less = Money(max(1, share.amount.pence - self.chance.choice((9, 18, 27, 90))))
        right = replace(act, shares=(replace(share, amount=less),))
        made = (reversal(old, old.day), *transactions(right))
        facts = (("corrects", old.entry), ("because", "two figures were swapped"))
        return self._numbered([replace(each, facts=(*each.facts, *facts)) for each in made])

    def amount(self, payee: str, day: date, least: int, most: int) -> int:
        """Throw an amount in pence that this payee has not had on this day."""
        pence = self.chance.randint(least, most)
        while (payee, day, pence) in self.seen:
            pence += 1
        self.seen.add((payee, day, pence))
        return pence

    def share(self, day: date, shop: tuple[str, str, str], fund: str = GENERAL) -> Share:
        """Throw what a fund bears of a shopping trip; general money, where it holds too little."""
        payee, account, _ = shop
        pence = self.amount(payee, day, 300, 7_500)
        bearer = fund if self.left.get(fund, 0) >= pence else GENERAL
        return Share(fund=bearer, account=account, amount=Money(pence))

    def end_month(self) -> None:
        """Forget what may be corrected no more, once its month was checked against the bank."""
        self.bought.clear()
        self.seen.clear()

    def _numbered(self, made: Sequence[Transaction]) -> list[Transaction]:
        year = made[0].day.year
        count = self._numbers[year] = self._numbers.get(year, 0) + 1
        number = entry_number(year, count)
        by = TREASURER if self.chance.random() < _TREASURERS_SHARE else SECOND
        signed = [_signed(each, number, by) for each in made]
        for each in signed:
            self._remember(each)
        return signed

    def _remember(self, made: Transaction) -> None:
        for posting in made.postings:
            pence = posting.money.pence
            self.held[posting.account] = self.held.get(posting.account, 0) + pence
            if is_ours(posting.account) or is_claim(posting.account):
                self.left[made.fund] = self.left.get(made.fund, 0) + pence


def _signed(made: Transaction, number: str, by: str) -> Transaction:
    kind, *rest = made.facts
    return replace(made, links=(number,), facts=(kind, ("recorded-by", by), *rest))
