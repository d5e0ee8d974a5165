"""Why a plan was adopted."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One column of the view of plans; earlier plans were not given a reason."""
    with op.batch_alter_table("plans") as plans:
        plans.add_column(sa.Column("why", sa.String(length=200), server_default="", nullable=False))
