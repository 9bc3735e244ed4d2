"""From the fields of a form to values; each is refused beside its field, with what was typed."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from ledger.errors import Refusal
from ledger.money import Money, parse_money
from webapp.wrongs import Wrongs

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WRITTEN_DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_FIRST_YEAR = 1900
_COUNT = re.compile(r"[0-9]{1,5}")
Value = TypeVar("Value")


class DayUnclear(Refusal):
    """What was typed is not a day."""

    def __init__(self, typed: str, field: str) -> None:
        """Quote it, shortened."""
        what = f"“{typed[:20]}” is not a day." if typed.strip() else "The day is missing."
        super().__init__(what, "Write it like 14/03/2026, day first.", field=field)


class YearTooLongAgo(Refusal):
    """A year that nobody remembers, like 0026 where 2026 was meant."""

    def __init__(self, typed: str, field: str) -> None:
        """Quote it."""
        super().__init__(
            f"“{typed[:20]}” is too long ago.",
            "Write all four figures of the year, like 14/03/2026.",
            field=field,
        )


class ChoiceMissing(Refusal):
    """Nothing was chosen, or something that was not offered."""

    def __init__(self, what: str, field: str) -> None:
        """Say what is to be chosen."""
        super().__init__(
            f"{what} is missing.", "Choose one of those that are offered.", field=field
        )


class Fields:
    """The fields of one form as they were sent, read one by one, gathering what is refused."""

    def __init__(self, sent: Mapping[str, str]) -> None:
        """Keep what was sent."""
        self.sent = sent
        self._refusals: list[Refusal] = []

    def text(self, name: str) -> str:
        """What was typed, as it was typed."""
        return self.sent.get(name, "")

    def amount(self, name: str = "amount") -> Money:
        """An amount of money; nothing, and a refusal kept, if it is none."""
        return self._try(lambda: parse_money(self.text(name), name), Money(0))

    def amount_if_any(self, name: str) -> Money:
        """An amount that may be left out."""
        return self.amount(name) if self.text(name).strip() else Money(0)

    def day(self, name: str = "day") -> date:
        """A day, as the browser sends it or as a person writes it, day first."""
        return self._try(lambda: parse_day(self.text(name), name), date.max)

    def day_if_any(self, name: str) -> date | None:
        """A day that may be left out."""
        return self.day(name) if self.text(name).strip() else None

    def one_of(
        self, name: str, offered: "list[str] | tuple[str, ...] | set[str]", what: str
    ) -> str:
        """One of those that were offered."""
        chosen = self.text(name)
        if chosen not in offered:
            self._refusals.append(ChoiceMissing(what, name))
        return chosen

    def count(self, name: str) -> int:
        """A whole number; nil if it is none, which the act itself refuses."""
        typed = self.text(name).strip()
        return int(typed) if _COUNT.fullmatch(typed) else 0

    def refuse(self, refusal: Refusal) -> None:
        """Keep a refusal of the form's own."""
        self._refusals.append(refusal)

    @property
    def wrongs(self) -> Wrongs:
        """All that was refused so far, in order."""
        return Wrongs.of(*self._refusals)

    def _try(self, parse: Callable[[], Value], otherwise: Value) -> Value:
        try:
            return parse()
        except Refusal as refusal:
            self._refusals.append(refusal)
            return otherwise


def parse_day(typed: str, field: str = "day") -> date:
    """Read a day as 2026-03-14, or as a person in Britain writes it: 14/03/2026.

    Raises:
        DayUnclear: it is neither, or there is no such day.
        YearTooLongAgo: it is before the year 1900.
    """
    text = typed.strip()
    written = _WRITTEN_DAY.fullmatch(text)
    if written:
        text = f"{written[3]}-{int(written[2]):02d}-{int(written[1]):02d}"
    if not _DAY.fullmatch(text) or not text.isascii():
        raise DayUnclear(typed, field)
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise DayUnclear(typed, field) from None
    if found.year < _FIRST_YEAR:
        raise YearTooLongAgo(typed, field)
    return found
