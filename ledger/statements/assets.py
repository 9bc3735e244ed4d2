"""The statement of assets and liabilities: what there is, what is owed, what is not ours."""

from dataclasses import dataclass
from datetime import date

from ledger import balances
from ledger.accounts import CLAIMS, is_cash_in_hand, is_claim
from ledger.book import Book, asked
from ledger.money import NOTHING, Money

_OWED_TO_US = "Assets:Owed-To-Us:"
_FLOAT = "Assets:Cash:Float-"


@dataclass(frozen=True, slots=True, kw_only=True)
class CashLine:
    """What lies in one account at the year end, and when it was last found right after that.

    `holder` is the number of the person who keeps a float; `checked` the day of the agreement that
    proves the figure, with the number of entries that the bank had yet to show.
    """

    account: str
    heading: str
    holder: str
    amount: Money
    last_year: Money | None
    checked: date | None
    not_yet: int

    @property
    def is_cash_in_hand(self) -> bool:
        """Tell whether it is counted, rather than compared with a statement."""
        return is_cash_in_hand(self.account)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedLine:
    """What one person owes or is owed, in one fund; `who` is a number, or an account's line."""

    who: str
    fund: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Assets:
    """Assets and liabilities at the end of a day; `cash_total` is before what is held for others.

    `held` lies in our accounts and is not ours, so it is taken off to reach `ours`.
    """

    cash: tuple[CashLine, ...]
    cash_total: Money
    cash_last_year: Money | None
    held: Money
    held_last_year: Money | None
    ours: Money
    ours_last_year: Money | None
    owed_to_us: tuple[OwedLine, ...]
    claims_owed: tuple[OwedLine, ...]


def assets(book: Book, day: date, last: date | None) -> Assets:
    """State what there is at the end of a day, and at the end of the year before if any."""
    cash = _cash(book, day, last)
    total = Money.total(each.amount for each in cash)
    held = balances.held_for_others(book, day)
    total_last = None if last is None else Money.total(each.last_year or NOTHING for each in cash)
    held_last = None if last is None else balances.held_for_others(book, last)
    ours_last = None
    if total_last is not None and held_last is not None:
        ours_last = total_last - held_last
    return Assets(
        cash=cash,
        cash_total=total,
        cash_last_year=total_last,
        held=held,
        held_last_year=held_last,
        ours=total - held,
        ours_last_year=ours_last,
        owed_to_us=_owed(book, day, _OWED_TO_US),
        claims_owed=_owed(book, day, f"{CLAIMS}:"),
    )


def _cash(book: Book, day: date, last: date | None) -> tuple[CashLine, ...]:
    now = balances.money_accounts(book, day)
    then = balances.money_accounts(book, last) if last else {}
    lines = []
    for name, amount in now.items():
        before = None if last is None else then[name]
        if not amount and not before:
            continue
        checked, not_yet = _checked(book, name, day)
        line = CashLine(
            account=name,
            heading=book.accounts[name].line,
            holder=name.removeprefix(_FLOAT) if name.startswith(_FLOAT) else "",
            amount=amount,
            last_year=before,
            checked=checked,
            not_yet=not_yet,
        )
        lines.append(line)
    return tuple(lines)


def _checked(book: Book, account: str, day: date) -> tuple[date | None, int]:
    """The first agreement at or after a day proves the balance on it."""
    held = [each for each in book.agreements if each.account == account and each.day >= day]
    return (held[0].day, len(held[0].not_yet)) if held else (None, 0)


def _owed(book: Book, day: date, prefix: str) -> tuple[OwedLine, ...]:
    """What is owed by or to each person or body, by fund; what is owed to us is positive too."""
    order = list(book.funds)
    sums = [
        (name, order.index(fund) if fund in book.funds else len(order), fund, Money(pence))
        for (name, fund), pence in asked(book).sums(day).items()
        if pence and name.startswith(prefix)
    ]
    return tuple(
        OwedLine(
            who=_who(book, name),
            fund=_title(book, fund),
            amount=-amount if is_claim(name) else amount,
        )
        for name, _, fund, amount in sorted(sums, key=lambda each: each[:3])
    )


def _who(book: Book, account: str) -> str:
    if is_claim(account):
        return account.removeprefix(f"{CLAIMS}:")
    return book.accounts[account].line if account in book.accounts else account


def _title(book: Book, fund: str) -> str:
    return book.funds[fund].shown if fund in book.funds else fund
