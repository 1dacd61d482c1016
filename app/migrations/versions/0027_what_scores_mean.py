"""what each score means: words of a brief's own, and of one criterion's own

Revision ID: 0027
Revises: 0026
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("brief", "criterion"):
        levels = sa.Column("levels", sa.JSON(), nullable=False, server_default="[]")
        op.add_column(table, levels)


def downgrade() -> None:
    for table in ("criterion", "brief"):
        op.drop_column(table, "levels")
