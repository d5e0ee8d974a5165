"""One ticket for several services, one after another."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The services that a ticket went on from, and of how many services and which chain a ticket is."""
    op.create_table(
        "steps",
        sa.Column("hall", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ticket", sa.String(length=64), nullable=False),
        sa.Column("service", sa.String(length=64), nullable=False),
        sa.Column("counter", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.PrimaryKeyConstraint("hall", "seq", name="a_step_ends_once"),
    )
    with op.batch_alter_table("tickets") as tickets:
        tickets.add_column(sa.Column("chain", sa.String(length=64), nullable=True))
        tickets.add_column(sa.Column("steps", sa.Integer(), server_default=sa.text("1"), nullable=False))
