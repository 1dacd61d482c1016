"""keyholders' keys, commissions' keys wrapped for each pair of them, and quotes that are sealed

Quotes of before stay as they are and can be read as before. Going back drops what is sealed: it is
refused while there is any sealed quote.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def instant(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def key(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def to(
    table: str, name: str, other: str, *, nullable: bool = False
) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column(name, sa.Integer(), nullable=nullable),
        sa.ForeignKeyConstraint([name], [f"{other}.id"], name=op.f(f"fk_{table}_{name}_{other}")),
    )


def words(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def unique(table: str, *names: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*names, name=op.f(f"uq_{table}_{'_'.join(names)}"))


def index(table: str, name: str) -> None:
    op.create_index(op.f(f"ix_{table}_{name}"), table, [name])


def upgrade() -> None:
    op.create_table(
        "keyholder_key",
        *key("keyholder_key"),
        *to("keyholder_key", "person_id", "person"),
        words("public"),
        words("locked"),
        sa.Column("is_recovery", sa.Boolean(), nullable=False),
        instant("made_at"),
        instant("confirmed_at", nullable=True),
        instant("retired_at", nullable=True),
        unique("keyholder_key", "public"),
    )
    index("keyholder_key", "person_id")
    in_use = sa.text("confirmed_at IS NOT NULL AND retired_at IS NULL")
    op.create_index(
        "uq_keyholder_key_one_in_use",
        "keyholder_key",
        ["person_id"],
        unique=True,
        sqlite_where=in_use,
        postgresql_where=in_use,
    )
    op.create_table(
        "joint_act",
        *key("joint_act"),
        sa.Column(
            "kind",
            sa.Enum(
                "rehearsal",
                "re-wrapping",
                name="joint_act_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        *to("joint_act", "first_key_id", "keyholder_key"),
        instant("begun_at"),
        instant("begun_really_at"),
        *to("joint_act", "second_key_id", "keyholder_key", nullable=True),
        instant("done_at", nullable=True),
        sa.CheckConstraint(
            "second_key_id IS NULL OR second_key_id <> first_key_id",
            name=op.f("ck_joint_act_two_keyholders"),
        ),
    )
    index("joint_act", "first_key_id")
    index("joint_act", "second_key_id")
    op.create_table(
        "commission_key",
        *key("commission_key"),
        *to("commission_key", "commission_id", "commission"),
        words("public"),
        instant("made_at"),
        unique("commission_key", "commission_id"),
        unique("commission_key", "public"),
    )
    op.create_table(
        "wrapped_key",
        *key("wrapped_key"),
        *to("wrapped_key", "commission_key_id", "commission_key"),
        *to("wrapped_key", "first_key_id", "keyholder_key"),
        *to("wrapped_key", "second_key_id", "keyholder_key"),
        words("wrapped"),
        instant("made_at"),
        unique("wrapped_key", "commission_key_id", "first_key_id", "second_key_id"),
        sa.CheckConstraint("first_key_id <> second_key_id", name=op.f("ck_wrapped_key_a_pair")),
    )
    for name in ("commission_key_id", "first_key_id", "second_key_id"):
        index("wrapped_key", name)
    op.create_table(
        "sealed_file",
        *key("sealed_file"),
        *to("sealed_file", "quote_id", "quote"),
        words("stored_as"),
        sa.Column("opened_as", sa.Text(), nullable=True),
        instant("added_at"),
        unique("sealed_file", "stored_as"),
        unique("sealed_file", "opened_as"),
    )
    index("sealed_file", "quote_id")
    # Not by copying the table: what refers to it would be in the way.
    op.add_column("quote", sa.Column("draft_key", sa.Text(), nullable=True))
    op.add_column(
        "quote", sa.Column("reading_public", sa.Text(), nullable=False, server_default="")
    )
    op.add_column("quote", sa.Column("contents", sa.LargeBinary(), nullable=True))
    op.add_column("quote", sa.Column("opened", sa.LargeBinary(), nullable=True))
    op.create_index("uq_quote_draft_key", "quote", ["draft_key"], unique=True)


def downgrade() -> None:
    sealed = op.get_bind().execute(sa.text("SELECT count(*) FROM quote WHERE contents IS NOT NULL"))
    if sealed.scalar():
        raise RuntimeError("There are sealed quotes: going back would lose them.")
    op.drop_index("uq_quote_draft_key", "quote")
    for name in ("opened", "contents", "reading_public", "draft_key"):
        op.drop_column("quote", name)
    for table in ("sealed_file", "wrapped_key", "commission_key", "joint_act", "keyholder_key"):
        op.drop_table(table)
