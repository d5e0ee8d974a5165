"""Appointments, and who can't book for a while."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two new views; empty, because no earlier journal holds such facts."""
    op.create_table(
        "appointments",
        sa.Column("hall", sa.String(length=64), nullable=False),
        sa.Column("appointment", sa.String(length=64), nullable=False),
        sa.Column("open_code", sa.String(length=16)),
        sa.Column("service", sa.String(length=64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("card", sa.String(length=200)),
        sa.Column("masked_name", sa.String(length=200)),
        sa.Column("origin", sa.String(length=64)),
        sa.Column("origin_key", sa.String(length=64)),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("booked_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("ticket", sa.String(length=64)),
        sa.Column("ended_at", sa.DateTime()),
        sa.PrimaryKeyConstraint("hall", "appointment", name="an_appointment_is_booked_once"),
        sa.UniqueConstraint("hall", "open_code", name="a_code_opens_one_appointment"),
        sa.UniqueConstraint("hall", "ticket", name="a_ticket_is_of_one_appointment"),
    )
    op.create_table(
        "blocks",
        sa.Column("hall", sa.String(length=64), nullable=False),
        sa.Column("card", sa.String(length=200), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "card", name="a_person_is_blocked_once"),
    )
