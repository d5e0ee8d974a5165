"""Which tickets a kiosk gave by itself while the server was away."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One column of the view of tickets; false for all of the past."""
    with op.batch_alter_table("tickets") as tickets:
        tickets.add_column(sa.Column("while_away", sa.Boolean(), server_default=sa.false(), nullable=False))
