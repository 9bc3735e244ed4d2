"""What moved the group's cash, on the basis that accounts report: when, for what, of which fund.

Every penny by which the cash of a fund changes is in exactly one movement; so movements can be
proved against balances. Bank to tin moves nothing, money held for others is outside, and gifts of
time and goods are no money at all.

Claims are looked through to their own headings and funds on the day they are paid back; fees are
gross; a refund in the year of what it refunds lowers that heading, a later one is money in; a
correction in the same year cancels what it corrects.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from ledger.accounts import FUND_TRANSFERS, OPENING, is_claim, is_ours, is_spending
from ledger.book import Book
from ledger.entries.directives import Kind, Transaction
from ledger.money import NOTHING, Money
from ledger.movements.claims import ClaimsPaid, costs_of, is_claiming
from ledger.movements.corrections import corrected_by, is_later_year, late_for
from ledger.movements.values import LATE_REFUNDS, OLD_CLAIMS, Direction, Movement


def told(book: Book, made: Iterable[Transaction]) -> Iterator[list[Movement]]:
    """Tell some transactions of a book, in the order of their days, each as its movements.

    What one is told as depends on those that it corrects, pays back or refunds, and on those that
    do so to it: all of these have to be among them.
    """
    teller = _Teller(book)
    return (teller.told(each) for each in made)


class _Teller:
    """Reads transactions in the order of their days and remembers what it needs for later ones."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._claims = ClaimsPaid(book)
        self._told: dict[tuple[str, int], list[Movement]] = {}
        self._late: dict[str, date | None] = {}
        self._paid_on: dict[str, date] = {}
        self._turned: set[tuple[str, int]] = set()

    def told(self, made: Transaction) -> list[Movement]:
        turned = self._taken_back(made) if made.kind == Kind.REVERSAL else None
        found = self._plain(made) if turned is None else turned
        late = self._late_for(made.entry)
        kept = [self._dated(each, late) for each in found if each.amount]
        self._told[made.place] = kept
        for each in kept:
            if each.direction == Direction.OUT:
                self._paid_on[each.about] = each.day
        return kept

    def _dated(self, moved: Movement, late: date | None) -> Movement:
        day = late or self._begun_before(moved)
        return moved if day == moved.late_for else replace(moved, late_for=day)

    def _late_for(self, number: str) -> date | None:
        if number not in self._late:
            entry = self._book.entries.get(number)
            self._late[number] = late_for(self._book, entry) if entry else None
        return self._late[number]

    def _begun_before(self, moved: Movement) -> date | None:
        """What was there when the books began, and was found in a later year, opens no year."""
        if moved.direction != Direction.OPENING:
            return None
        began = self._book.first_day
        if began is None:
            return None
        return began if is_later_year(self._book, began, moved.day) else None

    def _taken_back(self, made: Transaction) -> list[Movement] | None:
        """Turn round what the old transaction was told as; none where there is no such one."""
        twin = self._twin(made)
        if twin is None or twin.place not in self._told:
            return None
        told = self._told[twin.place]
        if twin.said("pays") in self._book.entries:
            parts = [(each.account, -each.amount) for each in told]
            self._claims.remember(twin.said("pays"), twin.fund, parts)
        return [_turned(each, made, twin.entry) for each in told]

    def _twin(self, made: Transaction) -> Transaction | None:
        """Give what a reversal turns round; each transaction of the old entry is turned once."""
        entry = self._book.entries.get(made.entry)
        old = corrected_by(self._book, entry) if entry else None
        mirrored = [
            each
            for each in (old.right if old else ())
            if each.place not in self._turned and _mirrors(each, made)
        ]
        # Two claims of one sum, paid back together, differ in nothing but the claim.
        mirrored.sort(key=lambda each: each.said("pays") != made.said("pays"))
        twin = mirrored[0] if mirrored else None
        if twin is not None:
            self._turned.add(twin.place)
        return twin

    def _plain(self, made: Transaction) -> list[Movement]:
        lines = [each for each in made.postings if not is_ours(each.account)]
        if len(lines) == len(made.postings):
            return []
        accounts = {each.account for each in lines}
        if OPENING in accounts:
            return [self._one(made, OPENING, Direction.OPENING, made.sum_of(is_ours))]
        if not any(map(is_claim, accounts)):
            return [self._line(made, each.account, each.money) for each in lines]
        if is_claiming(made):
            return self._part_paid(made)
        found = self._paid_back(made)
        for line in lines:
            if not is_claim(line.account):
                found.append(self._line(made, line.account, line.money))
        return found

    def _part_paid(self, made: Transaction) -> list[Movement]:
        """A claim of which the group paid a part itself; or one that is a loan to the group."""
        cash = made.sum_of(is_ours)
        if not cash:
            return []
        if not costs_of([made], made.fund):
            account = next(each.account for each in made.postings if is_claim(each.account))
            return [self._line(made, account, -cash)]
        parts = self._claims.share(made.entry, made.fund, -cash, made.day)
        return [self._line(made, account, part) for account, part in parts]

    def _paid_back(self, made: Transaction) -> list[Movement]:
        amount = made.sum_of(is_claim)
        if not amount:
            return []
        claim = made.said("pays")
        parts = self._claims.share(claim, made.fund, amount, made.day)
        if parts:
            return [replace(self._line(made, *part), about=claim) for part in parts]
        account = next(each.account for each in made.postings if is_claim(each.account))
        paid = self._line(made, account, amount)
        return [replace(paid, heading=OLD_CLAIMS, about=claim or made.entry)]

    def _line(self, made: Transaction, account: str, amount: Money) -> Movement:
        """Tell one line against cash: `amount` is as in the book, positive for money out."""
        if account == FUND_TRANSFERS:
            return self._one(made, account, Direction.TRANSFER, -amount)
        if is_spending(account):
            if amount < NOTHING and self._is_late_refund(made):
                late = self._one(made, account, Direction.IN, -amount)
                return replace(late, heading=LATE_REFUNDS)
            return self._one(made, account, Direction.OUT, amount)
        if account.startswith("Income:") or amount < NOTHING:
            return self._one(made, account, Direction.IN, -amount)
        return self._one(made, account, Direction.OUT, amount)

    def _is_late_refund(self, made: Transaction) -> bool:
        """A refund of something that was paid for in an earlier financial year."""
        entry = self._book.entries.get(made.said("refunds"))
        if entry is None:
            return False
        return is_later_year(self._book, self._paid_on.get(entry.number, entry.day), made.day)

    def _one(
        self, made: Transaction, account: str, direction: Direction, amount: Money
    ) -> Movement:
        known = self._book.accounts.get(account)
        line = known.line if known else account.rsplit(":", 1)[-1]
        through = next(each.account for each in made.postings if is_ours(each.account))
        return Movement(
            day=made.day,
            entry=made.entry,
            fund=made.fund,
            account=account,
            line=line,
            heading=line,
            direction=direction,
            amount=amount,
            about=made.entry,
            through=through,
        )


def _turned(moved: Movement, made: Transaction, undoes: str) -> Movement:
    return replace(moved, day=made.day, entry=made.entry, amount=-moved.amount, undoes=undoes)


def _mirrors(one: Transaction, other: Transaction) -> bool:
    turned = sorted((each.account, each.currency, -each.number) for each in one.postings)
    plain = sorted((each.account, each.currency, each.number) for each in other.postings)
    return one.fund == other.fund and turned == plain
