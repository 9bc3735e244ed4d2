"""Who bears an amount: one fund, or several shares, as the fields of a web form."""

from collections.abc import Callable, Sequence

from ledger.errors import Refusal
from ledger.money import Money, parse_money
from webapp.commands.naming import Names
from webapp.forms.shared import MORE_SHARES, plain

Row = tuple[str, str, Money]


class ShareUnclear(Refusal):
    """A share that does not say which fund bears how much."""

    def __init__(self, typed: str) -> None:
        """Quote it, and show how one is written."""
        super().__init__(
            f"“{typed[:60]}” is not a share.",
            "Write FUND=AMOUNT or FUND:KIND=AMOUNT, like council-food-2026:Food=84.20.",
        )


class TooManyShares(Refusal):
    """More funds or kinds share one paper than a form has rows for."""

    def __init__(self) -> None:
        """Say how many there may be."""
        super().__init__(
            f"An entry has at most {len(MORE_SHARES) + 1} shares.",
            "Record the rest as another entry.",
        )


class SharesDiffer(Refusal):
    """The shares do not add up to the amount."""

    def __init__(self, parts: Money, whole: Money) -> None:
        """Give both figures."""
        super().__init__(
            f"The shares come to {parts}, and the amount is {whole}.",
            "Leave --amount out, or mend a share.",
        )


class AmountMissing(Refusal):
    """Neither the amount nor its shares are said."""

    def __init__(self) -> None:
        """Say how it is said."""
        super().__init__("The amount is missing.", "Say it with --amount, like --amount 12.50.")


class KindMissing(Refusal):
    """Which kind of spending or income it is, is not said."""

    def __init__(self) -> None:
        """Say how it is said."""
        super().__init__(
            "What kind of spending or income it is, is missing.",
            "Say it with --account, like --account Food.",
        )


def borne(
    names: Names,
    find: Callable[[str], str],
    amount: str,
    one: tuple[str, str],
    several: Sequence[str],
) -> dict[str, str]:
    """Give the fields that say who bears an amount.

    `one` is the fund and the kind as typed, which stand where a share names none; `find` finds a
    kind by what people call it.

    Raises:
        Refusal: a share makes no sense, or they do not add up to the amount.
    """
    rows = [_share(names, find, each, one[1]) for each in several]
    whole = Money.total(row[2] for row in rows)
    if not rows:
        if not amount:
            raise AmountMissing
        whole = parse_money(amount)
        rows = [(names.fund(one[0]), _kind(find, one[1]), whole)]
    elif amount and parse_money(amount) != whole:
        raise SharesDiffer(whole, parse_money(amount))
    if len(rows) > len(MORE_SHARES) + 1:
        raise TooManyShares
    return _fields(rows, whole)


def _fields(rows: Sequence[Row], whole: Money) -> dict[str, str]:
    (fund, account, _), *rest = rows
    typed = {"amount": plain(whole), "fund": fund, "account": account}
    for at, row in zip(MORE_SHARES, rest, strict=False):
        typed[f"share-fund-{at}"], typed[f"share-account-{at}"] = row[:2]
        typed[f"share-amount-{at}"] = plain(row[2])
    return typed


def _share(names: Names, find: Callable[[str], str], typed: str, kind: str) -> Row:
    who, equals, amount = typed.rpartition("=")
    fund, _, own_kind = who.partition(":")
    if not equals or not fund.strip():
        raise ShareUnclear(typed)
    return names.fund(fund), _kind(find, own_kind or kind), parse_money(amount)


def _kind(find: Callable[[str], str], typed: str) -> str:
    if not typed:
        raise KindMissing
    return find(typed)
