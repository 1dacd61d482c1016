"""the facts that a slippage sentence rests on, by which is seen whether they have moved

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("slippage_sentence") as batch:
        batch.add_column(sa.Column("rests_on", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("slippage_sentence") as batch:
        batch.drop_column("rests_on")
