"""a second person confirms that a quote is set aside for a doubt about its price

Revision ID: 0030
Revises: 0029
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

DECISION, BACK = "aside_decision", "aside_taken_back"
LEFT_OUT = "the quote is set aside"
IS_OWN = "NEW.by_id = (SELECT r.by_id FROM doubt_resolution r WHERE r.id = NEW.resolution_id)"
OWN = "a quote is set aside by a second person"

SQLITE_TRIGGERS = (
    "CREATE TRIGGER {0}_no_update BEFORE UPDATE ON {0} BEGIN SELECT RAISE(ABORT, '{0} is append-only'); END",
    "CREATE TRIGGER {0}_no_delete BEFORE DELETE ON {0} BEGIN SELECT RAISE(ABORT, '{0} is append-only'); END",
    "CREATE TRIGGER {0}_no_replace BEFORE INSERT ON {0} WHEN NEW.id IN (SELECT id FROM {0}) OR NEW.resolution_id IN (SELECT resolution_id FROM {0}) BEGIN SELECT RAISE(ABORT, '{0} is append-only'); END",
)
POSTGRESQL_TRIGGERS = (
    "CREATE FUNCTION {0}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{0} is append-only'; END $$",
    "CREATE TRIGGER {0}_no_change BEFORE UPDATE OR DELETE ON {0} FOR EACH ROW EXECUTE FUNCTION {0}_refuse()",
    "CREATE TRIGGER {0}_no_truncate BEFORE TRUNCATE ON {0} FOR EACH STATEMENT EXECUTE FUNCTION {0}_refuse()",
)
SQLITE_OWN = (
    f"CREATE TRIGGER {DECISION}_own BEFORE INSERT ON {DECISION} WHEN {IS_OWN} BEGIN SELECT RAISE(ABORT, '{OWN}'); END",
)
POSTGRESQL_OWN = (
    f"CREATE FUNCTION {DECISION}_two_people() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {IS_OWN} THEN RAISE EXCEPTION '{OWN}'; END IF; RETURN NEW; END $$",
    f"CREATE TRIGGER {DECISION}_two_people BEFORE INSERT ON {DECISION} FOR EACH ROW EXECUTE FUNCTION {DECISION}_two_people()",
)
# What one officer had set aside before, and two others have approved an award on since, stands: its
# second person is whoever approved, or who proposed where that was the officer. Anything else waits.
CONFIRMED = f"""
INSERT INTO {DECISION} (resolution_id, is_confirmed, reason, at, by_id)
SELECT r.id, true, '', a.decided_at,
  CASE WHEN a.decided_by_id = r.by_id THEN a.proposed_by_id ELSE a.decided_by_id END
FROM doubt_resolution r JOIN award a ON a.commission_id = r.commission_id
WHERE r.way = '{LEFT_OUT}' AND a.outcome = 'approved' AND a.decided_at IS NOT NULL
ORDER BY r.id
"""


def is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def table(name: str, *columns: sa.Column) -> None:
    """What somebody did about one resolution."""
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resolution_id", sa.Integer(), nullable=False),
        *columns,
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["resolution_id"],
            ["doubt_resolution.id"],
            name=op.f(f"fk_{name}_resolution_id_doubt_resolution"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f(f"fk_{name}_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("resolution_id", name=op.f(f"uq_{name}_resolution_id")),
    )


def upgrade() -> None:
    table(DECISION, sa.Column("is_confirmed", sa.Boolean(), nullable=False))
    table(BACK)
    op.execute(sa.text(CONFIRMED))
    for name in (DECISION, BACK):
        for statement in SQLITE_TRIGGERS if is_sqlite() else POSTGRESQL_TRIGGERS:
            op.execute(sa.DDL(statement.format(name).replace("%", "%%")))
    for statement in SQLITE_OWN if is_sqlite() else POSTGRESQL_OWN:
        op.execute(sa.DDL(statement))


def downgrade() -> None:
    # Without the second person a proposal would count by itself.
    waiting = op.get_bind().execute(
        sa.text(
            f"SELECT count(*) FROM doubt_resolution r LEFT JOIN {DECISION} d ON"
            f" d.resolution_id = r.id LEFT JOIN {BACK} b ON b.resolution_id = r.id"
            f" WHERE r.way = '{LEFT_OUT}' AND (d.id IS NULL OR NOT d.is_confirmed OR b.id IS NOT NULL)"
        )
    )
    if waiting.scalar():
        raise RuntimeError("A quote that is not set aside would be: decide on it first.")
    for name in (BACK, DECISION):
        op.drop_table(name)
        if not is_sqlite():
            op.execute(sa.DDL(f"DROP FUNCTION {name}_refuse()"))
    if not is_sqlite():
        op.execute(sa.DDL(f"DROP FUNCTION {DECISION}_two_people()"))
