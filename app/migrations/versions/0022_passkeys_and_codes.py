"""passkeys, one-time codes with recovery codes, the steps on the way in, and colleagues asked

Going back drops them all: people sign in as they did before.

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

KINDS = ("add a passkey", "use a passkey", "enter a code")


def instant(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def words(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def of_person(
    table: str, *columns: sa.schema.SchemaItem, unique: str = "", nullable: bool = False
) -> None:
    """A table of things that people have."""
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.Column("person_id", sa.Integer(), nullable=nullable),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f(f"fk_{table}_person_id_person")
        ),
        sa.UniqueConstraint(*unique.split(), name=op.f(f"uq_{table}_{unique.replace(' ', '_')}")),
        *columns,
    )


def upgrade() -> None:
    of_person(
        "sign_in_step",
        words("token_hash"),
        sa.Column(
            "kind",
            sa.Enum(*KINDS, name="step_kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        words("next_path"),
        instant("expires_at"),
        instant("used_at", nullable=True),
        unique="token_hash",
        nullable=True,
    )
    of_person(
        "passkey",
        words("name"),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("handle", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        instant("added_at"),
        instant("last_used_at", nullable=True),
        instant("stopped_at", nullable=True),
        unique="credential_id",
    )
    of_person(
        "code_app",
        sa.Column("sealed_secret", sa.LargeBinary(), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        instant("made_at"),
        instant("confirmed_at", nullable=True),
        unique="person_id",
    )
    of_person(
        "recovery_code",
        words("code_hash"),
        instant("used_at", nullable=True),
        unique="person_id code_hash",
    )
    op.create_table(
        "colleague_asked",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_colleague_asked")),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_colleague_asked_company_id_company")
        ),
        words("name"),
        words("email"),
        words("token_hash"),
        sa.UniqueConstraint("token_hash", name=op.f("uq_colleague_asked_token_hash")),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_colleague_asked_asked_by_id_person")
        ),
        instant("asked_at"),
        instant("expires_at"),
        instant("ended_at", nullable=True),
    )
    op.create_index(op.f("ix_colleague_asked_company_id"), "colleague_asked", ["company_id"])
    op.create_index(op.f("ix_sign_in_step_person_id"), "sign_in_step", ["person_id"])
    op.create_index(op.f("ix_passkey_person_id"), "passkey", ["person_id"])


def downgrade() -> None:
    for name in ("colleague_asked", "recovery_code", "code_app", "passkey", "sign_in_step"):
        op.drop_table(name)
