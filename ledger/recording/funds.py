"""A fund's first day and its last: opened under a name of its own, closed when it is empty."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from ledger import balances
from ledger.book import Book
from ledger.entries.words import shown_day
from ledger.errors import Refusal
from ledger.funds import GENERAL, Fund
from ledger.journal import Hand, Plan, add
from ledger.money import Money
from ledger.recording.terms import (
    accounts_known,
    checked_fund,
    day_of_terms,
    fund_lines,
    terms_line,
)

_MOST_OF_ONE_NAME = 99


class FundNotEmpty(Refusal):
    """A fund is closed when nothing is left in it and nothing is missing."""

    def __init__(self, fund: Fund, left: Money) -> None:
        """Give the figure."""
        if left.pence < 0:
            super().__init__(
                f"{fund.shown} is overspent by {abs(left)}, so it cannot be closed.",
                "Record the money that is still to come, or move some to it from another fund.",
                field="close_on",
            )
            return
        super().__init__(
            f"{fund.shown} still has {left} left, so it cannot be closed.",
            "Spend it, give it back to the funder, or move it with their consent.",
            field="close_on",
        )


class FundUsedLater(Refusal):
    """A fund is not closed on a day before its last entry."""

    def __init__(self, fund: Fund, last: date) -> None:
        """Name the day of the last entry."""
        super().__init__(
            f"{fund.shown} has an entry on {shown_day(last)}.",
            f"Close it on {shown_day(last)} or later.",
            field="close_on",
        )


class DayNotOfFund(Refusal):
    """A fund ends between the day on which it began and today."""

    def __init__(self, fund: Fund) -> None:
        """Name its first day."""
        super().__init__(
            f"{fund.shown} began on {shown_day(fund.opened)}.",
            "Choose a day from then until today.",
            field="close_on",
        )


class GeneralStaysOpen(Refusal):
    """The fund for anything we do is where money between bank and tin belongs; it stays."""

    def __init__(self) -> None:
        """Say it."""
        super().__init__(
            "The fund for anything we do cannot be closed.",
            "It may be empty; it stays.",
            field="close_on",
        )


class TooManyOfThatName(Refusal):
    """So many funds bear the same title that nobody could tell them apart."""

    def __init__(self, title: str) -> None:
        """Quote the title."""
        super().__init__(
            f"There are too many funds called “{title[:40]}”.",
            "Choose another name.",
            field="title",
        )


def new_fund(shelf: Path, fund: Fund, hand: Hand) -> Fund:
    """Open a fund that was not there before, and give it as it is kept.

    Its short name gets -2, -3 and so on where another fund has it. The very same fund sent twice
    is opened once.

    Raises:
        Refusal: the terms contradict each other, or too many funds bear that title.
    """
    wanted = checked_fund(fund)
    kept = wanted

    def plan(book: Book) -> Plan | None:
        nonlocal kept
        accounts_known(book, wanted)
        kept = _free(book, wanted)
        if kept.name in book.funds:
            return None
        lines = tuple(fund_lines(kept))
        return Plan(lines=lines, done=f"opened {kept.name}", month=hand.today)

    return add(shelf, plan, hand).funds[kept.name]


def close_fund(shelf: Path, name: str, day: date, hand: Hand) -> Fund:
    """Close a fund at the end of a day: nothing is recorded in it after that.

    Raises:
        FundUnknown: the book has no such fund.
        DayNotOfFund: the day is before it began, or in the future.
        FundNotEmpty: there is money left in it, or missing.
        FundUsedLater: it has an entry after that day.
        GeneralStaysOpen: it is the fund for anything we do.
    """

    def plan(book: Book) -> Plan:
        fund = book.fund(name)
        if name == GENERAL:
            raise GeneralStaysOpen
        if not fund.opened <= day <= hand.today:
            raise DayNotOfFund(fund)
        if left := balances.left_by_fund(book)[name]:
            raise FundNotEmpty(fund, left)
        days = [each.day for each in book.transactions if each.fund == name]
        if days and max(days) > day:
            raise FundUsedLater(fund, max(days))
        return _plan(book, replace(fund, closed_on=day), f"closed {name}", hand)

    return add(shelf, plan, hand).funds[name]


def reopen_fund(shelf: Path, name: str, hand: Hand) -> Fund:
    """Open a fund again that was closed; one that is open stays as it is.

    Raises:
        FundUnknown: the book has no such fund.
    """

    def plan(book: Book) -> Plan | None:
        fund = book.fund(name)
        if fund.closed_on is None:
            return None
        return _plan(book, replace(fund, closed_on=None), f"reopened {name}", hand)

    return add(shelf, plan, hand).funds[name]


def _plan(book: Book, fund: Fund, done: str, hand: Hand) -> Plan:
    line = terms_line(fund, day_of_terms(book, fund, hand.today))
    return Plan(lines=(line,), done=done, month=hand.today)


def _free(book: Book, wanted: Fund) -> Fund:
    """Give the fund under a name that no other has; the same fund, once more, under its own."""
    for count in range(1, _MOST_OF_ONE_NAME):
        named = replace(wanted, name=f"{wanted.name}-{count}" if count > 1 else wanted.name)
        if book.funds.get(named.name, named) == named:
            return named
    raise TooManyOfThatName(wanted.title)
