"""To which day a ticket was carried over."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One column of the view of tickets; no earlier ticket was carried over."""
    with op.batch_alter_table("tickets") as tickets:
        tickets.add_column(sa.Column("carried_to", sa.Date(), nullable=True))
