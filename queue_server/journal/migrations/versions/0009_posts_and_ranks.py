"""At which post a ticket was called, and what it is under strict classes."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Columns of the views; ``./hall journal rebuild-views`` fills them for earlier days."""
    with op.batch_alter_table("tickets") as tickets:
        tickets.add_column(sa.Column("post", sa.String(length=200), nullable=True))
        tickets.add_column(sa.Column("rank", sa.Integer(), server_default=sa.text("0"), nullable=False))
        tickets.add_column(sa.Column("priority_group", sa.String(length=64), nullable=True))
    with op.batch_alter_table("counters") as counters:
        counters.add_column(sa.Column("post", sa.String(length=200), nullable=True))
