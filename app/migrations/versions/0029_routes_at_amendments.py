"""a reason for the route that is given when an amendment is issued

Revision ID: 0029
Revises: 0028
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

TABLE, CHECK = "route_reason", "ck_route_reason_route_moment"
COLUMNS = (
    "id, commission_id, company_id, at, by_id, moment, whole_pence, most_pence, counted, found,"
    " reason"
)
BEFORE = ("issue", "award")
NOW = ("issue", "amendment", "award")

SQLITE_TRIGGERS = (
    "CREATE TRIGGER {0}_no_update BEFORE UPDATE ON {0} BEGIN SELECT RAISE(ABORT, '{0} is append-only'); END",
    "CREATE TRIGGER {0}_no_delete BEFORE DELETE ON {0} BEGIN SELECT RAISE(ABORT, '{0} is append-only'); END",
    "CREATE TRIGGER {0}_no_replace BEFORE INSERT ON {0} WHEN NEW.id IN (SELECT id FROM {0}) BEGIN SELECT RAISE(ABORT, '{0} is append-only'); END",
)


def upgrade() -> None:
    allow(NOW)


def downgrade() -> None:
    # Nothing that was said is lost: an amendment is a version of the brief that is issued.
    allow(BEFORE, "CASE moment WHEN 'amendment' THEN 'issue' ELSE moment END")


def allow(moments: tuple[str, ...], moment: str = "moment") -> None:
    """Let a reason be given at these moments; `moment` says at which one each was then."""
    if op.get_bind().dialect.name == "sqlite":
        rebuild(moments, moment)
        return
    op.drop_constraint(op.f(CHECK), TABLE, type_="check")
    if moment != "moment":
        op.execute(f"DROP TRIGGER {TABLE}_no_change ON {TABLE}")
        op.execute(f"UPDATE {TABLE} SET moment = {moment}")
        op.execute(
            f"CREATE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE ON {TABLE} "
            f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()"
        )
    names = ", ".join(f"'{each}'" for each in moments)
    op.create_check_constraint(op.f(CHECK), TABLE, f"moment IN ({names})")


def rebuild(moments: tuple[str, ...], moment: str) -> None:
    """Make the table anew: SQLite changes a check in no other way. Nothing refers to its rows."""
    op.execute(f"CREATE TABLE {TABLE}_kept AS SELECT * FROM {TABLE}")
    op.drop_table(TABLE)
    create(moments)
    changed = COLUMNS.replace(" moment,", f" {moment},")
    op.execute(f"INSERT INTO {TABLE} ({COLUMNS}) SELECT {changed} FROM {TABLE}_kept ORDER BY id")
    op.drop_table(f"{TABLE}_kept")
    for statement in SQLITE_TRIGGERS:
        op.execute(sa.DDL(statement.format(TABLE).replace("%", "%%")))


def belongs(column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{TABLE}_{column}_{other}")
    )


def create(moments: tuple[str, ...]) -> None:
    one_of = sa.Enum(
        *moments, name="route_moment", native_enum=False, create_constraint=True, length=40
    )
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commission_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("moment", one_of, nullable=False),
        sa.Column("whole_pence", sa.BigInteger(), nullable=True),
        sa.Column("most_pence", sa.BigInteger(), nullable=False),
        sa.Column("counted", sa.Text(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_route_reason_reason")),
        belongs("commission_id", "commission"),
        belongs("company_id", "company"),
        belongs("by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index(op.f(f"ix_{TABLE}_commission_id"), TABLE, ["commission_id"])
