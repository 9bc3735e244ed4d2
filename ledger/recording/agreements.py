"""Agreements with the bank, and the closing of a year."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from ledger import balances
from ledger.accounts import AccountName, AccountUnknown, is_cash_in_hand, is_money
from ledger.book import Agreement, Book
from ledger.checks.acts import AccountNotOpen, DayImplausible, known_entry
from ledger.checks.open_days import DayClosed
from ledger.entries.directives import Fact, Facts, FinalBalance
from ledger.entries.words import plain, shown_day
from ledger.errors import Refusal
from ledger.journal import Hand, Plan, add
from ledger.money import NOTHING, Money


class BankDiffers(Refusal):
    """The bank's figure and the books differ, so that there is nothing to agree on yet.

    `by` is how much more the statement says; below nothing where it says less.
    """

    def __init__(self, bank: Money, ours: Money) -> None:
        """Give both figures and the difference."""
        self.by = bank - ours
        more = "more" if bank > ours else "less"
        super().__init__(
            f"The statement says {bank.held} and the books say {ours.held}: "
            f"{abs(bank - ours)} {more} on the statement.",
            "Look for an entry that is missing or has another amount, or tick what is not on "
            "the statement yet.",
            field="figure",
        )


class CountDiffers(Refusal):
    """What was counted in a tin or a float is not what the books say, by how much more."""

    def __init__(self, counted: Money, ours: Money) -> None:
        """Give both figures and the difference."""
        self.by = counted - ours
        more = "more" if counted > ours else "less"
        super().__init__(
            f"You counted {counted} and the books say {ours.held}: "
            f"{abs(counted - ours)} {more} in there than in the books.",
            "Count it once more. If it is the same again, look for something that was paid or put "
            "in and never recorded.",
            field="figure",
        )


class WhyMissing(Refusal):
    """An agreement is withdrawn with a reason."""

    def __init__(self) -> None:
        """Say it beside the field."""
        super().__init__(
            "Why it is withdrawn is missing.",
            "Write a few words, like “a payment was forgotten”.",
            field="because",
        )


class NothingAgreed(Refusal):
    """There is no agreement for that account and day."""

    def __init__(self) -> None:
        """Say what to look at."""
        super().__init__("There is no such agreement.", "Look at the list of agreements again.")


class YearNotOver(Refusal):
    """A year is closed when it is over."""

    def __init__(self, year_end: date) -> None:
        """Name the day."""
        super().__init__(
            f"The year ends on {shown_day(year_end)}, which is not over yet.",
            "Close it after that day.",
            field="year_end",
        )


class YearEndsElsewhere(Refusal):
    """A year is closed on its own last day, the one that was set for the group."""

    def __init__(self, asked: date, last: date) -> None:
        """Name both days."""
        super().__init__(
            f"The year does not end on {shown_day(asked)}; that one ends on {shown_day(last)}.",
            "Close it on its last day.",
            field="year_end",
        )


class FiguresMoved(Refusal):
    """A final balance is another than the one that was looked at before closing."""

    def __init__(self, account: str, seen: Money, now: Money) -> None:
        """Name the account with both figures."""
        super().__init__(
            f"{account} holds {now.held} at the end of that year, and {seen.held} "
            "stood on the page: something was recorded since.",
            "Look at the figures again, and close the year then.",
        )


def figure_of_ours(book: Book, account: str, day: date, not_yet: Sequence[str]) -> Money:
    """Give what the books say should stand on the statement: the balance less what is not on it."""
    pending = (
        made.sum_of(account.__eq__)
        for number in dict.fromkeys(not_yet)
        for made in known_entry(book, number).transactions
        if made.day <= day
    )
    return balances.in_account(book, account, day) - Money.total(pending)


def agree(shelf: Path, agreement: Agreement, hand: Hand) -> Book:
    """Record that the bank's figure and ours agree at the end of a day; once, however often sent.

    Raises:
        BankDiffers, CountDiffers: they differ; the figures say by how much.
        AccountUnknown: the book has no such place of money.
        AccountNotOpen, DayImplausible: it was not open on that day, or that day is still to come.
    """
    statement = plain(agreement.statement, 200, "statement")

    def plan(book: Book) -> Plan | None:
        _agreeable(book, agreement, hand.today)
        if replace(agreement, statement=statement) in book.agreements:
            return None
        ours = figure_of_ours(book, agreement.account, agreement.day, agreement.not_yet)
        if ours != agreement.figure:
            counted = is_cash_in_hand(agreement.account)
            differs = CountDiffers if counted else BankDiffers
            raise differs(agreement.figure, ours)
        pending = " ".join(dict.fromkeys(agreement.not_yet))
        not_yet: Facts = (("not-yet", pending),) if pending else ()
        values = (AccountName(agreement.account), agreement.figure, statement)
        fact = Fact(day=agreement.day, kind="agreed", values=values, facts=not_yet)
        # In the month of today, so that it stands after whatever was withdrawn before.
        return Plan(lines=(fact,), done=f"agreed {agreement.account}", month=hand.today)

    return add(shelf, plan, hand)


def withdraw_agreement(shelf: Path, account: str, day: date, because: str, hand: Hand) -> Book:
    """Withdraw an agreement with the bank, saying why; entries behind it can be mended then.

    Raises:
        WhyMissing: it does not say why.
        NothingAgreed: there is none for that account and day.
        DayClosed: the year that it belongs to is closed.
    """
    why = plain(because, 500, "because")
    if not why:
        raise WhyMissing

    def plan(book: Book) -> Plan:
        if not any(each.account == account and each.day == day for each in book.agreements):
            raise NothingAgreed
        if book.closed_until and day <= book.closed_until:
            raise DayClosed(day, book.closed_until)
        values = (AccountName(account), "withdrawn", why)
        fact = Fact(day=day, kind="agreed", values=values)
        return Plan(lines=(fact,), done=f"withdrew {account}", month=hand.today)

    return add(shelf, plan, hand)


def close_year(
    shelf: Path, year_end: date, hand: Hand, seen: Mapping[str, Money] | None = None
) -> Book:
    """Close a year: nothing on its days can be recorded any more, and its balances are final.

    Closing a year that is closed already changes nothing. `seen` are the balances by account that
    were looked at before.

    Raises:
        YearNotOver: its last day is not past.
        YearEndsElsewhere: the group's years end on another day.
        FiguresMoved: a balance is another than the one that was seen.
    """
    if year_end >= hand.today:
        raise YearNotOver(year_end)

    def plan(book: Book) -> Plan | None:
        if book.closed_until and year_end <= book.closed_until:
            return None
        _, last = book.year_of(year_end)
        if last != year_end:
            raise YearEndsElsewhere(year_end, last)
        fact = Fact(day=hand.today, kind="closed", values=(year_end, hand.by))
        held = balances.money_accounts(book, year_end)
        _as_seen(book, held, seen or {})
        after = year_end + timedelta(days=1)
        final = [
            FinalBalance(day=after, account=name, amount=sum_)
            for name, sum_ in held.items()
            if book.accounts[name].opened <= year_end
        ]
        done = f"closed the year to {year_end}"
        return Plan(lines=(fact, *final), done=done, month=after)

    return add(shelf, plan, hand)


def _as_seen(book: Book, held: Mapping[str, Money], seen: Mapping[str, Money]) -> None:
    for name, figure in seen.items():
        now = held.get(name, NOTHING)
        if now != figure:
            raise FiguresMoved(book.shown_account(name), figure, now)


def _agreeable(book: Book, agreement: Agreement, today: date) -> None:
    account = book.accounts.get(agreement.account)
    if account is None or not is_money(account.name):
        raise AccountUnknown(agreement.account)
    if agreement.day > today:
        raise DayImplausible(agreement.day)
    if agreement.day < account.opened:
        raise AccountNotOpen(account.shown, agreement.day)
