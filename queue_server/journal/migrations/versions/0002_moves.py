"""Tickets that are put back, held, sent on; how a service ended."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Three columns of the view of tickets; ``rebuild-views`` fills the first one for earlier days."""
    with op.batch_alter_table("tickets") as tickets:
        tickets.add_column(sa.Column("first_called_at", sa.DateTime(), nullable=True))
        tickets.add_column(sa.Column("put_back", sa.Boolean(), server_default=sa.false(), nullable=False))
        tickets.add_column(sa.Column("outcome", sa.String(length=16), nullable=True))
