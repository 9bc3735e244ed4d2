"""Fields that several forms share: which fund bears how much under which kind."""

from collections.abc import Iterable, Mapping

from ledger.entries.acts import Share
from ledger.errors import Refusal
from ledger.money import Money
from ledger.reading import EntryView
from webapp.forms.choice import Choice, Offer
from webapp.typed import Fields

MORE_SHARES = tuple(range(1, 9))
_ALWAYS_SHOWN = 3


class SharesExceedRows(Refusal):
    """More funds or kinds share an entry than a form has rows for."""

    def __init__(self, count: int) -> None:
        """Give both figures."""
        super().__init__(
            f"This entry has {count} parts, and a form has room for {len(MORE_SHARES) + 1}.",
            "Take it back here, and record it anew in two entries.",
        )


class SharesExceedTotal(Refusal):
    """The parts add up to more than the whole."""

    def __init__(self, parts: Money, whole: Money) -> None:
        """Give both figures."""
        super().__init__(
            f"The parts come to {parts}, and the whole is {whole}.",
            "Lower a part, or write the whole amount of the paper above.",
            field="amount-shares",
        )


def values(choices: Iterable[Choice]) -> tuple[str, ...]:
    """Give the values that may be chosen."""
    return tuple(choice.value for choice in choices)


def shares(fields: Fields, offered: Offer, kinds: tuple[Choice, ...]) -> tuple[Share, ...]:
    """Read who bears the amount: the fund and kind above, less what further rows name."""
    whole = fields.amount()
    fund = fields.one_of("fund", values(offered.funds), "The fund")
    account = fields.one_of("account", values(kinds), "What it was")
    further = tuple(_further(fields, offered, kinds, at) for at in MORE_SHARES)
    parts = [part for part in further if part is not None]
    borne = Money.total(part.amount for part in parts)
    if borne > whole:
        fields.refuse(SharesExceedTotal(borne, whole))
    return (Share(fund=fund, account=account, amount=whole - borne), *parts)


def typed_shares(view: EntryView) -> dict[str, str]:
    """Give the fields that say of an entry who bears it, as they would have been typed.

    Raises:
        SharesExceedRows: it has more parts than a form has rows.
    """
    lines = [line for line in view.shares if line.account != "Expenses:Fees" or not view.fee]
    if not lines:
        return {}
    first, *rest = lines
    if len(rest) > len(MORE_SHARES):
        raise SharesExceedRows(len(lines))
    typed = {
        "amount": plain(view.line.total),
        "fund": first.fund.name,
        "account": first.account,
    }
    for at, line in zip(MORE_SHARES, rest, strict=False):
        typed[f"share-fund-{at}"] = line.fund.name
        typed[f"share-account-{at}"] = line.account
        typed[f"share-amount-{at}"] = plain(line.amount)
    return typed


def rows_shown(typed: Mapping[str, str]) -> tuple[int, ...]:
    """Give the further rows that a form shows: the first three, and any that says an amount."""
    return tuple(
        at for at in MORE_SHARES if at <= _ALWAYS_SHOWN or typed.get(f"share-amount-{at}", "")
    )


def plain(amount: Money) -> str:
    """Write an amount as it would be typed: 1234.50."""
    return f"{abs(amount).number}"


def place_in(view: EntryView, *, positive: bool) -> str:
    """Give the account where an entry's money lay, on one of its two sides."""
    found = (
        posting.account
        for made in view.entry.right
        for posting in made.postings
        if posting.account.startswith("Assets:") and (posting.number > 0) == positive
    )
    return next(found, "")


def _further(fields: Fields, offered: Offer, kinds: tuple[Choice, ...], at: int) -> Share | None:
    amount = fields.amount_if_any(f"share-amount-{at}")
    if not amount:
        return None
    fund = fields.one_of(f"share-fund-{at}", values(offered.funds), "The fund")
    account = fields.text(f"share-account-{at}") or fields.text("account")
    if account not in values(kinds):
        account = fields.one_of(f"share-account-{at}", values(kinds), "What it was")
    return Share(fund=fund, account=account, amount=amount)
