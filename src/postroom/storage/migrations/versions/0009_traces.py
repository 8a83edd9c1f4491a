"""The traces that jobs and deliveries belong to."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    for table in ("jobs", "webhook_deliveries"):
        op.add_column(table, sa.Column("trace_context", sa.Text))
