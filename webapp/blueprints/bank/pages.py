"""What the page of checking against the bank is given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ledger.money import Money
from webapp.forms.choice import Choice
from webapp.forms.kindly import Kindly
from webapp.wrongs import Wrongs


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A place of money, with what is in it and when it was last found right."""

    href: str
    name: str
    holds: Money
    agreed: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingRow:
    """A late entry, which the statement may not show yet; `way` is "in" or "out"."""

    number: str
    href: str
    day: date
    who: str
    effect: Money
    way: str
    is_ticked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRow:
    """An agreement that holds; one in a closed year can no longer be withdrawn.

    `money_in` and `money_out` are what the pending entries come to, and `ours` is what our books
    said on that day; none where they go against the agreement by now.
    """

    day: date
    figure: Money
    statement: str
    pending: tuple[str, ...]
    money_in: Money
    money_out: Money
    ours: Money | None
    may_withdraw: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Checking:
    """One account at the end of one day, as our books have it; a tin is counted, not compared.

    `alone` is the entry that the two figures differ by, where there is exactly one of that sum, and
    `people` are those who may have counted.
    """

    account: str
    shown: str
    day: date
    ours: Money
    is_counted: bool
    pending: tuple[PendingRow, ...]
    agreements: tuple[AgreementRow, ...]
    alone: PendingRow | None = None
    people: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BankPage:
    """Every place of money; with one chosen and a day, our figure for it."""

    title: str
    key: str
    places: tuple[PlaceRow, ...]
    choices: tuple[Choice, ...]
    checking: Checking | None
    typed: Mapping[str, str]
    wrongs: Wrongs = field(default_factory=Wrongs)
    kindly: Kindly = field(default_factory=Kindly)
