"""Ready links into the sample group, which is the only one that they can open."""

import hashlib
import hmac

from sqlalchemy import select

from webapp.people.rows import as_member, present
from webapp.people.store import Store
from webapp.people.tables import GroupRow, MembershipRow
from webapp.people.values import Member


def demo_link(store: Store, key: bytes, group_id: str, number: str) -> str:
    """The secret of a link that lets a member of the sample group in; the same every time.

    It is worked out from a key of the installation, so nothing is kept and nothing runs out.

    Raises:
        NoSuchMember: nobody has that number.
        ValueError: the group is not a sample.
    """
    with store.look() as rows:
        row = present(rows, group_id, number)
        if not row.group.sample:
            raise ValueError(group_id)
    return f"{group_id}.{number}.{_signature(key, group_id, number)}"


def demo_member(store: Store, key: bytes, secret: str) -> Member | None:
    """The member of the sample group whom a secret lets in; nobody where it is not right."""
    group_id, _, rest = secret.partition(".")
    number, _, signed = rest.partition(".")
    if not hmac.compare_digest(signed.encode(), _signature(key, group_id, number).encode()):
        return None
    with store.look() as rows:
        row = rows.scalar(
            select(MembershipRow)
            .join(GroupRow)
            .where(
                MembershipRow.group_id == group_id,
                MembershipRow.number == number,
                MembershipRow.removed_at.is_(None),
                GroupRow.sample,
            )
        )
        return as_member(row) if row else None


def _signature(key: bytes, group_id: str, number: str) -> str:
    return hmac.new(key, f"demo:{group_id}.{number}".encode(), hashlib.sha256).hexdigest()
