"""What one person proposes to blank in an entry, and another has not agreed to yet."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "blankings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.String(length=12), nullable=False),
        sa.Column("entry", sa.String(length=12), nullable=False),
        sa.Column("proposed_by", sa.String(length=10), nullable=False),
        sa.Column("because", sa.String(length=500), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("group_id", "entry"),
    )
