"""The statement of assets and liabilities: what there is, what is owed, what is not ours."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from ledger import balances
from ledger.accounts import CLAIMS, HELD, OPENING, is_cash_in_hand, is_claim, is_money
from ledger.book import Book, asked
from ledger.money import NOTHING, Money
from ledger.statements.belongings import (
    OWED_TO_US,
    AssetLine,
    OwingLine,
    assets_of,
    claims_of,
    owings_of,
)
from ledger.statements.comparing import Compared, compared
from ledger.statements.form import Column
from ledger.statements.holding import Cells, divided
from ledger.statements.periods import Period
from ledger.statements.tables import Line, by_class, spread

_FLOAT = "Assets:Cash:Float-"


@dataclass(frozen=True, slots=True, kw_only=True)
class CashLine:
    """What lies in one account at the year end, and when it was last found right after that.

    `holder` is the number of the person who keeps a float; `compared` is the agreement that proves
    the figure, if there is one. `amounts` divides it into the columns of the accounts.
    """

    account: str
    heading: str
    holder: str
    amount: Money
    amounts: tuple[Money, ...]
    last_year: Money | None
    compared: Compared | None

    @property
    def checked(self) -> date | None:
        """The day of the agreement that proves the figure."""
        return self.compared.day if self.compared else None

    @property
    def not_yet(self) -> int:
        """How many entries the bank had yet to show on that day."""
        return self.compared.not_yet if self.compared else 0

    @property
    def is_cash_in_hand(self) -> bool:
        """Tell whether it is counted, rather than compared with a statement."""
        return is_cash_in_hand(self.account)

    @property
    def line(self) -> Line:
        """It as a line of the accounts, column by column."""
        return Line(amounts=self.amounts, last_year=self.last_year, heading=self.heading)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedLine:
    """What one person owes or is owed, in one fund; `who` is a number, or an account's line."""

    who: str
    fund: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Assets:
    """Assets and liabilities at the end of a day; `cash_total` is before what is held for others.

    `held` lies in our accounts and is not ours, so it is taken off to reach `ours`. `by_column` and
    `held_by_column` are `cash_total` and `held` in the columns of the accounts; `lent`, nil in all,
    is what one column owes another, since cash was spent that it did not have.
    """

    cash: tuple[CashLine, ...]
    lent: Line
    by_column: Line
    held_by_column: Line
    cash_total: Money
    cash_last_year: Money | None
    held: Money
    held_last_year: Money | None
    ours: Money
    ours_last_year: Money | None
    owed_to_us: tuple[OwedLine, ...]
    owed_to_us_total: Money
    claims_owed: tuple[OwedLine, ...]
    claims_total: Money
    belongings: tuple[AssetLine, ...]
    claims_by_fund: tuple[OwingLine, ...]
    owings: tuple[OwingLine, ...]
    contingent: tuple[OwingLine, ...]

    @property
    def liabilities(self) -> tuple[OwingLine, ...]:
        """All that was owed: to volunteers by fund, and to others."""
        return (*self.claims_by_fund, *self.owings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What each money account held at the end of the year before, and what of it was not ours.

    `day` is none where it is only known from what the books began with.
    """

    accounts: Mapping[str, Money]
    held: Money
    day: date | None

    @property
    def total(self) -> Money:
        """All accounts together."""
        return Money.total(self.accounts.values())

    @property
    def ours(self) -> Money:
        """All accounts together, less what was not ours."""
        return self.total - self.held


def year_before_of(book: Book, last: Period) -> Before:
    """Give what there was at the end of the year before."""
    return Before(
        accounts=balances.money_accounts(book, last.last),
        held=balances.held_for_others(book, last.last),
        day=last.last,
    )


def begun_with(book: Book, period: Period) -> Before:
    """Give what the books began with, as told in their first year: last year's closing figures."""
    sums: dict[str, Money] = {}
    for made in asked(book).touching([OPENING], period.last, period.first):
        for each in made.postings:
            sums[each.account] = sums.get(each.account, NOTHING) + each.money
    accounts = {name: sums.get(name, NOTHING) for name in book.accounts if is_money(name)}
    return Before(accounts=accounts, held=-sums.get(HELD, NOTHING), day=None)


def assets(book: Book, columns: tuple[Column, ...], day: date, before: Before | None) -> Assets:
    """State what there is at the end of a day, beside the end of the year before if any."""
    now, every = balances.money_accounts(book, day), balances.by_account(book, day)
    total = _spread(book, columns, day, before.total if before else None, is_money)
    held = -_spread(book, columns, day, -before.held if before else None, HELD.__eq__)
    division = divided(list(now.values()), total.amounts)
    last = before.day if before else None
    owed = owings_of(book, day, last)
    return Assets(
        cash=_cash(book, day, list(zip(now.items(), division.rows, strict=True)), before),
        lent=Line(amounts=division.lent, last_year=NOTHING if before else None),
        by_column=total,
        held_by_column=held,
        cash_total=Money.total(now.values()),
        cash_last_year=total.last_year,
        held=balances.held_for_others(book, day),
        held_last_year=held.last_year,
        ours=total.total - held.total,
        ours_last_year=before.ours if before else None,
        owed_to_us=_owed(book, day, f"{OWED_TO_US}:"),
        owed_to_us_total=Money.total(
            sum_ for name, sum_ in every.items() if name.startswith(f"{OWED_TO_US}:")
        ),
        claims_owed=_owed(book, day, f"{CLAIMS}:"),
        claims_total=-Money.total(sum_ for name, sum_ in every.items() if is_claim(name)),
        belongings=assets_of(book, day, last),
        claims_by_fund=claims_of(book, day, last),
        owings=tuple(each for each in owed if not each.only_if),
        contingent=tuple(each for each in owed if each.only_if),
    )


def _spread(
    book: Book,
    columns: tuple[Column, ...],
    day: date,
    last_year: Money | None,
    counts: Callable[[str], bool],
) -> Line:
    """Add up what stands on some accounts, column by column."""
    sums: dict[str, Money] = {}
    for (account, fund), pence in asked(book).sums(day).items():
        if counts(account):
            sums[fund] = sums.get(fund, NOTHING) + Money(pence)
    return spread(columns, by_class(book, sums), last_year)


def _cash(
    book: Book, day: date, rows: list[tuple[tuple[str, Money], Cells]], before: Before | None
) -> tuple[CashLine, ...]:
    lines = []
    for (name, amount), amounts in rows:
        last_year = before.accounts[name] if before else None
        if not amount and not last_year:
            continue
        line = CashLine(
            account=name,
            heading=book.accounts[name].line,
            holder=name.removeprefix(_FLOAT) if name.startswith(_FLOAT) else "",
            amount=amount,
            amounts=amounts,
            last_year=last_year,
            compared=compared(book, name, day),
        )
        lines.append(line)
    return tuple(lines)


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
            fund=book.shown_fund(fund),
            amount=-amount if is_claim(name) else amount,
        )
        for name, _, fund, amount in sorted(sums, key=lambda each: each[:3])
    )


def _who(book: Book, account: str) -> str:
    if is_claim(account):
        return account.removeprefix(f"{CLAIMS}:")
    return book.line_of(account)
