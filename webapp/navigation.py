"""Where a person may go from here: the places of the current group, by role.

A place whose page does not exist in this installation is left out, so that the menu never holds a
link that leads nowhere. What a role may do is decided by the routes; here it is only offered.
"""

from dataclasses import dataclass
from typing import Any, Protocol

from flask import Flask, current_app, g, request, url_for

from ledger.kept import Kept
from webapp.people import Role

TREASURER = frozenset({Role.TREASURER})
MEMBER = frozenset({Role.MEMBER})
LOOKING = frozenset(Role)
BOOKS = frozenset({Role.TREASURER, Role.AUDITOR})

_KNOWN = "purse.navigation"
_MOST = 512
HEADINGS = {0: "", 1: "Record", 2: "Look", 3: "Keep in order", 4: "You"}


class GroupHere(Protocol):
    """What the menu must know of a group."""

    @property
    def address(self) -> str:
        """The group's part of the address line."""


class MemberHere(Protocol):
    """What the menu must know of a person."""

    @property
    def role(self) -> str:
        """The person's role in this group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One line of the menu: `part` orders the menu, `thumb` puts it at the thumb on a phone."""

    href: str
    text: str
    icon: str
    current: bool
    part: int
    thumb: bool

    @property
    def heading(self) -> str:
        """The words over this part of the menu; none over the first."""
        return HEADINGS[self.part]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A place as it is planned: its page, its words, and who is offered it."""

    endpoint: str
    text: str
    icon: str
    part: int
    roles: frozenset[Role]
    thumb: bool = False


OFFERS = (
    Offer(endpoint="home.show", text="Home", icon="home", part=0, roles=LOOKING, thumb=True),
    Offer(
        endpoint="entries.money_in",
        text="Money in",
        icon="in",
        part=1,
        roles=TREASURER,
        thumb=True,
    ),
    Offer(
        endpoint="entries.money_out",
        text="Money out",
        icon="out",
        part=1,
        roles=TREASURER,
        thumb=True,
    ),
    Offer(
        endpoint="entries.money_out",
        text="I paid for something",
        icon="out",
        part=1,
        roles=MEMBER,
        thumb=True,
    ),
    Offer(
        endpoint="entries.pay_back",
        text="Pay back",
        icon="pay-back",
        part=1,
        roles=TREASURER,
    ),
    Offer(
        endpoint="entries.help_given",
        text="Help given",
        icon="help-given",
        part=1,
        roles=TREASURER,
    ),
    Offer(endpoint="entries.move", text="Bank ↔ tin", icon="swap", part=1, roles=TREASURER),
    Offer(
        endpoint="entries.between_funds",
        text="Between funds",
        icon="swap",
        part=1,
        roles=TREASURER,
    ),
    Offer(endpoint="entries.not_ours", text="Not ours", icon="wallet", part=1, roles=TREASURER),
    Offer(endpoint="entries.in_kind", text="Given in kind", icon="people", part=1, roles=TREASURER),
    Offer(endpoint="entries.listing", text="All entries", icon="search", part=2, roles=LOOKING),
    Offer(endpoint="funds.listing", text="Funds and grants", icon="fund", part=2, roles=LOOKING),
    Offer(
        endpoint="entries.missing_papers",
        text="Missing papers",
        icon="camera",
        part=2,
        roles=BOOKS,
    ),
    Offer(
        endpoint="months.latest",
        text="A month for the meeting",
        icon="calendar",
        part=2,
        roles=LOOKING,
    ),
    Offer(
        endpoint="posters.download",
        text="Poster for the noticeboard",
        icon="printer",
        part=2,
        roles=LOOKING,
    ),
    Offer(endpoint="accounts.choose", text="Accounts", icon="accounts", part=2, roles=BOOKS),
    Offer(
        endpoint="bank.check",
        text="Check against the bank",
        icon="bank",
        part=3,
        roles=TREASURER,
    ),
    Offer(
        endpoint="gifts.listing",
        text="Thank those who gave",
        icon="help-given",
        part=3,
        roles=TREASURER,
    ),
    Offer(endpoint="people.listing", text="People", icon="people", part=3, roles=TREASURER),
    Offer(endpoint="settings.edit", text="Settings", icon="settings", part=3, roles=TREASURER),
    Offer(endpoint="audit.open", text="The examiner’s view", icon="examiner", part=3, roles=BOOKS),
    Offer(endpoint="devices.listing", text="Your devices", icon="lock", part=4, roles=LOOKING),
)


def navigation_for(group: GroupHere | None, member: MemberHere | None) -> tuple[Place, ...]:
    """The places that this person is offered in this group, in order; none without both."""
    if group is None or member is None:
        return ()
    known: Kept[tuple[Place, ...]] = current_app.extensions.setdefault(_KNOWN, Kept(_MOST))
    made_of = (request.script_root, request.endpoint, group.address, member.role)
    return known.found(made_of, lambda: _offered(group, member))


def _offered(group: GroupHere, member: MemberHere) -> tuple[Place, ...]:
    return tuple(
        _place(offer, group)
        for offer in OFFERS
        if member.role in offer.roles and offer.endpoint in current_app.view_functions
    )


def leaving() -> str | None:
    """Where the sign-out button posts to, if this installation has one."""
    return url_for("sign_in.leave") if "sign_in.leave" in current_app.view_functions else None


def add_navigation(app: Flask) -> None:
    """Give every template `navigation` and `leaving`, from `g.group` and `g.member`."""

    @app.context_processor
    def places() -> dict[str, object]:
        found = navigation_for(g.get("group"), g.get("member"))
        return {"navigation": found, "leaving": leaving()}


def _place(offer: Offer, group: GroupHere) -> Place:
    return Place(
        href=url_for(offer.endpoint, **_address_of(offer.endpoint, group)),
        text=offer.text,
        icon=offer.icon,
        current=request.endpoint == offer.endpoint,
        part=offer.part,
        thumb=offer.thumb,
    )


def _address_of(endpoint: str, group: GroupHere) -> dict[str, Any]:
    # Whatever a route calls the group's part of its address, it is the only part that it needs.
    rule = min(current_app.url_map.iter_rules(endpoint), key=lambda found: len(found.arguments))
    return dict.fromkeys(rule.arguments, group.address)
