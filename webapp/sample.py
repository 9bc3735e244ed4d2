"""The sample group: invented people and invented money, to look round in before one's own."""

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from ledger import recording
from ledger.errors import Refusal
from ledger.reading.opened import papers_at_hand
from ledger.recording import Hand
from webapp import people
from webapp.people import Group, Role, Store
from webapp.sample_words import write_sample_words
from webapp.settings import Settings

ADDRESS = "elm-street"
FUND = "council-food-2025"
TREASURER, MEMBER, AUDITOR = "P003", "P004", "P009"
NEIGHBOURS = (
    (TREASURER, "Priya", Role.TREASURER),
    (MEMBER, "Amara", Role.MEMBER),
    ("P005", "Sam", Role.TREASURER),
    ("P007", "Jo", Role.MEMBER),
    (AUDITOR, "Ruth", Role.AUDITOR),
)

_BOOK = Path(__file__).parent.parent / "sample.beancount"
_TITLE = "Elm Street Mutual Aid"
# Beside the people, because a funder's secret is kept there only as a hash. The sample's may lie
# open: its grant is invented.
_FUNDER = "sample-funder.json"

Say = Callable[[str], None]


class OtherGroupsThere(Refusal):
    """A data folder with groups of its own is no place for a sample."""

    def __init__(self, folder: Path) -> None:
        """Name the folder."""
        super().__init__(
            f"“{folder}” holds other groups already.", "Name a folder that is new or empty."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleLinks:
    """Where each of the four goes in; the member and the street also find the public page.

    Who was removed from the sample since, whose link was revoked, or what is closed to the public,
    has no link any more: empty.
    """

    url: str
    group: str
    treasurer: str
    member: str
    auditor: str
    funder: str
    public: str

    def as_json(self) -> str:
        """Give the links that there are as one line of JSON."""
        told = asdict(self)
        roles = ("treasurer", "member", "auditor", "funder")
        links = {role: link for role in roles if (link := told.pop(role))}
        return json.dumps({"url": self.url, "group": self.group, "links": links} | told)


def sample_group(store: Store) -> Group | None:
    """The sample group of an installation, if it has one."""
    return next((each for each in people.all_groups(store) if each.sample), None)


def make_sample(store: Store, say: Say) -> Group:
    """Make the sample group, or finish making it where that was broken off.

    Raises:
        OtherGroupsThere: there are groups, and none of them is a sample.
    """
    group = sample_group(store)
    if group is None:
        if people.any_group(store):
            raise OtherGroupsThere(store.folder)
        group = people.create_group(store, _TITLE, ADDRESS, sample=True)
    known = people.names_of(store, group.id)
    if missing := [each for each in NEIGHBOURS if each[0] not in known]:
        say(f"Inviting the neighbours of {_TITLE} (all of them invented) …")
        for number, name, role in missing:
            people.add_member(store, group.id, name, role, number)
    if not (group.folder / "book.beancount").exists():
        say("Writing a year and a half of their books …")
        _bring_in(group)
    if not (store.folder / _FUNDER).exists():
        # The last of the making: what somebody changes in the sample later stays as they left it.
        people.choose_public(store, group.id, public=True)
        write_sample_words(store, group, FUND, TREASURER)
        say("Making a link for their funder …")
        secret = people.new_funder_link(store, group.id, FUND, "Northgate Council")
        _keep_funder(store, secret, people.funder_links_of(store, group.id)[-1].id)
    return group


def sample_links(settings: Settings, store: Store, url: str) -> SampleLinks | None:
    """The ready links into the sample group; none where there is none."""
    group = sample_group(store)
    funder = store.folder / _FUNDER
    if group is None or not funder.exists():
        return None
    key = settings.secrets.demo.encode()

    def let_in(number: str) -> str:
        try:
            return f"{url}/demo/{people.demo_link(store, key, group.id, number)}"
        except people.NoSuchMember:
            return ""

    return SampleLinks(
        url=url,
        group=group.address,
        treasurer=let_in(TREASURER),
        member=let_in(MEMBER),
        auditor=let_in(AUDITOR),
        funder=_funder_link(store, group, url),
        public=f"{url}/open/{group.address}" if group.public else "",
    )


def _funder_link(store: Store, group: Group, url: str) -> str:
    """Give the link for the sample's funder, if it was not revoked since."""
    kept = json.loads((store.folder / _FUNDER).read_text(encoding="utf-8"))
    links = people.funder_links_of(store, group.id)
    # An older file knows no number: the link that was made with the sample is the first one.
    number = kept.get("link", links[0].id if links else 0)
    stands = any(each.id == number and each.revoked_at is None for each in links)
    return f"{url}/f/{kept['secret']}" if stands else ""


def _bring_in(group: Group) -> None:
    # Our own text, so it need not be looked at by a child first.
    hand = Hand(by=TREASURER, today=date.today())  # noqa: DTZ011 - the calendar of this place
    text = _BOOK.read_text(encoding="utf-8")
    recording.bring_in(group.folder, _TITLE, text, papers_at_hand(_BOOK), hand)


def _keep_funder(store: Store, secret: str, number: int) -> None:
    descriptor = os.open(store.folder / _FUNDER, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        json.dump({"secret": secret, "link": number}, out)
