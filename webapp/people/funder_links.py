"""Secret links that show one fund to its funder, and can be revoked."""

from datetime import timedelta

from sqlalchemy import select

from webapp.people.rows import as_group
from webapp.people.store import Store
from webapp.people.tables import FunderLinkRow, GroupRow
from webapp.people.tokens import Purpose, hash_of, matches, new_secret
from webapp.people.values import FunderLink

_LABEL_LENGTH = 80
# One write an hour is enough to say when a link was last opened.
_OPENED_AGAIN = timedelta(hours=1)


def new_funder_link(store: Store, group_id: str, fund: str, label: str) -> str:
    """Make a link to one fund and tell its secret, once; `label` reminds whom it was given to."""
    secret = new_secret()
    with store.change() as rows:
        rows.add(
            FunderLinkRow(
                group_id=rows.get_one(GroupRow, group_id).id,
                fund=fund,
                label=" ".join(label.split())[:_LABEL_LENGTH],
                secret_hash=hash_of(Purpose.FUNDER, secret),
                created_at=store.now(),
            )
        )
    return secret


def open_funder_link(store: Store, secret: str) -> FunderLink | None:
    """The link of a secret, marked as opened; none where it was revoked or never was."""
    kept = hash_of(Purpose.FUNDER, secret)
    now = store.now()
    with store.look() as rows:
        row = rows.scalar(select(FunderLinkRow).where(FunderLinkRow.secret_hash == kept))
        if row is None or not matches(row.secret_hash, Purpose.FUNDER, secret):
            return None
        if row.revoked_at is not None:
            return None
        link = _as_link(store, row)
    if link.last_opened_at is None or now - link.last_opened_at > _OPENED_AGAIN:
        with store.change() as rows:
            rows.get_one(FunderLinkRow, link.id).last_opened_at = now
    return link


def funder_links_of(store: Store, group_id: str) -> tuple[FunderLink, ...]:
    """The links that a group made, revoked ones too, oldest first."""
    with store.look() as rows:
        found = rows.scalars(
            select(FunderLinkRow)
            .where(FunderLinkRow.group_id == group_id)
            .order_by(FunderLinkRow.id)
        )
        return tuple(_as_link(store, row) for row in found)


def revoke_funder_link(store: Store, group_id: str, link_id: int) -> None:
    """Make a link of this group stop working at once; no other group's is touched."""
    with store.change() as rows:
        row = rows.get(FunderLinkRow, link_id)
        if row is not None and row.group_id == group_id and row.revoked_at is None:
            row.revoked_at = store.now()


def _as_link(store: Store, row: FunderLinkRow) -> FunderLink:
    return FunderLink(
        id=row.id,
        group=as_group(store, row.group),
        fund=row.fund,
        label=row.label,
        created_at=row.created_at,
        last_opened_at=row.last_opened_at,
        revoked_at=row.revoked_at,
    )
