"""What the screens of the journey are given."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ledger.money import Money
from webapp.blueprints.first_run.fields import (
    FREE_ROW,
    FUND_ROWS,
    LAST_STEP,
    OTHER_ROWS,
    OWED_ROWS,
    STEPS,
)
from webapp.legal_forms import FORMS
from webapp.wrongs import Wrongs

_TITLES = {
    1: "Let us open your books",
    2: "Where we start",
    3: "Who keeps the books",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A choice on a card."""

    value: str
    text: str
    note: str = ""
    icon: str = ""
    hue: int = 0


_FORMS = tuple(Card(value=form, text=text, note=note) for form, text, note in FORMS)
_CLASSES = (
    Card(value="restricted", text="Only for what the giver said"),
    Card(value="designated", text="Set aside by us, we could change our mind"),
    Card(value="unrestricted", text="For anything we do"),
    Card(value="expendable-endowment", text="Capital that may be spent if it must be"),
    Card(value="permanent-endowment", text="Capital to be kept; only what it earns is spent"),
)
_PURPOSES = ("first", "second", "third", "fourth")
_ROLES = (
    Card(value="treasurer", text="Treasurer: keeps the books"),
    Card(value="member", text="Member: hands in receipts"),
    Card(value="auditor", text="Examiner: reads, changes nothing"),
)
_MONTHS = tuple(
    Card(value=str(place), text=name)
    for place, name in enumerate(
        (
            *("January", "February", "March", "April", "May", "June"),
            *("July", "August", "September", "October", "November", "December"),
        ),
        1,
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPage:
    """One screen: what was typed on it, and on the others, which are carried along unseen.

    `key` is that of the form, which makes one group however often it is sent; `newcomer` says that
    the first treasurer has no sign-in yet; `bank`, `tin` and `online` are what there is in all,
    once the second screen is done.
    """

    step: int
    key: str
    typed: Mapping[str, str]
    newcomer: bool
    bank: Money = field(default_factory=Money)
    tin: Money = field(default_factory=Money)
    online: Money = field(default_factory=Money)
    wrongs: Wrongs = field(default_factory=Wrongs)
    forms: tuple[Card, ...] = _FORMS
    classes: tuple[Card, ...] = _CLASSES
    roles: tuple[Card, ...] = _ROLES
    months: tuple[Card, ...] = _MONTHS
    fund_rows: tuple[int, ...] = FUND_ROWS
    owed_rows: tuple[int, ...] = OWED_ROWS
    other_rows: tuple[int, ...] = OTHER_ROWS
    last: int = LAST_STEP

    @property
    def title(self) -> str:
        """What this screen asks."""
        return _TITLES[self.step]

    @property
    def owed_funds(self) -> tuple[Card, ...]:
        """What a debt may be charged to: the free money, or a purpose of this very screen."""
        purposes = (
            Card(
                value=str(row),
                text=self.typed[f"fund-{row}"].strip() or f"The {word} purpose above",
            )
            for row, word in zip(FUND_ROWS, _PURPOSES, strict=True)
        )
        return (Card(value=FREE_ROW, text="For anything we do"), *purposes)

    @property
    def carried(self) -> tuple[tuple[str, str], ...]:
        """The answers of the other screens, by field."""
        names = (name for step, of in STEPS.items() if step != self.step for name in of)
        return tuple((name, self.typed[name]) for name in names)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkToSend:
    """An invitation to copy and send; shown this once."""

    name: str
    role: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyPage:
    """The books are open: a code to print, links to send, and the first thing to do.

    `home` is where the group's pages are from now on.
    """

    title: str
    group_title: str
    home: str
    code: str
    sign_in_name: str
    links: tuple[LinkToSend, ...]
    wants_second: bool
    people_href: str
    first_expense: str
