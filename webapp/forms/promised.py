"""What a funder promised beside the sum: the instalments that are to come, each with its day."""

from ledger.errors import Refusal
from ledger.funds import Expected, Fund
from webapp.forms.shared import plain
from webapp.typed import Fields

TIMES = (1, 2, 3, 4)


class DayOfInstalmentMissing(Refusal):
    """An instalment without a day is no promise that a report could compare with."""

    def __init__(self, field: str) -> None:
        """Say it beside the field."""
        super().__init__(
            "The day on which this instalment was promised is missing.",
            "Choose the day that the funder wrote, or empty its amount.",
            field=field,
        )


def blank_promises() -> dict[str, str]:
    """Give the fields of instalments that nobody promised."""
    return {f"instalment-{part}-{at}": "" for at in TIMES for part in ("day", "amount")}


def typed_promises(fund: Fund) -> dict[str, str]:
    """Give a fund's instalments as they would have been typed; those beyond the fields stay."""
    typed = blank_promises()
    for at, each in zip(TIMES, fund.expected, strict=False):
        typed[f"instalment-day-{at}"] = each.day.isoformat()
        typed[f"instalment-amount-{at}"] = plain(each.amount)
    return typed


def read_promises(fields: Fields, before: tuple[Expected, ...]) -> tuple[Expected, ...]:
    """Read the instalments, by day; a form that does not ask for them leaves them as they are."""
    if f"instalment-day-{TIMES[0]}" not in fields.sent:
        return before
    found = [each for at in TIMES if (each := _one(fields, at))]
    return tuple(sorted((*found, *before[len(TIMES) :]), key=lambda each: each.day))


def _one(fields: Fields, at: int) -> Expected | None:
    day, amount = f"instalment-day-{at}", f"instalment-amount-{at}"
    if not fields.text(day).strip() and not fields.text(amount).strip():
        return None
    if not fields.text(day).strip():
        fields.refuse(DayOfInstalmentMissing(day))
        return None
    return Expected(day=fields.day(day), amount=fields.amount(amount))
