"""From the bank's figure to ours: what a statement was still to show, and what came later."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from ledger import balances
from ledger.accounts import is_claim, is_spending
from ledger.book import Agreement, Apart, Book, asked, at_hand
from ledger.book.helped import is_help, names_help
from ledger.entries.directives import Transaction
from ledger.money import NOTHING, Money
from ledger.statements.memos import is_few

# What lies between a figure and ours where it would tell of help given.
NOT_TOLD = Apart(money_in=NOTHING, money_out=NOTHING, after=NOTHING, is_told=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What was found right of one account on a `day`, and the way from there to a year's end.

    `figure` is the statement's, or what was counted; `not_yet` the number of entries that the
    statement was still to show, of which `money_in` and `money_out` are the sums, both positive.
    `after` is by how much the account grew in our books from the year's end to that day. Where
    that would tell of help given it is not told: only the number is, and all sums are nothing.
    """

    day: date
    figure: Money
    not_yet: int
    money_in: Money
    money_out: Money
    after: Money
    is_told: bool = True

    @property
    def ours(self) -> Money:
        """What our books hold at the year's end, by the bank's figure."""
        return self.figure + self.money_in - self.money_out - self.after

    @property
    def is_plain(self) -> bool:
        """Tell whether the bank's figure is ours, with nothing between them."""
        return not (self.money_in or self.money_out or self.after)


def compared(book: Book, account: str, year_end: date) -> Compared | None:
    """Give how an account was found right at the end of a day; none where it was not."""
    found = proving(book, account, year_end)
    if found is None or found.apart is None:
        return None
    is_told = found.apart.is_told
    return Compared(
        day=found.day,
        figure=found.figure if is_told else NOTHING,
        not_yet=len(found.not_yet),
        money_in=found.apart.money_in,
        money_out=found.apart.money_out,
        after=found.apart.after,
        is_told=is_told,
    )


def proving(book: Book, account: str, day: date) -> Agreement | None:
    """Give the first agreement at or after a day, which proves what was there at its end.

    What lies between its figure and ours on that day is filled in. One that the books go against by
    now, since a line was changed by hand, proves nothing; in a slice each is taken at its word, and
    held against Beancount's own sums.
    """
    for each in book.agreements:
        if each.account != account or each.day < day:
            continue
        if each.apart is not None:
            return each
        money_in, money_out = not_on_it_yet(book, each)
        ours = balances.in_account(book, account, each.day)
        if each.figure + money_in - money_out == ours:
            if _tells_of_help(book, each, day):
                return replace(each, apart=NOT_TOLD)
            then = ours if each.day == day else balances.in_account(book, account, day)
            apart = Apart(money_in=money_in, money_out=money_out, after=ours - then)
            return replace(each, apart=apart)
    return None


def _tells_of_help(book: Book, agreement: Agreement, day: date) -> bool:
    """Tell whether help given lies between a figure and ours, or what it could be worked out by.

    That is anything spent in a year in which help went to fewer than five.
    """
    made = [
        made
        for number in agreement.not_yet
        if number in book.entries
        for made in book.entries[number].transactions
    ]
    if agreement.day > day:
        since = day + timedelta(days=1)
        made += asked(book).touching([agreement.account], agreement.day, since)
    numbers = {each.entry for each in made if each.entry}
    at_hand(book, numbers)
    if any(map(names_help, made)) or any(is_help(book, book.entries[each]) for each in numbers):
        return True
    years = {book.year_of(each.day) for each in made if _spent(each)}
    return any(is_few(asked(book).helped(*year)) for year in years)


def _spent(made: Transaction) -> bool:
    return any(is_spending(each.account) or is_claim(each.account) for each in made.postings)


def not_on_it_yet(book: Book, agreement: Agreement) -> tuple[Money, Money]:
    """Give the sums of what a statement was still to show, in and out, both positive.

    Each entry counts with all that it did to the account by that day.
    """
    at_hand(book, agreement.not_yet)
    effects = [
        _effect(book, agreement, number)
        for number in dict.fromkeys(agreement.not_yet)
        if number in book.entries
    ]
    return (
        Money.total(each for each in effects if each > NOTHING),
        -Money.total(each for each in effects if each < NOTHING),
    )


def _effect(book: Book, agreement: Agreement, number: str) -> Money:
    made = (each for each in book.entries[number].transactions if each.day <= agreement.day)
    return Money.total(each.sum_of(agreement.account.__eq__) for each in made)
