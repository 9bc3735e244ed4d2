"""Room for a fund, beside the number of an entry, where something is proposed to be blanked."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Widen the column; what stands in it stays."""
    with op.batch_alter_table("blankings") as blankings:
        blankings.alter_column(
            "entry", existing_type=sa.String(length=12), type_=sa.String(length=80)
        )
