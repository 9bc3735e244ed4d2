"""Given in kind: hours of somebody's time, or goods at an estimated value; never money."""

import re
from decimal import Decimal

from ledger.entries.acts import InKind
from ledger.entries.directives import HOURS
from ledger.errors import Refusal
from ledger.money import Money
from ledger.reading import EntryView
from webapp.forms.outward import Desk
from webapp.forms.shared import plain, values
from webapp.typed import Fields

_HOURS = re.compile(r"[0-9]{1,4}(\.[0-9]{1,2})?")


class HoursUnclear(Refusal):
    """What was typed is not a number of hours."""

    def __init__(self, typed: str) -> None:
        """Quote it, shortened."""
        super().__init__(
            f"“{typed[:20]}” is not a number of hours.",
            "Write it like 3 or 2.5, for all who helped together.",
            field="hours",
        )


class NeitherTimeNorGoods(Refusal):
    """Nothing is said of what was given."""

    def __init__(self) -> None:
        """Say it beside the field."""
        super().__init__(
            "What was given is missing.",
            "Write the hours, or what the goods would have cost.",
            field="hours",
        )


class TimeAndGoods(Refusal):
    """Time and goods are two entries."""

    def __init__(self) -> None:
        """Say it beside the field."""
        super().__init__(
            "Time and goods are counted apart.",
            "Record the hours first, then the goods as another entry.",
            field="goods",
        )


def in_kind(fields: Fields, desk: Desk) -> InKind:
    """Read a form of time or goods that were given; who gave them is nobody's business."""
    hours, goods = _hours(fields), fields.amount_if_any("goods")
    if hours and goods:
        fields.refuse(TimeAndGoods())
    if not hours and not goods and not fields.wrongs.all:
        fields.refuse(NeitherTimeNorGoods())
    return InKind(
        day=fields.day(),
        given_by="",
        what_for=fields.text("what_for"),
        fund=fields.one_of("fund", values(desk.offer.funds), "The fund"),
        hours=hours,
        goods=goods,
    )


def typed_in_kind(view: EntryView) -> dict[str, str]:
    """Give a gift in kind back as it would have been typed."""
    given = view.entry.right[0].postings[0]
    amount = abs(given.number)
    is_time = given.currency == HOURS
    return {
        "day": view.line.day.isoformat(),
        "what_for": view.line.narration,
        "fund": view.line.funds[0].name,
        "hours": f"{amount.normalize():f}" if is_time else "",
        "goods": "" if is_time else plain(Money.exact(amount)),
    }


def _hours(fields: Fields) -> Decimal | None:
    typed = fields.text("hours").strip()
    if not typed:
        return None
    hours = Decimal(typed) if typed.isascii() and _HOURS.fullmatch(typed) else Decimal(0)
    if not hours:
        fields.refuse(HoursUnclear(typed))
    return hours
