"""When the server was told of a number that a kiosk gave by itself; blocks that were lifted by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One column of the view of tickets, empty for the past until the views are made anew; one view more."""
    with op.batch_alter_table("tickets") as tickets:
        tickets.add_column(sa.Column("told_at", sa.DateTime()))
    op.create_table(
        "blocks_lifted",
        sa.Column("hall", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("card", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("hall", "seq", name="a_block_is_lifted_by_one_fact"),
    )
