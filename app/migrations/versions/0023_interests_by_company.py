"""interests declared of each company, and what the officer records as following from them

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

BEFORE = ("no interest", "conflict of interest")
NOW = ("no interest", "interest declared", "conflict of interest")
KINDS = ("no interest", "actual", "potential", "perceived")
EXCEPT = "takes part except for one company"
PARTS = ("takes part", EXCEPT, "steps aside")
COLUMNS = "id, commission_id, person_id, interest, description, declared_at"

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


def is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def close(table: str) -> None:
    """Let the database refuse changes of a table."""
    for statement in SQLITE_TRIGGERS if is_sqlite() else POSTGRESQL_TRIGGERS:
        op.execute(sa.DDL(statement.format(table).replace("%", "%%")))


def chosen(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def belongs(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )


def allow(interests: tuple[str, ...]) -> None:
    """Let a declaration be one of these. SQLite changes a check only by making the table anew."""
    if not is_sqlite():
        op.drop_constraint(op.f("ck_declaration_interest"), "declaration", type_="check")
        listed = ", ".join(f"'{one}'" for one in interests)
        op.create_check_constraint(
            op.f("ck_declaration_interest"), "declaration", f"interest IN ({listed})"
        )
        return
    op.execute("CREATE TABLE declaration_kept AS SELECT * FROM declaration")
    op.drop_table("declaration")
    op.create_table(
        "declaration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commission_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("interest", chosen("interest", interests), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        belongs("declaration", "commission_id", "commission"),
        belongs("declaration", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declaration")),
    )
    for column in ("commission_id", "person_id"):
        op.create_index(op.f(f"ix_declaration_{column}"), "declaration", [column])
    op.execute(
        f"INSERT INTO declaration ({COLUMNS}) SELECT {COLUMNS} FROM declaration_kept ORDER BY id"
    )
    op.drop_table("declaration_kept")
    close("declaration")


def upgrade() -> None:
    allow(NOW)
    op.create_table(
        "declared_interest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("declaration_id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("kind", chosen("interest_kind", KINDS), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind = 'no interest' OR description <> ''",
            name=op.f("ck_declared_interest_described"),
        ),
        belongs("declared_interest", "declaration_id", "declaration"),
        belongs("declared_interest", "invitation_id", "invitation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declared_interest")),
        sa.UniqueConstraint(
            "declaration_id",
            "invitation_id",
            name=op.f("uq_declared_interest_declaration_id_invitation_id"),
        ),
    )
    op.create_table(
        "declaration_ruling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("declaration_id", sa.Integer(), nullable=False),
        sa.Column("part", chosen("ruling_part", PARTS), nullable=False),
        sa.Column("excepted_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            f"(part = '{EXCEPT}') = (excepted_id IS NOT NULL)",
            name=op.f("ck_declaration_ruling_one_company"),
        ),
        belongs("declaration_ruling", "declaration_id", "declaration"),
        belongs("declaration_ruling", "excepted_id", "invitation"),
        belongs("declaration_ruling", "by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declaration_ruling")),
    )
    for table in ("declared_interest", "declaration_ruling"):
        op.create_index(op.f(f"ix_{table}_declaration_id"), table, ["declaration_id"])
    # Who declared no interest declared none in every company that had been invited by then.
    op.execute(
        "INSERT INTO declared_interest (declaration_id, invitation_id, kind, description) "
        "SELECT d.id, i.id, 'no interest', '' FROM declaration d "
        "JOIN invitation i ON i.commission_id = d.commission_id "
        "WHERE d.interest = 'no interest' AND i.invited_at <= d.declared_at ORDER BY d.id, i.id"
    )
    for table in ("declared_interest", "declaration_ruling"):
        close(table)


def downgrade() -> None:
    for table in ("declaration_ruling", "declared_interest"):
        op.drop_table(table)
        if not is_sqlite():
            op.execute(sa.DDL(f"DROP FUNCTION {table}_refuse()"))
    # The version before knows no described interest: whoever has one sees no quote.
    described = "UPDATE declaration SET interest = 'conflict of interest' WHERE interest = 'interest declared'"
    if is_sqlite():
        op.execute("DROP TRIGGER declaration_no_update")
        op.execute(described)
    else:
        op.execute("DROP TRIGGER declaration_no_change ON declaration")
        op.execute(described)
        op.execute(
            "CREATE TRIGGER declaration_no_change BEFORE UPDATE OR DELETE ON declaration "
            "FOR EACH ROW EXECUTE FUNCTION declaration_refuse()"
        )
    allow(BEFORE)
