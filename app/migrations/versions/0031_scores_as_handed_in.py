"""the SHA-256 of the scores that a member hands in

Revision ID: 0031
Revises: 0030
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("nonce", "digest"):
        column = sa.Column(name, sa.Text(), nullable=False, server_default="")
        op.add_column("score_sheet", column)


def downgrade() -> None:
    for name in ("digest", "nonce"):
        op.drop_column("score_sheet", name)
