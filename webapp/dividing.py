"""What the sentence about all the money takes off it: spent beyond what some funds had."""

from dataclasses import dataclass

from ledger.money import Money
from ledger.reading import Divided
from webapp.show import spelt


@dataclass(frozen=True, slots=True, kw_only=True)
class Beyond:
    """A sum to take off what is in hand; its words say how many funds spent it, and why."""

    amount: Money
    words: str


def beyond(found: Divided, *, names_grants: bool = True) -> tuple[Beyond, ...]:
    """Give what was spent ahead of money that is still to come, and what nothing covers.

    Both are said of funds: one that the group set aside itself may be promised money, too.
    `names_grants` says that what grants hold was called that in the sentence, before.
    """
    said = []
    same = found.both_funds == found.ahead_funds == found.overspent_funds
    if found.ahead:
        have, their = ("has", "its") if found.ahead_funds == 1 else ("have", "their")
        words = f"that {_funds_ahead(found, names_grants)} {have} spent ahead of {their} money"
        words = f"{words}," if found.overspent and same else words
        said.append(Beyond(amount=found.ahead, words=words))
    if found.overspent:
        have = "has" if found.overspent_funds == 1 else "have"
        who = how_many(found.overspent_funds, "fund")
        if same:
            who = "it" if found.overspent_funds == 1 else "they"
        words = f"that {who} {have} overspent"
        said.append(Beyond(amount=found.overspent, words=words))
    return tuple(said)


def _funds_ahead(found: Divided, names_grants: bool) -> str:  # noqa: FBT001 - passed on
    """Tell them from those that hold something, where the sentence has named these already."""
    if not (found.promised and names_grants):
        return how_many(found.ahead_funds, "fund")
    return "another fund" if found.ahead_funds == 1 else how_many(found.ahead_funds, "other fund")


def how_many(count: int, what: str) -> str:
    """Write "one grant" and "two grants" inside a sentence."""
    return f"{spelt(count).lower()} {what}{'' if count == 1 else 's'}"
