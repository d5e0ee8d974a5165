"""The tables. ``facts`` is the truth; all others are views that can be dropped and rebuilt from it.

What a database can hold is a constraint, named for what it prevents.
"""

from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    text,
)

from config.wire.message import TEXT_MAX, WORDS_MAX

SCHEMA_VERSION: Final = "0014"
"""The newest migration; a test holds it equal to Alembic's head."""


class Moment(TypeDecorator[datetime]):
    """A moment in UTC. Kept without zone, because SQLite has none; aware on both sides of the database."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Aware to naive UTC."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Naive UTC to aware."""
        return None if value is None else value.replace(tzinfo=UTC)


metadata = MetaData()
ID: Final = String(64)
WORDS: Final = String(WORDS_MAX)
"""As long as the wire lets them be."""
REASONS: Final = String(64)
"""Indicator codes between commas, as the provinces exchange them."""

facts = Table(
    "facts",
    metadata,
    Column("hall", ID, nullable=False),
    Column("seq", Integer, nullable=False, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("day", Date, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("body", Text, nullable=False),
    Column("request_id", ID),
    PrimaryKeyConstraint("hall", "seq", name="a_fact_has_one_number"),
    UniqueConstraint("hall", "day", "request_id", name="a_request_is_carried_out_once_a_day"),
)

days = Table(
    "days",
    metadata,
    Column("hall", ID, nullable=False),
    Column("day", Date, nullable=False),
    Column("began_seq", Integer, nullable=False),
    PrimaryKeyConstraint("hall", "day", name="a_day_begins_once"),
)

plans = Table(
    "plans",
    metadata,
    Column("hall", ID, nullable=False),
    Column("seq", Integer, nullable=False, autoincrement=False),
    Column("adopted_at", Moment, nullable=False),
    Column("by", ID, nullable=False),
    Column("why", WORDS, nullable=False, server_default=""),
    PrimaryKeyConstraint("hall", "seq", name="a_plan_is_adopted_once"),
)

tickets = Table(
    "tickets",
    metadata,
    Column("hall", ID, nullable=False),
    Column("ticket", ID, nullable=False),
    Column("day", Date, nullable=False),
    Column("number", String(16), nullable=False),
    Column("service", ID, nullable=False),
    Column("ticket_class", String(16), nullable=False),
    Column("taken_at", Moment, nullable=False),
    Column("booked_for", Moment),
    Column("counted_from", Moment, nullable=False),
    Column("kiosk", ID, nullable=False),
    Column("card", WORDS),
    Column("masked_name", WORDS),
    Column("state", String(16), nullable=False),
    Column("counter", ID),
    Column("called_at", Moment),
    Column("times_called", Integer, nullable=False),
    Column("started_at", Moment),
    Column("ended_at", Moment),
    Column("end_reason", String(32)),
    Column("paper", String(16)),
    Column("prints", Integer, nullable=False, server_default=text("1")),
    Column("first_called_at", Moment),
    Column("put_back", Boolean, nullable=False, server_default=false()),
    Column("outcome", String(16)),
    Column("while_away", Boolean, nullable=False, server_default=false()),
    Column("told_at", Moment),
    Column("chain", ID),
    Column("steps", Integer, nullable=False, server_default=text("1")),
    Column("post", WORDS),
    Column("rank", Integer, nullable=False, server_default=text("0")),
    Column("priority_group", ID),
    Column("carried_to", Date),
    Column("cancelled_by", WORDS),
    Column("canceller", String(16)),
    PrimaryKeyConstraint("hall", "ticket", name="a_ticket_is_taken_once"),
    UniqueConstraint("hall", "day", "number", name="a_number_is_given_once_a_day"),
)

at_counter = Table(
    "at_counter",
    metadata,
    Column("hall", ID, nullable=False),
    Column("counter", ID, nullable=False),
    Column("ticket", ID, nullable=False),
    PrimaryKeyConstraint("hall", "counter", name="a_counter_has_one_open_ticket"),
    UniqueConstraint("hall", "ticket", name="a_ticket_is_at_one_counter"),
)

steps = Table(
    "steps",
    metadata,
    Column("hall", ID, nullable=False),
    Column("seq", Integer, nullable=False, autoincrement=False),
    Column("ticket", ID, nullable=False),
    Column("service", ID, nullable=False),
    Column("counter", ID, nullable=False),
    Column("by", WORDS, nullable=False),
    Column("started_at", Moment),
    Column("ended_at", Moment, nullable=False),
    Column("outcome", String(16)),
    PrimaryKeyConstraint("hall", "seq", name="a_step_ends_once"),
)
"""Services that a ticket went on from; its last one stands in ``tickets``. Without outcome: skipped."""

counters = Table(
    "counters",
    metadata,
    Column("hall", ID, nullable=False),
    Column("counter", ID, nullable=False),
    Column("state", String(16), nullable=False),
    Column("clerk", WORDS),
    Column("pause_reason", WORDS),
    Column("since", Moment, nullable=False),
    Column("post", WORDS),
    PrimaryKeyConstraint("hall", "counter", name="a_counter_has_one_state"),
)

calls = Table(
    "calls",
    metadata,
    Column("hall", ID, nullable=False),
    Column("seq", Integer, nullable=False, autoincrement=False),
    Column("ticket", ID, nullable=False),
    Column("counter", ID, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", WORDS, nullable=False),
    Column("rule", String(32)),
    PrimaryKeyConstraint("hall", "seq", name="a_call_is_one_fact"),
)

evaluations = Table(
    "evaluations",
    metadata,
    Column("hall", ID, nullable=False),
    Column("ticket", ID, nullable=False),
    Column("counter", ID, nullable=False),
    Column("level", String(32), nullable=False),
    Column("bad", Boolean, nullable=False),
    Column("channel", String(32), nullable=False),
    Column("at", Moment, nullable=False),
    Column("reasons", REASONS, nullable=False, server_default=""),
    Column("text", String(TEXT_MAX), nullable=False, server_default=""),
    PrimaryKeyConstraint("hall", "ticket", name="a_ticket_is_judged_once"),
)

put_right = Table(
    "put_right",
    metadata,
    Column("hall", ID, nullable=False),
    Column("ticket", ID, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", WORDS, nullable=False),
    Column("words", String(TEXT_MAX), nullable=False),
    Column("redress", String(16), nullable=False, server_default="put_right"),
    PrimaryKeyConstraint("hall", "ticket", name="a_bad_mark_is_put_right_once"),
)

evaluations_again = Table(
    "evaluations_again",
    metadata,
    Column("hall", ID, nullable=False),
    Column("ticket", ID, nullable=False),
    Column("counter", ID, nullable=False),
    Column("level", String(32), nullable=False),
    Column("bad", Boolean, nullable=False),
    Column("channel", String(32), nullable=False),
    Column("at", Moment, nullable=False),
    Column("reasons", REASONS, nullable=False),
    Column("text", String(TEXT_MAX), nullable=False),
    PrimaryKeyConstraint("hall", "ticket", name="a_ticket_is_judged_again_once"),
)

appointments = Table(
    "appointments",
    metadata,
    Column("hall", ID, nullable=False),
    Column("appointment", ID, nullable=False),
    Column("open_code", String(16)),
    Column("service", ID, nullable=False),
    Column("day", Date, nullable=False),
    Column("starts_at", Moment, nullable=False),
    Column("card", WORDS),
    Column("masked_name", WORDS),
    Column("origin", ID),
    Column("origin_key", ID),
    Column("by", WORDS, nullable=False),
    Column("booked_at", Moment, nullable=False),
    Column("state", String(16), nullable=False),
    Column("ticket", ID),
    Column("ended_at", Moment),
    PrimaryKeyConstraint("hall", "appointment", name="an_appointment_is_booked_once"),
    UniqueConstraint("hall", "open_code", name="a_code_opens_one_appointment"),
    UniqueConstraint("hall", "ticket", name="a_ticket_is_of_one_appointment"),
)

blocks = Table(
    "blocks",
    metadata,
    Column("hall", ID, nullable=False),
    Column("card", WORDS, nullable=False),
    Column("until", Date, nullable=False),
    Column("since", Moment, nullable=False),
    PrimaryKeyConstraint("hall", "card", name="a_person_is_blocked_once"),
)

blocks_lifted = Table(
    "blocks_lifted",
    metadata,
    Column("hall", ID, nullable=False),
    Column("seq", Integer, nullable=False, autoincrement=False),
    Column("card", WORDS, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", WORDS, nullable=False),
    Column("why", WORDS, nullable=False),
    PrimaryKeyConstraint("hall", "seq", name="a_block_is_lifted_by_one_fact"),
)

MARK_VIEWS: Final = (evaluations, put_right, evaluations_again)
VIEWS: Final = (
    days,
    plans,
    tickets,
    steps,
    at_counter,
    counters,
    calls,
    *MARK_VIEWS,
    appointments,
    blocks,
    blocks_lifted,
)
