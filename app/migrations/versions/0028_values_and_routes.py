"""what a commission is worth over its whole life, and why its route is right

Revision ID: 0028
Revises: 0027
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

TABLES = ("whole_life_value", "route_reason")

SQLITE_TRIGGERS = (
    "CREATE TRIGGER {0}_no_update BEFORE UPDATE ON {0} BEGIN SELECT RAISE(ABORT, '{0} is append-only'); END",
    "CREATE TRIGGER {0}_no_delete BEFORE DELETE ON {0} BEGIN SELECT RAISE(ABORT, '{0} is append-only'); END",
    "CREATE TRIGGER {0}_no_replace BEFORE INSERT ON {0} WHEN NEW.id IN (SELECT id FROM {0}) BEGIN SELECT RAISE(ABORT, '{0} is append-only'); END",
)
POSTGRESQL_TRIGGERS = (
    "CREATE FUNCTION {0}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{0} is append-only'; END $$",
    "CREATE TRIGGER {0}_no_change BEFORE UPDATE OR DELETE ON {0} FOR EACH ROW EXECUTE FUNCTION {0}_refuse()",
    "CREATE TRIGGER {0}_no_truncate BEFORE TRUNCATE ON {0} FOR EACH STATEMENT EXECUTE FUNCTION {0}_refuse()",
)
AWARDED = """
INSERT INTO whole_life_value
  (commission_id, work_pence, extension_pence, extensions, company_id, at, by_id)
SELECT a.commission_id, a.value_pence, 0, '', i.company_id, a.decided_at, a.decided_by_id
FROM award a JOIN quote q ON q.id = a.quote_id JOIN invitation i ON i.id = q.invitation_id
WHERE a.outcome = 'approved' AND a.value_pence IS NOT NULL AND a.decided_at IS NOT NULL
  AND a.decided_by_id IS NOT NULL
ORDER BY a.id
"""


def is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def pence(name: str, *, is_null: bool = False) -> sa.Column:
    return sa.Column(name, sa.BigInteger(), nullable=is_null)


def words(name: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False)


def belongs(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )


def table(name: str, *columns: sa.schema.SchemaItem) -> None:
    """A table of what somebody recorded of a commission, and of a company if there is one."""
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commission_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        *columns,
        belongs(name, "commission_id", "commission"),
        belongs(name, "company_id", "company"),
        belongs(name, "by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
    op.create_index(op.f(f"ix_{name}_commission_id"), name, ["commission_id"])


def upgrade() -> None:
    table(
        "whole_life_value",
        pence("work_pence"),
        pence("extension_pence"),
        words("extensions"),
        sa.CheckConstraint(
            "work_pence >= 0 AND extension_pence >= 0", name=op.f("ck_whole_life_value_pence")
        ),
    )
    moment = sa.Enum(
        *("issue", "award"),
        name="route_moment",
        native_enum=False,
        create_constraint=True,
        length=40,
    )
    table(
        "route_reason",
        sa.Column("moment", moment, nullable=False),
        pence("whole_pence", is_null=True),
        pence("most_pence"),
        words("counted"),
        words("found"),
        words("reason"),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_route_reason_reason")),
    )
    op.execute(sa.text(AWARDED))
    for name in TABLES:
        for statement in SQLITE_TRIGGERS if is_sqlite() else POSTGRESQL_TRIGGERS:
            op.execute(sa.DDL(statement.format(name).replace("%", "%%")))


def downgrade() -> None:
    for name in reversed(TABLES):
        op.drop_table(name)
        if not is_sqlite():
            op.execute(sa.DDL(f"DROP FUNCTION {name}_refuse()"))
