"""Checking one account against the bank: our figure, and what may not be on the statement yet."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from ledger import balances, index
from ledger.accounts import AccountUnknown, is_money
from ledger.book import Agreement, Apart, Book, asked, at_hand
from ledger.money import NOTHING, Money
from ledger.reading.group import AccountLine, account_lines
from ledger.reading.lines import EntryLine, line_of_entry
from ledger.statements.comparing import not_on_it_yet

_LATELY = timedelta(days=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class BankLine:
    """An entry with what it did to the account: positive is money in."""

    line: EntryLine
    effect: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class BankCheck:
    """What our books say of one account at the end of a day, and what was agreed before.

    Where something was not on the statement yet, the agreement says what that came to; not where
    the books go against it by now, since a line was changed by hand.
    """

    account: AccountLine
    day: date
    ours: Money
    lately: tuple[BankLine, ...]
    agreements: tuple[Agreement, ...]


def money_places(place: Path) -> tuple[AccountLine, ...]:
    """Give each place where money lies, with what is in it now."""
    return account_lines(index.current(place))


def bank_check(place: Path, account: str, day: date) -> BankCheck:
    """Give one account at the end of a day, with its entries of sixty days, newest first.

    Raises:
        AccountUnknown: the book has no such place of money.
    """
    book = index.current(place)
    if account not in book.accounts or not is_money(account):
        raise AccountUnknown(account)
    held = balances.in_account(book, account, day)
    shown = book.accounts[account].shown
    return BankCheck(
        account=AccountLine(name=account, shown=shown, holds=held),
        day=day,
        ours=held,
        lately=_lately(book, account, day),
        agreements=tuple(
            _with_sums(book, each) for each in reversed(book.agreements) if each.account == account
        ),
    )


def _with_sums(book: Book, agreement: Agreement) -> Agreement:
    if not agreement.not_yet:
        return agreement
    money_in, money_out = not_on_it_yet(book, agreement)
    ours = balances.in_account(book, agreement.account, agreement.day)
    if agreement.figure + money_in - money_out != ours:
        return agreement
    return replace(agreement, apart=Apart(money_in=money_in, money_out=money_out, after=NOTHING))


def _lately(book: Book, account: str, day: date) -> tuple[BankLine, ...]:
    found = []
    made_lately = asked(book).during(day - _LATELY, day)
    numbers = list(dict.fromkeys(made.entry for made in made_lately if made.entry))
    at_hand(book, numbers)
    for number in numbers:
        entry = book.entries[number]
        effect = Money.total(
            made.sum_of(account.__eq__) for made in entry.transactions if made.day <= day
        )
        if effect and day - _LATELY < entry.day <= day:
            found.append(BankLine(line=line_of_entry(book, entry), effect=effect))
    return tuple(sorted(found, key=lambda each: (each.line.day, each.line.number), reverse=True))
