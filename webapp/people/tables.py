"""The tables of the people database; no row of them leaves `webapp.people`."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """A moment with its time zone in Python, kept as plain UTC because SQLite knows no zones."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - so called by SQLAlchemy
        """Turn any zone into UTC and drop the zone."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - so called by SQLAlchemy
        """Say again that it is UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


class Table(DeclarativeBase):
    """The base of all tables."""

    type_annotation_map = {datetime: Moment}  # noqa: RUF012 - SQLAlchemy reads it from the class


class GroupRow(Table):
    """A group of neighbours."""

    __tablename__ = "groups"

    id: Mapped[str] = mapped_column(String(12), primary_key=True)
    address: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[str] = mapped_column(String(120))
    public: Mapped[bool] = mapped_column(default=False)
    sample: Mapped[bool] = mapped_column(default=False)


class PersonRow(Table):
    """Somebody who can sign in; sessions of an earlier epoch have ended."""

    __tablename__ = "persons"

    id: Mapped[int] = mapped_column(primary_key=True)
    sign_in_name: Mapped[str | None] = mapped_column(String(120), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    session_epoch: Mapped[int] = mapped_column(default=0)


class MembershipRow(Table):
    """A number in a group; the row stays for ever so that the number is never given again."""

    __tablename__ = "memberships"
    __table_args__ = (
        UniqueConstraint("group_id", "number"),
        Index(
            "one_place_a_person",
            "group_id",
            "person_id",
            unique=True,
            sqlite_where=text("removed_at IS NULL"),
            postgresql_where=text("removed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[str] = mapped_column(ForeignKey("groups.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)
    number: Mapped[str] = mapped_column(String(10))
    display_name: Mapped[str | None] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(10))
    removed_at: Mapped[datetime | None]
    group: Mapped[GroupRow] = relationship(lazy="joined", innerjoin=True)


class InvitationRow(Table):
    """A link that lets one person in once; with a membership it is for that member only."""

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[str] = mapped_column(ForeignKey("groups.id"), index=True)
    membership_id: Mapped[int | None] = mapped_column(ForeignKey("memberships.id"))
    role: Mapped[str] = mapped_column(String(10))
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    invited_by: Mapped[str | None] = mapped_column(String(10))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    group: Mapped[GroupRow] = relationship(lazy="joined", innerjoin=True)
    membership: Mapped[MembershipRow | None] = relationship(lazy="joined")


class FunderLinkRow(Table):
    """A link that shows one fund of one group to whoever holds it, until it is revoked."""

    __tablename__ = "funder_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[str] = mapped_column(ForeignKey("groups.id"), index=True)
    fund: Mapped[str] = mapped_column(String(120))
    label: Mapped[str] = mapped_column(String(80))
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    last_opened_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    group: Mapped[GroupRow] = relationship(lazy="joined", innerjoin=True)


class RecoveryCodeRow(Table):
    """The printed code of a person; a new one replaces the old one."""

    __tablename__ = "recovery_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), unique=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)


class DeviceRow(Table):
    """A browser that one person may sign in on with their password alone."""

    __tablename__ = "devices"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    label: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime]


class DeviceLinkRow(Table):
    """A link that makes one more device known, for a few minutes; a new one replaces the old."""

    __tablename__ = "device_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), unique=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]
    person: Mapped[PersonRow] = relationship(lazy="joined", innerjoin=True)


class PasskeyRow(Table):
    """A passkey of one person, good under the host name that it was made for; no secret in it."""

    __tablename__ = "passkeys"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    host: Mapped[str] = mapped_column(String(253))
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    label: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]


class StepRow(Table):
    """A question put to a passkey that waits for its answer, once and for a few minutes."""

    __tablename__ = "steps"

    secret_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    challenge: Mapped[bytes] = mapped_column(LargeBinary)
    expires_at: Mapped[datetime]
    person: Mapped[PersonRow] = relationship(lazy="joined", innerjoin=True)


class SessionRow(Table):
    """Somebody signed in on one device; without a device only in the sample group."""

    __tablename__ = "sessions"

    secret_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    device_id: Mapped[int | None] = mapped_column(ForeignKey("devices.id"), index=True)
    epoch: Mapped[int]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    person: Mapped[PersonRow] = relationship(lazy="joined", innerjoin=True)


class DraftPaperRow(Table):
    """A cleaned paper of a form that was not accepted yet."""

    __tablename__ = "draft_papers"
    __table_args__ = (UniqueConstraint("group_id", "person_id", "form_key", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[str] = mapped_column(ForeignKey("groups.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    form_key: Mapped[str] = mapped_column(String(80))
    place: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64))
    suffix: Mapped[str] = mapped_column(String(8))
    created_at: Mapped[datetime] = mapped_column(index=True)


class BlankingRow(Table):
    """What one person proposes to blank in an entry or a fund: places alone, no word of it."""

    __tablename__ = "blankings"
    __table_args__ = (UniqueConstraint("group_id", "entry"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[str] = mapped_column(ForeignKey("groups.id"))
    entry: Mapped[str] = mapped_column(String(80))
    proposed_by: Mapped[str] = mapped_column(String(10))
    because: Mapped[str] = mapped_column(String(500))
    places: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime]


class WritingRow(Table):
    """One field of what a group writes beside its figures; the newest text alone."""

    __tablename__ = "writings"
    __table_args__ = (UniqueConstraint("group_id", "about", "field"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[str] = mapped_column(ForeignKey("groups.id"))
    about: Mapped[str] = mapped_column(String(160))
    field: Mapped[str] = mapped_column(String(160))
    text: Mapped[str] = mapped_column(Text)
    written_by: Mapped[str] = mapped_column(String(10))
    written_at: Mapped[datetime]


class PhotographRow(Table):
    """A cleaned photograph for a report, with what it shows."""

    __tablename__ = "photographs"
    __table_args__ = (UniqueConstraint("group_id", "about", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[str] = mapped_column(ForeignKey("groups.id"))
    about: Mapped[str] = mapped_column(String(160))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64))
    says: Mapped[str] = mapped_column(String(300))
    is_agreed: Mapped[bool] = mapped_column(default=False)
    kept_by: Mapped[str] = mapped_column(String(10))
    kept_at: Mapped[datetime]


class QuestionRow(Table):
    """A funder's question beside an entry of their grant, and its answer."""

    __tablename__ = "questions"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[str] = mapped_column(ForeignKey("groups.id"), index=True)
    fund: Mapped[str] = mapped_column(String(120))
    entry: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(String(1000))
    asked_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(String(1000), default="")
    answered_by: Mapped[str | None] = mapped_column(String(10))
    answered_at: Mapped[datetime | None]
