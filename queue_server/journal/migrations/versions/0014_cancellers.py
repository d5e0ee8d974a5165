"""By whom a ticket was cancelled."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two columns of the view of tickets; who told of it is filled in when views are made anew."""
    with op.batch_alter_table("tickets") as tickets:
        tickets.add_column(sa.Column("cancelled_by", sa.String(200), nullable=True))
        tickets.add_column(sa.Column("canceller", sa.String(16), nullable=True))
