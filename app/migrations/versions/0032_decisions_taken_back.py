"""a decision on an award that is taken back before anybody is told, with its deliverables

Revision ID: 0032
Revises: 0031
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

LIVE, INDEX, CHECK = "outcome <> 'refused'", "uq_award_one_live", "ck_award_taken_back"
TAKEN_BACK = (
    "withdrawn_at IS NULL OR (outcome = 'approved' AND told_at IS NULL"
    " AND withdrawn_by_id IS NOT NULL AND withdrawal_reason <> '')"
)
RULES = {
    "two_people": "decided_by_id IS NULL OR decided_by_id <> proposed_by_id",
    "first_of_two": "first_approved_by_id IS NULL OR first_approved_by_id <> proposed_by_id",
    "second_of_two": "first_approved_by_id IS NULL OR outcome <> 'approved'"
    " OR first_approved_by_id <> decided_by_id",
}


def only_one(live: str) -> None:
    """One award of a commission is live at a time."""
    where = sa.text(live)
    op.create_index(
        INDEX,
        "award",
        ["commission_id"],
        unique=True,
        sqlite_where=where,
        postgresql_where=where,
    )


def further() -> list[sa.Column]:
    """The columns that an award gets."""
    return [
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawal_reason", sa.Text(), nullable=False, server_default=""),
    ]


def rebuild(*, is_taken_back: bool) -> None:
    """Make the table anew, as SQLite wants it. What refers to its rows finds them again."""
    op.execute("PRAGMA defer_foreign_keys = ON")
    op.execute("CREATE TABLE award_kept AS SELECT * FROM award")
    op.drop_table("award")
    people = ["proposed_by_id", "first_approved_by_id", "decided_by_id", "told_by_id"]
    rules = dict(RULES)
    if is_taken_back:
        people.append("withdrawn_by_id")
        rules["taken_back"] = TAKEN_BACK
    op.create_table(
        "award",
        *columns(),
        *(further() if is_taken_back else ()),
        *(belongs(column, "person") for column in people),
        belongs("commission_id", "commission"),
        belongs("quote_id", "quote"),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_award_{name}")) for name, rule in rules.items()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award")),
    )
    op.create_index(op.f("ix_award_commission_id"), "award", ["commission_id"])
    names = ", ".join(each.name for each in columns())
    op.execute(f"INSERT INTO award ({names}) SELECT {names} FROM award_kept ORDER BY id")
    op.drop_table("award_kept")


def columns() -> list[sa.Column]:
    """The columns that an award had."""
    outcome = sa.Enum(
        *("proposed", "approved", "refused"),
        name="award_outcome",
        native_enum=False,
        create_constraint=True,
        length=40,
    )
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commission_id", sa.Integer(), nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=True),
        sa.Column("value_pence", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("outcome", outcome, nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        instant("proposed_at", nullable=False),
        sa.Column("first_approved_by_id", sa.Integer(), nullable=True),
        instant("first_approved_at"),
        sa.Column("first_approval_reason", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        instant("decided_at"),
        sa.Column("decision_reason", sa.Text(), nullable=False),
        instant("told_at"),
        sa.Column("told_by_id", sa.Integer(), nullable=True),
    ]


def instant(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def belongs(column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_award_{column}_{other}")
    )


def is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def upgrade() -> None:
    op.drop_index(INDEX, table_name="award")
    if is_sqlite():
        rebuild(is_taken_back=True)
    else:
        for column in further():
            op.add_column("award", column)
        name = op.f("fk_award_withdrawn_by_id_person")
        op.create_foreign_key(name, "award", "person", ["withdrawn_by_id"], ["id"])
        op.create_check_constraint(op.f(CHECK), "award", TAKEN_BACK)
    only_one(f"{LIVE} AND withdrawn_at IS NULL")
    op.add_column("deliverable", instant("withdrawn_at"))


def downgrade() -> None:
    for table in ("award", "deliverable"):
        taken = sa.select(sa.func.count()).select_from(sa.table(table))
        taken = taken.where(sa.column("withdrawn_at").is_not(None))
        if op.get_bind().scalar(taken):
            raise RuntimeError("A decision was taken back: it would stand again.")
    op.drop_column("deliverable", "withdrawn_at")
    op.drop_index(INDEX, table_name="award")
    if is_sqlite():
        rebuild(is_taken_back=False)
    else:
        op.drop_constraint(op.f(CHECK), "award", type_="check")
        for column in further():
            op.drop_column("award", column.name)
    only_one(LIVE)
