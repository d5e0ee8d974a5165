"""A request is carried out once a day: its id is looked for among the newest days only."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Another constraint in the place of the old one."""
    with op.batch_alter_table("facts") as facts:
        facts.drop_constraint("a_request_is_carried_out_once", type_="unique")
        facts.create_unique_constraint("a_request_is_carried_out_once_a_day", ["hall", "day", "request_id"])
