"""The first tables: facts and their views."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.String(length=64)
WORDS = sa.String(length=200)


def upgrade() -> None:
    """The first tables: facts and their views."""
    _facts()
    _beginnings()
    _tickets()
    _counters()
    _calls_and_marks()


def _facts() -> None:
    """The truth."""
    op.create_table(
        "facts",
        sa.Column("hall", ID, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("request_id", ID, nullable=True),
        sa.PrimaryKeyConstraint("hall", "seq", name="a_fact_has_one_number"),
        sa.UniqueConstraint("hall", "request_id", name="a_request_is_carried_out_once"),
    )


def _beginnings() -> None:
    """Where days and plans begin."""
    op.create_table(
        "days",
        sa.Column("hall", ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("began_seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "day", name="a_day_begins_once"),
    )
    op.create_table(
        "plans",
        sa.Column("hall", ID, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("adopted_at", sa.DateTime(), nullable=False),
        sa.Column("by", ID, nullable=False),
        sa.PrimaryKeyConstraint("hall", "seq", name="a_plan_is_adopted_once"),
    )


def _tickets() -> None:
    """Every ticket."""
    op.create_table(
        "tickets",
        sa.Column("hall", ID, nullable=False),
        sa.Column("ticket", ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("service", ID, nullable=False),
        sa.Column("ticket_class", sa.String(length=16), nullable=False),
        sa.Column("taken_at", sa.DateTime(), nullable=False),
        sa.Column("booked_for", sa.DateTime(), nullable=True),
        sa.Column("counted_from", sa.DateTime(), nullable=False),
        sa.Column("kiosk", ID, nullable=False),
        sa.Column("card", WORDS, nullable=True),
        sa.Column("masked_name", WORDS, nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("counter", ID, nullable=True),
        sa.Column("called_at", sa.DateTime(), nullable=True),
        sa.Column("times_called", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("end_reason", sa.String(length=32), nullable=True),
        sa.Column("paper", sa.String(length=16), nullable=True),
        sa.PrimaryKeyConstraint("hall", "ticket", name="a_ticket_is_taken_once"),
        sa.UniqueConstraint("hall", "day", "number", name="a_number_is_given_once_a_day"),
    )


def _counters() -> None:
    """Every counter, and the ticket that stands there."""
    op.create_table(
        "counters",
        sa.Column("hall", ID, nullable=False),
        sa.Column("counter", ID, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("clerk", WORDS, nullable=True),
        sa.Column("pause_reason", WORDS, nullable=True),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "counter", name="a_counter_has_one_state"),
    )
    op.create_table(
        "at_counter",
        sa.Column("hall", ID, nullable=False),
        sa.Column("counter", ID, nullable=False),
        sa.Column("ticket", ID, nullable=False),
        sa.PrimaryKeyConstraint("hall", "counter", name="a_counter_has_one_open_ticket"),
        sa.UniqueConstraint("hall", "ticket", name="a_ticket_is_at_one_counter"),
    )


def _calls_and_marks() -> None:
    """Every call and every mark."""
    op.create_table(
        "calls",
        sa.Column("hall", ID, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ticket", ID, nullable=False),
        sa.Column("counter", ID, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", WORDS, nullable=False),
        sa.Column("rule", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("hall", "seq", name="a_call_is_one_fact"),
    )
    op.create_table(
        "evaluations",
        sa.Column("hall", ID, nullable=False),
        sa.Column("ticket", ID, nullable=False),
        sa.Column("counter", ID, nullable=False),
        sa.Column("level", sa.String(length=32), nullable=False),
        sa.Column("bad", sa.Boolean(), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "ticket", name="a_ticket_is_judged_once"),
    )
