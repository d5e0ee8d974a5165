"""What came of a bad mark."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One column of the view of bad marks that were answered; until now all of them were put right."""
    with op.batch_alter_table("put_right") as put_right:
        put_right.add_column(sa.Column("redress", sa.String(length=16), server_default="put_right", nullable=False))
