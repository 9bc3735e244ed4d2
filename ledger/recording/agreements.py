"""Agreements with the bank, and the closing of a year."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from ledger import balances
from ledger.accounts import AccountName, AccountUnknown
from ledger.book import Agreement, Book
from ledger.checks.acts import known_entry
from ledger.checks.open_days import DayClosed, spelled
from ledger.entries.directives import Fact, Facts, FinalBalance
from ledger.entries.words import plain
from ledger.errors import Refusal
from ledger.journal import Hand, Plan, add
from ledger.money import Money


class BankDiffers(Refusal):
    """The bank's figure and the books differ, so that there is nothing to agree on yet."""

    def __init__(self, bank: Money, ours: Money) -> None:
        """Give both figures and the difference."""
        more = "more" if bank > ours else "less"
        super().__init__(
            f"The statement says {bank} and the books say {ours}: "
            f"{abs(bank - ours)} {more} on the statement.",
            "Look for an entry that is missing or has another amount, or tick what is not on "
            "the statement yet.",
            field="figure",
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
            f"The year ends on {spelled(year_end)}, which is not over yet.",
            "Close it after that day.",
            field="year_end",
        )


def figure_of_ours(book: Book, account: str, day: date, not_yet: Sequence[str]) -> Money:
    """Give what the books say should stand on the statement: the balance less what is not on it."""
    pending = (
        made.sum_of(account.__eq__)
        for number in not_yet
        for made in known_entry(book, number).transactions
        if made.day <= day
    )
    return balances.in_account(book, account, day) - Money.total(pending)


def agree(shelf: Path, agreement: Agreement, hand: Hand) -> Book:
    """Record that the bank's figure and ours agree at the end of a day.

    Raises:
        BankDiffers: they differ; the figures say by how much.
        AccountUnknown: the book has no such account.
    """
    statement = plain(agreement.statement, 200, "statement")

    def plan(book: Book) -> Plan:
        if agreement.account not in book.accounts:
            raise AccountUnknown(agreement.account)
        ours = figure_of_ours(book, agreement.account, agreement.day, agreement.not_yet)
        if ours != agreement.figure:
            raise BankDiffers(agreement.figure, ours)
        not_yet: Facts = (("not-yet", " ".join(agreement.not_yet)),) if agreement.not_yet else ()
        values = (AccountName(agreement.account), agreement.figure, statement)
        fact = Fact(day=agreement.day, kind="agreed", values=values, facts=not_yet)
        return Plan(lines=(fact,), done=f"agreed {agreement.account}", month=agreement.day)

    return add(shelf, plan, hand)


def withdraw_agreement(shelf: Path, account: str, day: date, because: str, hand: Hand) -> Book:
    """Withdraw an agreement with the bank, saying why; entries behind it can be mended then.

    Raises:
        NothingAgreed: there is none for that account and day.
        DayClosed: the year that it belongs to is closed.
    """
    why = plain(because, 500, "because")

    def plan(book: Book) -> Plan:
        if not any(each.account == account and each.day == day for each in book.agreements):
            raise NothingAgreed
        if book.closed_until and day <= book.closed_until:
            raise DayClosed(day, book.closed_until)
        values = (AccountName(account), "withdrawn", why)
        fact = Fact(day=day, kind="agreed", values=values)
        return Plan(lines=(fact,), done=f"withdrew {account}", month=hand.today)

    return add(shelf, plan, hand)


def close_year(shelf: Path, year_end: date, hand: Hand) -> Book:
    """Close a year: nothing on its days can be recorded any more, and its balances are final.

    Closing a year that is closed already changes nothing.

    Raises:
        YearNotOver: its last day is not past.
    """
    if year_end >= hand.today:
        raise YearNotOver(year_end)

    def plan(book: Book) -> Plan | None:
        if book.closed_until and year_end <= book.closed_until:
            return None
        fact = Fact(day=hand.today, kind="closed", values=(year_end, hand.by))
        held = balances.money_accounts(book, year_end)
        after = year_end + timedelta(days=1)
        final = [
            FinalBalance(day=after, account=name, amount=sum_)
            for name, sum_ in held.items()
            if book.accounts[name].opened <= year_end
        ]
        done = f"closed the year to {year_end}"
        return Plan(lines=(fact, *final), done=done, month=after)

    return add(shelf, plan, hand)
