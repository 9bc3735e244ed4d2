"""What the people database answers with: frozen values, never its own rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

SOMEBODY_WHO_LEFT = "somebody who left"


class Role(StrEnum):
    """What a member of a group may do there; a funder is no member and has a link instead."""

    TREASURER = "treasurer"
    MEMBER = "member"
    AUDITOR = "auditor"

    @property
    def on_screen(self) -> str:
        """The word that a neighbour reads: an auditor is an examiner."""
        return "examiner" if self is Role.AUDITOR else self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group: its id never changes, its address and title may.

    `folder` is its book's folder, which need not exist yet; `sample` marks invented people, the
    only ones who can be let in without a password.
    """

    id: str
    address: str
    title: str
    public: bool
    sample: bool
    folder: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody in a group under a number that is never given to anybody else.

    `person_id` is empty for who has never signed in, or was erased.
    """

    group_id: str
    number: str
    name: str
    role: Role
    person_id: int | None
    removed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who can sign in; a person of the sample group may have no sign-in name."""

    id: int
    sign_in_name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """What a newcomer typed, as typed."""

    name: str
    sign_in_name: str
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """An open invitation; with a number it is for that member and nobody new.

    `forgotten` says that the member signs in already, and will choose a new password; their
    `sign_in_name` then stays as it is, and is empty where they will have to choose another.
    """

    id: int
    group: Group
    role: Role
    number: str | None
    forgotten: bool
    sign_in_name: str
    invited_by: str | None
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMember:
    """Somebody who gets a number from the start, and signs in later or never."""

    number: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """A group to be: its id is that of a book which is in its place already.

    Without an id it gets a new one; without an address, its title suggests one. `others` come
    beside the first treasurer, who is always P001.
    """

    title: str
    address: str = ""
    group_id: str = ""
    others: tuple[NewMember, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Founded:
    """A new group, its first treasurer, and the recovery code to print, shown this once.

    Whoever signs in already has a code, or none, and gets no other: it is empty then.
    """

    group: Group
    member: Member
    recovery_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """Who came back with a printed code, and the next code to print, shown this once."""

    person: Person
    recovery_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A browser that a person may sign in on with their password alone."""

    id: int
    label: str
    created_at: datetime
    last_used_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPasskey:
    """What a browser answered when it made a passkey, once it was found to be right."""

    host: str
    credential_id: bytes
    public_key: bytes
    sign_count: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passkey:
    """A passkey that a person has, good under one host name."""

    id: int
    host: str
    credential_id: bytes
    public_key: bytes
    sign_count: int
    label: str
    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A question put to a passkey of one person; whoever holds the secret may answer it, once."""

    secret: str
    person: Person
    challenge: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class FunderLink:
    """A secret link that shows one fund of one group; the secret itself is not kept."""

    id: int
    group: Group
    fund: str
    label: str
    created_at: datetime
    last_opened_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a funder asked beside an entry; `answer` is empty until somebody answered."""

    id: int
    fund: str
    entry: str
    text: str
    asked_at: datetime
    answer: str
    answered_by: str | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPaper:
    """A cleaned paper that waits for its form to be accepted; `suffix` is like `jpg`."""

    content: bytes
    sha256: str
    suffix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Blanking:
    """What is proposed to be blanked: places of words, or boxes on one paper.

    `entry` is an entry's number, or `fund:` and the short name of a fund. A place is the count of a
    text and of a word in it; no boxes on a paper mean all of it. `mark` says of which texts they
    are the places.
    """

    entry: str
    proposed_by: str
    because: str
    words: frozenset[tuple[int, int]]
    paper: str
    boxes: tuple[tuple[float, float, float, float], ...]
    mark: str
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWriting:
    """One field as somebody has just written it, of what is told `about` one thing.

    `about` is like `report:council-food-2026` or `accounts:2026-03-31`; `over` is the mark of the
    text that was shown before, or None where it does not matter.
    """

    about: str
    field: str
    text: str
    over: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """One field as it is kept: its text, and when and under which number it was last written."""

    field: str
    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Photograph:
    """A photograph for a report: JPEG, what it shows in words, and if the people in it agreed."""

    content: bytes
    sha256: str
    says: str
    is_agreed: bool
    kept_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonExport:
    """All that is kept about one person, ready to be written as JSON."""

    sign_in_name: str | None
    memberships: tuple[Mapping[str, str | None], ...]
    sessions: tuple[Mapping[str, str], ...]
    devices: tuple[Mapping[str, str], ...]
    passkeys: tuple[Mapping[str, str], ...]
    drafts: tuple[Mapping[str, str], ...]
    writings: tuple[Mapping[str, str], ...]
    photographs: tuple[Mapping[str, str], ...]
