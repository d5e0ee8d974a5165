"""Reasons and words of a mark, bad marks put right, second marks."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two columns of the view of marks, and two views that are empty for earlier days."""
    with op.batch_alter_table("evaluations") as evaluations:
        evaluations.add_column(sa.Column("reasons", sa.String(length=64), server_default="", nullable=False))
        evaluations.add_column(sa.Column("text", sa.String(length=500), server_default="", nullable=False))
    op.create_table(
        "put_right",
        sa.Column("hall", sa.String(length=64), nullable=False),
        sa.Column("ticket", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("hall", "ticket", name="a_bad_mark_is_put_right_once"),
    )
    op.create_table(
        "evaluations_again",
        sa.Column("hall", sa.String(length=64), nullable=False),
        sa.Column("ticket", sa.String(length=64), nullable=False),
        sa.Column("counter", sa.String(length=64), nullable=False),
        sa.Column("level", sa.String(length=32), nullable=False),
        sa.Column("bad", sa.Boolean(), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("reasons", sa.String(length=64), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("hall", "ticket", name="a_ticket_is_judged_again_once"),
    )
