"""How often a ticket's paper was ordered."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One column of the view of tickets; nothing was printed again before."""
    with op.batch_alter_table("tickets") as tickets:
        tickets.add_column(sa.Column("prints", sa.Integer(), nullable=False, server_default=sa.text("1")))
