"""What a group has and owes beside cash and claims, at a year's end, with the year's before.

Some of it is told by facts of the book; what stands on an account of its own, by its balance.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ledger import balances
from ledger.accounts import HELD, is_claim, is_in_kind, is_money
from ledger.book import Book, asked
from ledger.entries.belongings import Asset, AssetSort, Liability, assets_at, liabilities_at
from ledger.money import NOTHING, Money

OWED_TO_US = "Assets:Owed-To-Us"
_INVESTED = "Assets:Investments"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetLine:
    """One asset beside cash, in one fund.

    `cost` and `value` are none where nobody said; what stands on an account has no value but that.
    `last_year` is its value, else its cost, at the end of the year before; none in a first year.
    """

    name: str
    sort: AssetSort
    fund: str
    cost: Money | None
    value: Money | None
    last_year: Money | None

    @property
    def worth(self) -> Money:
        """What it is worth as far as is known: its value, else what it cost."""
        return self.value if self.value is not None else self.cost or NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class OwingLine:
    """One sum that the group owes beside claims, in one fund, and when it falls due.

    With `only_if` it falls due only if that happens; `amount` is then an estimate.
    """

    name: str
    fund: str
    amount: Money
    due: date | None
    last_year: Money | None
    only_if: str = ""


def assets_of(book: Book, day: date, last: date | None) -> tuple[AssetLine, ...]:
    """Give the assets beside cash; what is owed to the group is among them."""
    now, then = _assets(book, day), {} if last is None else _assets(book, last)
    gone = {key: _gone(each) for key, each in then.items() if key not in now}
    return tuple(
        AssetLine(
            name=each.name,
            sort=each.sort,
            fund=book.shown_fund(each.fund),
            cost=each.cost,
            value=each.value,
            last_year=None if last is None else _worth(then.get(key)),
        )
        for key, each in (now | gone).items()
    )


def owings_of(book: Book, day: date, last: date | None) -> tuple[OwingLine, ...]:
    """Give what is owed beside claims, for certain or only if something happens.

    What was told of as hanging on something, and came due, ends there and begins anew as certain:
    last year's figure stays beside the words that it was signed with. So in another fund.
    """
    now, then = _owings(book, day), {} if last is None else _owings(book, last)
    return tuple(
        OwingLine(
            name=each.name,
            fund=book.shown_fund(each.fund),
            amount=each.amount if key in now else NOTHING,
            due=each.due if key in now else None,
            last_year=None if last is None else then[key].amount if key in then else NOTHING,
            only_if=each.only_if,
        )
        for key, each in (then | now).items()
    )


def claims_of(book: Book, day: date, last: date | None) -> tuple[OwingLine, ...]:
    """Give what volunteers are owed out of each fund, as lines of liabilities due on asking."""
    now, then = _claims(book, day), {} if last is None else _claims(book, last)
    return tuple(
        OwingLine(
            name="Volunteers’ claims",
            fund=book.shown_fund(fund),
            amount=now.get(fund, NOTHING),
            due=None,
            last_year=None if last is None else then.get(fund, NOTHING),
        )
        for fund in then | now
    )


def _claims(book: Book, day: date) -> dict[str, Money]:
    return balances.owed_by_fund(book, day)


def _assets(book: Book, day: date) -> dict[tuple[str, str], Asset]:
    told = {(each.name, ""): each for each in assets_at(book.facts, day)}
    return told | dict(_on_accounts(book, day))


def _owings(book: Book, day: date) -> dict[tuple[str, str, str], Liability]:
    """Give what is owed, by its name or account, its fund, and what sort of owing it is."""
    told = {
        (each.name, each.fund, "only-if" if each.only_if else "told"): each
        for each in liabilities_at(book.facts, day)
    }
    for (account, fund), sum_ in _balances(book, day, "Liabilities:"):
        if account != HELD and not is_claim(account):
            name = book.line_of(account)
            told[account, fund, "on an account"] = Liability(
                day=day, name=name, fund=fund, amount=-sum_
            )
    return told


def _on_accounts(book: Book, day: date) -> Iterator[tuple[tuple[str, str], Asset]]:
    """Things and investments on accounts of their own, at cost, and what is owed to us."""
    for (account, fund), sum_ in _balances(book, day, "Assets:"):
        if is_money(account) or is_in_kind(account):
            continue
        is_owed = account.startswith(OWED_TO_US)
        yield (
            (account, fund),
            Asset(
                day=day,
                name=book.line_of(account),
                sort=AssetSort.MONETARY if is_owed else _sort(account),
                fund=fund,
                cost=None if is_owed else sum_,
                value=sum_ if is_owed else None,
            ),
        )


def _sort(account: str) -> AssetSort:
    return AssetSort.INVESTMENT if account.startswith(_INVESTED) else AssetSort.OWN_USE


def _balances(book: Book, day: date, root: str) -> list[tuple[tuple[str, str], Money]]:
    """Give what stands on the accounts of one root in each fund, in the order of their names."""
    order = list(book.funds)
    found = [
        (place, Money(pence))
        for place, pence in asked(book).sums(day).items()
        if pence and place[0].startswith(root)
    ]
    return sorted(
        found,
        key=lambda each: (each[0][0], order.index(each[0][1]) if each[0][1] in order else -1),
    )


def _gone(asset: Asset) -> Asset:
    """What there was a year ago and is there no more: nothing, beside last year's figure."""
    return Asset(
        day=asset.day, name=asset.name, sort=asset.sort, fund=asset.fund, cost=None, value=NOTHING
    )


def _worth(asset: Asset | None) -> Money:
    if asset is None:
        return NOTHING
    return asset.value if asset.value is not None else asset.cost or NOTHING
