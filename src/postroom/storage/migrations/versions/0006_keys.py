"""What a key may do, and the key before a rotation."""

import sqlalchemy as sa
from alembic import op

from postroom.storage.tables import UtcDateTime

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    for column in (
        sa.Column("scopes", sa.String(64), nullable=False, server_default="classify read admin"),
        sa.Column("previous_hash", sa.String(64)),
        sa.Column("previous_until", UtcDateTime),
    ):
        op.add_column("api_keys", column)
    op.create_index("ix_api_keys_previous_hash", "api_keys", ["previous_hash"])
