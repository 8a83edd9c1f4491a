"""Counters of the whole service."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "counters",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("bucket", sa.String(100), primary_key=True),
        sa.Column(
            "shard", sa.Integer, primary_key=True, comment="Any; a bucket's value is the sum of its shards"
        ),
        sa.Column("value", sa.Double, nullable=False),
    )
