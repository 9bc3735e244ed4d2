"""What the pages of people are given."""

from dataclasses import dataclass, field
from datetime import datetime

from webapp.people import Member, Role
from webapp.qr import Squares
from webapp.wrongs import Wrongs


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleCard:
    """A role to choose, with what it may do."""

    value: str
    text: str
    note: str = ""
    icon: str = ""
    hue: int = 0


ROLE_CARDS = (
    RoleCard(
        value=Role.TREASURER,
        text="Treasurer",
        note="Keeps the books and lets others in.",
        icon="wallet",
    ),
    RoleCard(
        value=Role.MEMBER,
        text="Member",
        note="Sees the money, and hands in what they paid for the group.",
        icon="people",
    ),
    RoleCard(
        value=Role.AUDITOR,
        text="Examiner",
        note="Reads everything, changes nothing.",
        icon="examiner",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLine:
    """Somebody in the group; `signs_in` is no for a volunteer who is only a name and a number.

    `is_awaited` tells that a link to come in was made for them, and waits to be opened.
    """

    number: str
    name: str
    role: str
    signs_in: bool
    is_awaited: bool
    is_you: bool
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationLine:
    """A link that was sent and not used yet; `withdraw` is where its button posts to."""

    words: str
    until: datetime
    withdraw: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftLine:
    """Somebody who left and whose name is still beside old entries."""

    number: str
    name: str
    erase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingPage:
    """Who belongs to the group."""

    title: str = "People"
    members: tuple[MemberLine, ...]
    invitations: tuple[InvitationLine, ...]
    left: tuple[LeftLine, ...]
    wants_second: bool
    role: str = ""
    roles: tuple[RoleCard, ...] = ROLE_CARDS
    wrongs: Wrongs = field(default_factory=Wrongs)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPage:
    """A link, shown this once, with the squares that a phone's camera reads."""

    title: str
    words: str
    address: str
    name: str
    squares: Squares
    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePage:
    """One person of the group; what was typed stays where it was refused."""

    title: str
    person: Member
    is_you: bool
    name: str
    role: str
    link_text: str
    wrongs: Wrongs = field(default_factory=Wrongs)
    roles: tuple[RoleCard, ...] = ROLE_CARDS


@dataclass(frozen=True, slots=True, kw_only=True)
class AskPage:
    """A page that asks before something is done that cannot be undone."""

    title: str
    words: tuple[str, ...]
    button: str
    back: str
    wrongs: Wrongs = field(default_factory=Wrongs)
