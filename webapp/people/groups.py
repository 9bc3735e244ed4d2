"""Groups: made, found by their address, renamed, opened to the public."""

import secrets
import string

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.people.names import AddressTaken, address_from, group_address, group_title
from webapp.people.rows import as_group
from webapp.people.store import Store
from webapp.people.tables import GroupRow, MembershipRow
from webapp.people.values import Group

_ID_LENGTH = 12
_ID_LETTERS = string.ascii_lowercase + string.digits

# No group has a longer one; what nobody has is not asked for, nor remembered.
_LONGEST_ADDRESS = 100


def new_group_id() -> str:
    """A new random id, for a group whose book is put in its place before it is made."""
    return "".join(secrets.choice(_ID_LETTERS) for _ in range(_ID_LENGTH))


def new_group_row(
    rows: Session, title: str, address: str, *, sample: bool = False, group_id: str = ""
) -> GroupRow:
    """Add a group's row; for verbs that do more in the same change."""
    wanted = group_address(address or address_from(title))
    _refuse_taken(rows, wanted, "")
    row = GroupRow(
        id=group_id or new_group_id(),
        address=wanted,
        title=group_title(title),
        public=False,
        sample=sample,
    )
    rows.add(row)
    rows.flush()
    return row


def create_group(
    store: Store, title: str, address: str = "", *, sample: bool = False, group_id: str = ""
) -> Group:
    """Make a group with nobody in it; without an address, its title suggests one.

    `group_id` is one of `new_group_id`, where its book is there already.

    Raises:
        TitleUnfit, AddressUnfit, AddressTaken: see each.
    """
    with store.change() as rows:
        row = new_group_row(rows, title, address, sample=sample, group_id=group_id)
        return as_group(store, row)


def any_group(store: Store) -> bool:
    """Whether there is any group yet."""
    with store.look() as rows:
        return bool(rows.scalar(select(func.count()).select_from(GroupRow)))


def all_groups(store: Store) -> tuple[Group, ...]:
    """Every group of the installation by title, for whoever looks after the machine."""
    with store.look() as rows:
        found = rows.scalars(select(GroupRow).order_by(GroupRow.title, GroupRow.id))
        return tuple(as_group(store, row) for row in found)


def group_at(store: Store, address: str) -> Group | None:
    """The group that has this address now."""
    if len(address) > _LONGEST_ADDRESS:
        return None

    def read(rows: Session) -> Group | None:
        row = rows.scalar(select(GroupRow).where(GroupRow.address == address))
        return as_group(store, row) if row else None

    return store.known(("group at", address), read)


def group_by_id(store: Store, group_id: str) -> Group | None:
    """The group of this id, which never changes."""
    with store.look() as rows:
        row = rows.get(GroupRow, group_id)
        return as_group(store, row) if row else None


def groups_of(store: Store, person_id: int) -> tuple[Group, ...]:
    """The groups that a person belongs to now, by title."""
    with store.look() as rows:
        found = rows.scalars(
            select(GroupRow)
            .join(MembershipRow)
            .where(MembershipRow.person_id == person_id, MembershipRow.removed_at.is_(None))
            .order_by(GroupRow.title, GroupRow.id)
        )
        return tuple(as_group(store, row) for row in found)


def rename_group(store: Store, group_id: str, *, title: str, address: str) -> Group:
    """Give a group another title and address; its id and book stay.

    Raises:
        TitleUnfit, AddressUnfit, AddressTaken: see each.
    """
    with store.change() as rows:
        row = rows.get_one(GroupRow, group_id)
        wanted = group_address(address)
        _refuse_taken(rows, wanted, group_id)
        row.address, row.title = wanted, group_title(title)
        return as_group(store, row)


def choose_public(store: Store, group_id: str, *, public: bool) -> None:
    """Open the group's public page, or close it."""
    with store.change() as rows:
        rows.get_one(GroupRow, group_id).public = public


def _refuse_taken(rows: Session, address: str, group_id: str) -> None:
    if rows.scalar(select(GroupRow.id).where(GroupRow.address == address, GroupRow.id != group_id)):
        raise AddressTaken(address)
