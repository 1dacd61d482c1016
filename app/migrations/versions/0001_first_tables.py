"""first tables

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


# Triggers that refuse to change what is on record, in the words of each database.
SQLITE_TRIGGERS = (
    "CREATE TRIGGER edition_no_update BEFORE UPDATE ON edition BEGIN SELECT RAISE(ABORT, 'edition is append-only'); END",
    "CREATE TRIGGER edition_no_delete BEFORE DELETE ON edition BEGIN SELECT RAISE(ABORT, 'edition is append-only'); END",
    "CREATE TRIGGER edition_no_replace BEFORE INSERT ON edition WHEN NEW.id IN (SELECT id FROM edition) BEGIN SELECT RAISE(ABORT, 'edition is append-only'); END",
    "CREATE TRIGGER revision_no_update BEFORE UPDATE ON revision BEGIN SELECT RAISE(ABORT, 'revision is append-only'); END",
    "CREATE TRIGGER revision_no_delete BEFORE DELETE ON revision BEGIN SELECT RAISE(ABORT, 'revision is append-only'); END",
    "CREATE TRIGGER revision_no_replace BEFORE INSERT ON revision WHEN NEW.id IN (SELECT id FROM revision) BEGIN SELECT RAISE(ABORT, 'revision is append-only'); END",
    "CREATE TRIGGER invitation_reply_no_update BEFORE UPDATE ON invitation_reply BEGIN SELECT RAISE(ABORT, 'invitation_reply is append-only'); END",
    "CREATE TRIGGER invitation_reply_no_delete BEFORE DELETE ON invitation_reply BEGIN SELECT RAISE(ABORT, 'invitation_reply is append-only'); END",
    "CREATE TRIGGER invitation_reply_no_replace BEFORE INSERT ON invitation_reply WHEN NEW.id IN (SELECT id FROM invitation_reply) BEGIN SELECT RAISE(ABORT, 'invitation_reply is append-only'); END",
    "CREATE TRIGGER declaration_no_update BEFORE UPDATE ON declaration BEGIN SELECT RAISE(ABORT, 'declaration is append-only'); END",
    "CREATE TRIGGER declaration_no_delete BEFORE DELETE ON declaration BEGIN SELECT RAISE(ABORT, 'declaration is append-only'); END",
    "CREATE TRIGGER declaration_no_replace BEFORE INSERT ON declaration WHEN NEW.id IN (SELECT id FROM declaration) BEGIN SELECT RAISE(ABORT, 'declaration is append-only'); END",
    "CREATE TRIGGER scoring_close_no_update BEFORE UPDATE ON scoring_close BEGIN SELECT RAISE(ABORT, 'scoring_close is append-only'); END",
    "CREATE TRIGGER scoring_close_no_delete BEFORE DELETE ON scoring_close BEGIN SELECT RAISE(ABORT, 'scoring_close is append-only'); END",
    "CREATE TRIGGER scoring_close_no_replace BEFORE INSERT ON scoring_close WHEN NEW.id IN (SELECT id FROM scoring_close) BEGIN SELECT RAISE(ABORT, 'scoring_close is append-only'); END",
    "CREATE TRIGGER score_change_no_update BEFORE UPDATE ON score_change BEGIN SELECT RAISE(ABORT, 'score_change is append-only'); END",
    "CREATE TRIGGER score_change_no_delete BEFORE DELETE ON score_change BEGIN SELECT RAISE(ABORT, 'score_change is append-only'); END",
    "CREATE TRIGGER score_change_no_replace BEFORE INSERT ON score_change WHEN NEW.id IN (SELECT id FROM score_change) BEGIN SELECT RAISE(ABORT, 'score_change is append-only'); END",
    "CREATE TRIGGER refused_attempt_no_update BEFORE UPDATE ON refused_attempt BEGIN SELECT RAISE(ABORT, 'refused_attempt is append-only'); END",
    "CREATE TRIGGER refused_attempt_no_delete BEFORE DELETE ON refused_attempt BEGIN SELECT RAISE(ABORT, 'refused_attempt is append-only'); END",
    "CREATE TRIGGER refused_attempt_no_replace BEFORE INSERT ON refused_attempt WHEN NEW.id IN (SELECT id FROM refused_attempt) BEGIN SELECT RAISE(ABORT, 'refused_attempt is append-only'); END",
    "CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END",
    "CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END",
    "CREATE TRIGGER audit_entry_no_replace BEFORE INSERT ON audit_entry WHEN NEW.id IN (SELECT id FROM audit_entry) BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END",
    "CREATE TRIGGER brief_frozen_update BEFORE UPDATE ON brief WHEN OLD.issued_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'an issued brief is frozen'); END",
    "CREATE TRIGGER brief_frozen_delete BEFORE DELETE ON brief WHEN OLD.issued_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'an issued brief is frozen'); END",
    "CREATE TRIGGER brief_frozen_replace BEFORE INSERT ON brief WHEN EXISTS (SELECT 1 FROM brief b WHERE b.issued_at IS NOT NULL AND (b.id = NEW.id OR (b.commission_id = NEW.commission_id AND b.number = NEW.number))) BEGIN SELECT RAISE(ABORT, 'an issued brief is frozen'); END",
    "CREATE TRIGGER brief_issued_later BEFORE INSERT ON brief WHEN NEW.issued_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a brief is written first and issued later'); END",
    "CREATE TRIGGER brief_total BEFORE UPDATE ON brief WHEN OLD.issued_at IS NULL AND NEW.issued_at IS NOT NULL AND NEW.price_weight + (SELECT coalesce(sum(weight), 0) FROM criterion WHERE brief_id = NEW.id) <> 100 BEGIN SELECT RAISE(ABORT, 'the weights of an issued brief must total 100'); END",
    "CREATE TRIGGER criterion_frozen_insert BEFORE INSERT ON criterion WHEN EXISTS (SELECT 1 FROM brief b WHERE b.id = NEW.brief_id AND b.issued_at IS NOT NULL) OR EXISTS (SELECT 1 FROM criterion t JOIN brief b ON b.id = t.brief_id WHERE t.id = NEW.id AND b.issued_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'an issued brief is frozen'); END",
    "CREATE TRIGGER criterion_frozen_update BEFORE UPDATE ON criterion WHEN EXISTS (SELECT 1 FROM brief b WHERE b.id = OLD.brief_id AND b.issued_at IS NOT NULL) OR EXISTS (SELECT 1 FROM brief b WHERE b.id = NEW.brief_id AND b.issued_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'an issued brief is frozen'); END",
    "CREATE TRIGGER criterion_frozen_delete BEFORE DELETE ON criterion WHEN EXISTS (SELECT 1 FROM brief b WHERE b.id = OLD.brief_id AND b.issued_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'an issued brief is frozen'); END",
    "CREATE TRIGGER question_frozen_insert BEFORE INSERT ON question WHEN EXISTS (SELECT 1 FROM brief b WHERE b.id = NEW.brief_id AND b.issued_at IS NOT NULL) OR EXISTS (SELECT 1 FROM question t JOIN brief b ON b.id = t.brief_id WHERE t.id = NEW.id AND b.issued_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'an issued brief is frozen'); END",
    "CREATE TRIGGER question_frozen_update BEFORE UPDATE ON question WHEN EXISTS (SELECT 1 FROM brief b WHERE b.id = OLD.brief_id AND b.issued_at IS NOT NULL) OR EXISTS (SELECT 1 FROM brief b WHERE b.id = NEW.brief_id AND b.issued_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'an issued brief is frozen'); END",
    "CREATE TRIGGER question_frozen_delete BEFORE DELETE ON question WHEN EXISTS (SELECT 1 FROM brief b WHERE b.id = OLD.brief_id AND b.issued_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'an issued brief is frozen'); END",
    "CREATE TRIGGER brief_document_frozen_insert BEFORE INSERT ON brief_document WHEN EXISTS (SELECT 1 FROM brief b WHERE b.id = NEW.brief_id AND b.issued_at IS NOT NULL) OR EXISTS (SELECT 1 FROM brief_document t JOIN brief b ON b.id = t.brief_id WHERE t.id = NEW.id AND b.issued_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'an issued brief is frozen'); END",
    "CREATE TRIGGER brief_document_frozen_update BEFORE UPDATE ON brief_document WHEN EXISTS (SELECT 1 FROM brief b WHERE b.id = OLD.brief_id AND b.issued_at IS NOT NULL) OR EXISTS (SELECT 1 FROM brief b WHERE b.id = NEW.brief_id AND b.issued_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'an issued brief is frozen'); END",
    "CREATE TRIGGER brief_document_frozen_delete BEFORE DELETE ON brief_document WHEN EXISTS (SELECT 1 FROM brief b WHERE b.id = OLD.brief_id AND b.issued_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'an issued brief is frozen'); END",
)

POSTGRESQL_TRIGGERS = (
    "CREATE FUNCTION edition_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'edition is append-only'; END $$",
    "CREATE TRIGGER edition_no_change BEFORE UPDATE OR DELETE ON edition FOR EACH ROW EXECUTE FUNCTION edition_refuse()",
    "CREATE TRIGGER edition_no_truncate BEFORE TRUNCATE ON edition FOR EACH STATEMENT EXECUTE FUNCTION edition_refuse()",
    "CREATE FUNCTION revision_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'revision is append-only'; END $$",
    "CREATE TRIGGER revision_no_change BEFORE UPDATE OR DELETE ON revision FOR EACH ROW EXECUTE FUNCTION revision_refuse()",
    "CREATE TRIGGER revision_no_truncate BEFORE TRUNCATE ON revision FOR EACH STATEMENT EXECUTE FUNCTION revision_refuse()",
    "CREATE FUNCTION invitation_reply_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'invitation_reply is append-only'; END $$",
    "CREATE TRIGGER invitation_reply_no_change BEFORE UPDATE OR DELETE ON invitation_reply FOR EACH ROW EXECUTE FUNCTION invitation_reply_refuse()",
    "CREATE TRIGGER invitation_reply_no_truncate BEFORE TRUNCATE ON invitation_reply FOR EACH STATEMENT EXECUTE FUNCTION invitation_reply_refuse()",
    "CREATE FUNCTION declaration_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'declaration is append-only'; END $$",
    "CREATE TRIGGER declaration_no_change BEFORE UPDATE OR DELETE ON declaration FOR EACH ROW EXECUTE FUNCTION declaration_refuse()",
    "CREATE TRIGGER declaration_no_truncate BEFORE TRUNCATE ON declaration FOR EACH STATEMENT EXECUTE FUNCTION declaration_refuse()",
    "CREATE FUNCTION scoring_close_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'scoring_close is append-only'; END $$",
    "CREATE TRIGGER scoring_close_no_change BEFORE UPDATE OR DELETE ON scoring_close FOR EACH ROW EXECUTE FUNCTION scoring_close_refuse()",
    "CREATE TRIGGER scoring_close_no_truncate BEFORE TRUNCATE ON scoring_close FOR EACH STATEMENT EXECUTE FUNCTION scoring_close_refuse()",
    "CREATE FUNCTION score_change_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'score_change is append-only'; END $$",
    "CREATE TRIGGER score_change_no_change BEFORE UPDATE OR DELETE ON score_change FOR EACH ROW EXECUTE FUNCTION score_change_refuse()",
    "CREATE TRIGGER score_change_no_truncate BEFORE TRUNCATE ON score_change FOR EACH STATEMENT EXECUTE FUNCTION score_change_refuse()",
    "CREATE FUNCTION refused_attempt_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused_attempt is append-only'; END $$",
    "CREATE TRIGGER refused_attempt_no_change BEFORE UPDATE OR DELETE ON refused_attempt FOR EACH ROW EXECUTE FUNCTION refused_attempt_refuse()",
    "CREATE TRIGGER refused_attempt_no_truncate BEFORE TRUNCATE ON refused_attempt FOR EACH STATEMENT EXECUTE FUNCTION refused_attempt_refuse()",
    "CREATE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'audit_entry is append-only'; END $$",
    "CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse()",
    "CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse()",
    "CREATE OR REPLACE FUNCTION brief_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP = 'TRUNCATE' THEN RAISE EXCEPTION 'an issued brief is frozen'; END IF; IF TG_OP = 'INSERT' THEN IF NEW.issued_at IS NOT NULL THEN RAISE EXCEPTION 'a brief is written first and issued later'; END IF; RETURN NEW; END IF; IF OLD.issued_at IS NOT NULL THEN RAISE EXCEPTION 'an issued brief is frozen'; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; IF NEW.issued_at IS NOT NULL AND NEW.price_weight + (SELECT coalesce(sum(weight), 0) FROM criterion WHERE brief_id = NEW.id) <> 100 THEN RAISE EXCEPTION 'the weights of an issued brief must total 100'; END IF; RETURN NEW; END $$",
    "CREATE TRIGGER brief_frozen BEFORE INSERT OR UPDATE OR DELETE ON brief FOR EACH ROW EXECUTE FUNCTION brief_frozen()",
    "CREATE TRIGGER brief_frozen_truncate BEFORE TRUNCATE ON brief FOR EACH STATEMENT EXECUTE FUNCTION brief_frozen()",
    "CREATE OR REPLACE FUNCTION criterion_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP = 'TRUNCATE' THEN RAISE EXCEPTION 'an issued brief is frozen'; END IF; IF TG_OP <> 'INSERT' THEN IF EXISTS (SELECT 1 FROM brief b WHERE b.id = OLD.brief_id AND b.issued_at IS NOT NULL) THEN RAISE EXCEPTION 'an issued brief is frozen'; END IF; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; IF EXISTS (SELECT 1 FROM brief b WHERE b.id = NEW.brief_id AND b.issued_at IS NOT NULL) THEN RAISE EXCEPTION 'an issued brief is frozen'; END IF; RETURN NEW; END $$",
    "CREATE TRIGGER criterion_frozen BEFORE INSERT OR UPDATE OR DELETE ON criterion FOR EACH ROW EXECUTE FUNCTION criterion_frozen()",
    "CREATE TRIGGER criterion_frozen_truncate BEFORE TRUNCATE ON criterion FOR EACH STATEMENT EXECUTE FUNCTION criterion_frozen()",
    "CREATE OR REPLACE FUNCTION question_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP = 'TRUNCATE' THEN RAISE EXCEPTION 'an issued brief is frozen'; END IF; IF TG_OP <> 'INSERT' THEN IF EXISTS (SELECT 1 FROM brief b WHERE b.id = OLD.brief_id AND b.issued_at IS NOT NULL) THEN RAISE EXCEPTION 'an issued brief is frozen'; END IF; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; IF EXISTS (SELECT 1 FROM brief b WHERE b.id = NEW.brief_id AND b.issued_at IS NOT NULL) THEN RAISE EXCEPTION 'an issued brief is frozen'; END IF; RETURN NEW; END $$",
    "CREATE TRIGGER question_frozen BEFORE INSERT OR UPDATE OR DELETE ON question FOR EACH ROW EXECUTE FUNCTION question_frozen()",
    "CREATE TRIGGER question_frozen_truncate BEFORE TRUNCATE ON question FOR EACH STATEMENT EXECUTE FUNCTION question_frozen()",
    "CREATE OR REPLACE FUNCTION brief_document_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP = 'TRUNCATE' THEN RAISE EXCEPTION 'an issued brief is frozen'; END IF; IF TG_OP <> 'INSERT' THEN IF EXISTS (SELECT 1 FROM brief b WHERE b.id = OLD.brief_id AND b.issued_at IS NOT NULL) THEN RAISE EXCEPTION 'an issued brief is frozen'; END IF; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; IF EXISTS (SELECT 1 FROM brief b WHERE b.id = NEW.brief_id AND b.issued_at IS NOT NULL) THEN RAISE EXCEPTION 'an issued brief is frozen'; END IF; RETURN NEW; END $$",
    "CREATE TRIGGER brief_document_frozen BEFORE INSERT OR UPDATE OR DELETE ON brief_document FOR EACH ROW EXECUTE FUNCTION brief_document_frozen()",
    "CREATE TRIGGER brief_document_frozen_truncate BEFORE TRUNCATE ON brief_document FOR EACH STATEMENT EXECUTE FUNCTION brief_document_frozen()",
)

POSTGRESQL_FUNCTIONS = (
    "audit_entry_refuse",
    "brief_document_frozen",
    "brief_frozen",
    "criterion_frozen",
    "declaration_refuse",
    "edition_refuse",
    "invitation_reply_refuse",
    "question_frozen",
    "refused_attempt_refuse",
    "revision_refuse",
    "score_change_refuse",
    "scoring_close_refuse",
)


def upgrade() -> None:
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
    )
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attempt_key"), ["key"], unique=False)

    op.create_table(
        "company",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column(
            "size",
            sa.Enum(
                "micro",
                "small",
                "medium",
                "large",
                name="company_size",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("is_third_sector", sa.Boolean(), nullable=False),
        sa.Column("is_social_enterprise", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company")),
        sa.UniqueConstraint("name", name=op.f("uq_company_name")),
    )
    op.create_table(
        "kept_setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_setting")),
        sa.UniqueConstraint("key", name=op.f("uq_kept_setting_key")),
    )
    op.create_table(
        "outbox_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("to", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("holds_link", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_mail")),
    )
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("group_name", sa.Text(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=True),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("footer", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=True),
        sa.Column("unread", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_plan_fingerprint")),
        sa.UniqueConstraint("slug", name=op.f("uq_plan_slug")),
    )
    op.create_table(
        "action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("who_written", sa.Text(), nullable=False),
        sa.Column("who_note", sa.Text(), nullable=False),
        sa.Column("success", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_action_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_action_plan_id_number")),
    )
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("job", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("company_id", sa.Integer(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_person_email_lower")),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_person_company_id_company")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_company_id"), ["company_id"], unique=False)

    op.create_table(
        "edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_edition_plan_id_plan")),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["person.id"], name=op.f("fk_edition_published_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_edition_plan_id_number")),
    )
    with op.batch_alter_table("edition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_edition_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f("fk_measure_action_id_action")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
        sa.UniqueConstraint("action_id", "name", name=op.f("uq_measure_action_id_name")),
    )
    with op.batch_alter_table("measure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measure_action_id"), ["action_id"], unique=False)

    op.create_table(
        "milestone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("review_by", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f("fk_milestone_action_id_action")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
        sa.UniqueConstraint("action_id", "number", name=op.f("uq_milestone_action_id_number")),
    )
    with op.batch_alter_table("milestone", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_milestone_action_id"), ["action_id"], unique=False)

    op.create_table(
        "partner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f("fk_partner_action_id_action")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner")),
    )
    with op.batch_alter_table("partner", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_partner_action_id"), ["action_id"], unique=False)

    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("subject_type", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_revision_by_id_person")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_revision_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
    )
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_revision_plan_id"), ["plan_id"], unique=False)
        batch_op.create_index("ix_revision_subject", ["subject_type", "subject_id"], unique=False)

    op.create_table(
        "role_grant",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "officer",
                "member",
                "company",
                "administrator",
                "keyholder",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.CheckConstraint("role <> 'company'", name=op.f("ck_role_grant_company_is_no_grant")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_role_grant_person_id_person")
        ),
        sa.PrimaryKeyConstraint("person_id", "role", name=op.f("pk_role_grant")),
    )
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_sign_in_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_token_hash")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_person_id"), ["person_id"], unique=False)

    op.create_table(
        "sign_in_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "sign in",
                "set password",
                name="link_purpose",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("next_path", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_sign_in_link_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_link_token_hash")),
    )
    with op.batch_alter_table("sign_in_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_link_person_id"), ["person_id"], unique=False)

    op.create_table(
        "agreed_date",
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "cause",
            sa.Enum(
                "first date",
                "company late",
                "nothing received",
                "scope changed",
                "funding",
                "staff",
                "waiting on another milestone",
                "weather",
                "correction",
                "other",
                name="cause",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("meeting", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "proposed",
                "approved",
                "refused",
                name="agreement",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("agreed_is", sa.Text(), nullable=False),
        sa.Column("decision_reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("as_written", sa.Text(), nullable=False),
        sa.Column("earliest", sa.Date(), nullable=True),
        sa.Column("latest", sa.Date(), nullable=True),
        sa.Column("precision", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("edtf", sa.Text(), nullable=True),
        sa.Column("is_ambiguous", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(outcome = 'proposed') = (decided_on IS NULL)", name=op.f("ck_agreed_date_decided")
        ),
        sa.CheckConstraint(
            "decided_by_id IS NULL OR proposed_by_id IS NULL OR decided_by_id <> proposed_by_id",
            name=op.f("ck_agreed_date_two_people"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_agreed_date_decided_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestone.id"], name=op.f("fk_agreed_date_milestone_id_milestone")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["person.id"], name=op.f("fk_agreed_date_proposed_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreed_date")),
    )
    with op.batch_alter_table("agreed_date", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_agreed_date_milestone_id"), ["milestone_id"], unique=False
        )

    op.create_table(
        "commission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("quote_deadline", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("scores_opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recommended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("awarded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("not_awarded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_reason", sa.Text(), nullable=False),
        sa.Column("few_invited_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestone.id"], name=op.f("fk_commission_milestone_id_milestone")
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["person.id"], name=op.f("fk_commission_officer_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commission")),
        sa.UniqueConstraint("reference", name=op.f("uq_commission_reference")),
    )
    with op.batch_alter_table("commission", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_commission_milestone_id"), ["milestone_id"], unique=False
        )

    op.create_table(
        "dependency",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.Column("needs_id", sa.Integer(), nullable=False),
        sa.Column("gap_days", sa.Integer(), nullable=False),
        sa.Column("is_by_hand", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("removed_on", sa.Date(), nullable=True),
        sa.CheckConstraint("gap_days >= 0", name=op.f("ck_dependency_gap_not_negative")),
        sa.CheckConstraint("milestone_id <> needs_id", name=op.f("ck_dependency_not_itself")),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestone.id"], name=op.f("fk_dependency_milestone_id_milestone")
        ),
        sa.ForeignKeyConstraint(
            ["needs_id"], ["milestone.id"], name=op.f("fk_dependency_needs_id_milestone")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dependency")),
    )
    with op.batch_alter_table("dependency", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_dependency_milestone_id"), ["milestone_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_dependency_needs_id"), ["needs_id"], unique=False)
        batch_op.create_index(
            "uq_dependency_one_live",
            ["milestone_id", "needs_id"],
            unique=True,
            sqlite_where=sa.text("removed_on IS NULL"),
            postgresql_where=sa.text("removed_on IS NULL"),
        )

    op.create_table(
        "forecast",
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "cause",
            sa.Enum(
                "first date",
                "company late",
                "nothing received",
                "scope changed",
                "funding",
                "staff",
                "waiting on another milestone",
                "weather",
                "correction",
                "other",
                name="cause",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("as_written", sa.Text(), nullable=False),
        sa.Column("earliest", sa.Date(), nullable=True),
        sa.Column("latest", sa.Date(), nullable=True),
        sa.Column("precision", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("edtf", sa.Text(), nullable=True),
        sa.Column("is_ambiguous", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_forecast_by_id_person")),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestone.id"], name=op.f("fk_forecast_milestone_id_milestone")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forecast")),
    )
    with op.batch_alter_table("forecast", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_forecast_milestone_id"), ["milestone_id"], unique=False
        )

    op.create_table(
        "met",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_met_by_id_person")),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestone.id"], name=op.f("fk_met_milestone_id_milestone")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_met")),
    )
    with op.batch_alter_table("met", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_met_milestone_id"), ["milestone_id"], unique=False)

    op.create_table(
        "progress_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("is_slippage", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f("fk_progress_entry_action_id_action")
        ),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["person.id"], name=op.f("fk_progress_entry_approved_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_progress_entry_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["milestone_id"],
            ["milestone.id"],
            name=op.f("fk_progress_entry_milestone_id_milestone"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress_entry")),
    )
    with op.batch_alter_table("progress_entry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_progress_entry_action_id"), ["action_id"], unique=False
        )

    op.create_table(
        "reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("day_is", sa.Text(), nullable=False),
        sa.Column("value", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_reading_by_id_person")),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_reading_measure_id_measure")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
    )
    with op.batch_alter_table("reading", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reading_measure_id"), ["measure_id"], unique=False)

    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("subject_type", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("subject_name", sa.Text(), nullable=False),
        sa.Column("commission_id", sa.Integer(), nullable=True),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_audit_entry_actor_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["commission_id"],
            ["commission.id"],
            name=op.f("fk_audit_entry_commission_id_commission"),
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_audit_entry_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entry_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_audit_entry_commission_id"), ["commission_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_audit_entry_plan_id"), ["plan_id"], unique=False)
        batch_op.create_index(
            "ix_audit_entry_subject", ["subject_type", "subject_id"], unique=False
        )

    op.create_table(
        "brief",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commission_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("background", sa.Text(), nullable=False),
        sa.Column("wanted", sa.Text(), nullable=False),
        sa.Column("outputs", sa.Text(), nullable=False),
        sa.Column("budget_pence", sa.BigInteger(), nullable=True),
        sa.Column("budget_withheld", sa.Boolean(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("timetable", sa.Text(), nullable=False),
        sa.Column("price_weight", sa.Integer(), nullable=False),
        sa.Column("quote_deadline", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivery_written", sa.Text(), nullable=False),
        sa.Column("delivery_earliest", sa.Date(), nullable=True),
        sa.Column("delivery_latest", sa.Date(), nullable=True),
        sa.Column("amendment_reason", sa.Text(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("issued_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "budget_pence IS NULL OR budget_pence >= 0", name=op.f("ck_brief_budget")
        ),
        sa.CheckConstraint("price_weight BETWEEN 0 AND 100", name=op.f("ck_brief_price_weight")),
        sa.ForeignKeyConstraint(
            ["commission_id"], ["commission.id"], name=op.f("fk_brief_commission_id_commission")
        ),
        sa.ForeignKeyConstraint(
            ["issued_by_id"], ["person.id"], name=op.f("fk_brief_issued_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brief")),
        sa.UniqueConstraint("commission_id", "number", name=op.f("uq_brief_commission_id_number")),
    )
    with op.batch_alter_table("brief", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_brief_commission_id"), ["commission_id"], unique=False)

    op.create_table(
        "declaration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commission_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "interest",
            sa.Enum(
                "no interest",
                "conflict of interest",
                name="interest",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["commission_id"],
            ["commission.id"],
            name=op.f("fk_declaration_commission_id_commission"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_declaration_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declaration")),
    )
    with op.batch_alter_table("declaration", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_declaration_commission_id"), ["commission_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_declaration_person_id"), ["person_id"], unique=False)

    op.create_table(
        "deliverable",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commission_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commission_id"],
            ["commission.id"],
            name=op.f("fk_deliverable_commission_id_commission"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliverable")),
        sa.UniqueConstraint(
            "commission_id", "number", name=op.f("uq_deliverable_commission_id_number")
        ),
    )
    with op.batch_alter_table("deliverable", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_deliverable_commission_id"), ["commission_id"], unique=False
        )

    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commission_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("sent_to", sa.Text(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("invited_by_id", sa.Integer(), nullable=False),
        sa.Column(
            "reply",
            sa.Enum(
                "no reply yet",
                "will quote",
                "declined",
                name="reply",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reply_reason", sa.Text(), nullable=False),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["commission_id"],
            ["commission.id"],
            name=op.f("fk_invitation_commission_id_commission"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_invitation_company_id_company")
        ),
        sa.ForeignKeyConstraint(
            ["invited_by_id"], ["person.id"], name=op.f("fk_invitation_invited_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint(
            "commission_id", "company_id", name=op.f("uq_invitation_commission_id_company_id")
        ),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_invitation_commission_id"), ["commission_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_invitation_company_id"), ["company_id"], unique=False)

    op.create_table(
        "opening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commission_id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begun_really_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("record", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "second_id IS NULL OR second_id <> first_id", name=op.f("ck_opening_two_people")
        ),
        sa.ForeignKeyConstraint(
            ["commission_id"], ["commission.id"], name=op.f("fk_opening_commission_id_commission")
        ),
        sa.ForeignKeyConstraint(
            ["first_id"], ["person.id"], name=op.f("fk_opening_first_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["person.id"], name=op.f("fk_opening_second_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening")),
    )
    with op.batch_alter_table("opening", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_opening_commission_id"), ["commission_id"], unique=False
        )
        batch_op.create_index(
            "uq_opening_one_done",
            ["commission_id"],
            unique=True,
            sqlite_where=sa.text("opened_at IS NOT NULL"),
            postgresql_where=sa.text("opened_at IS NOT NULL"),
        )

    op.create_table(
        "score_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commission_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["commission_id"],
            ["commission.id"],
            name=op.f("fk_score_sheet_commission_id_commission"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_score_sheet_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_sheet")),
        sa.UniqueConstraint(
            "commission_id", "person_id", name=op.f("uq_score_sheet_commission_id_person_id")
        ),
    )
    with op.batch_alter_table("score_sheet", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_score_sheet_commission_id"), ["commission_id"], unique=False
        )

    op.create_table(
        "scoring_close",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commission_id", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by_id", sa.Integer(), nullable=False),
        sa.Column("missing", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["person.id"], name=op.f("fk_scoring_close_closed_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["commission_id"],
            ["commission.id"],
            name=op.f("fk_scoring_close_commission_id_commission"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scoring_close")),
        sa.UniqueConstraint("commission_id", name=op.f("uq_scoring_close_commission_id")),
    )
    op.create_table(
        "slippage_sentence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "proposed",
                "approved",
                "refused",
                name="sentence_outcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=False),
        sa.Column("progress_entry_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "decided_by_id IS NULL OR decided_by_id <> written_by_id",
            name=op.f("ck_slippage_sentence_two_people"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_slippage_sentence_decided_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["milestone_id"],
            ["milestone.id"],
            name=op.f("fk_slippage_sentence_milestone_id_milestone"),
        ),
        sa.ForeignKeyConstraint(
            ["progress_entry_id"],
            ["progress_entry.id"],
            name=op.f("fk_slippage_sentence_progress_entry_id_progress_entry"),
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name=op.f("fk_slippage_sentence_written_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slippage_sentence")),
    )
    with op.batch_alter_table("slippage_sentence", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_slippage_sentence_milestone_id"), ["milestone_id"], unique=False
        )
        batch_op.create_index(
            "uq_slippage_sentence_one_waiting",
            ["milestone_id"],
            unique=True,
            sqlite_where=sa.text("outcome = 'proposed'"),
            postgresql_where=sa.text("outcome = 'proposed'"),
        )

    op.create_table(
        "brief_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("brief_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("typed_name", sa.Text(), nullable=False),
        sa.Column("stored_as", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["brief_id"], ["brief.id"], name=op.f("fk_brief_document_brief_id_brief")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brief_document")),
        sa.UniqueConstraint("brief_id", "sha256", name=op.f("uq_brief_document_brief_id_sha256")),
    )
    with op.batch_alter_table("brief_document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_brief_document_brief_id"), ["brief_id"], unique=False)

    op.create_table(
        "criterion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("brief_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("guidance", sa.Text(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.CheckConstraint("weight BETWEEN 1 AND 100", name=op.f("ck_criterion_weight")),
        sa.ForeignKeyConstraint(
            ["brief_id"], ["brief.id"], name=op.f("fk_criterion_brief_id_brief")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion")),
        sa.UniqueConstraint("brief_id", "key", name=op.f("uq_criterion_brief_id_key")),
        sa.UniqueConstraint("brief_id", "number", name=op.f("uq_criterion_brief_id_number")),
    )
    with op.batch_alter_table("criterion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_criterion_brief_id"), ["brief_id"], unique=False)

    op.create_table(
        "deliverable_date",
        sa.Column("deliverable_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "cause",
            sa.Enum(
                "first date",
                "company late",
                "nothing received",
                "scope changed",
                "funding",
                "staff",
                "waiting on another milestone",
                "weather",
                "correction",
                "other",
                name="cause",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("meeting", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "proposed",
                "approved",
                "refused",
                name="agreement",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("agreed_is", sa.Text(), nullable=False),
        sa.Column("decision_reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("as_written", sa.Text(), nullable=False),
        sa.Column("earliest", sa.Date(), nullable=True),
        sa.Column("latest", sa.Date(), nullable=True),
        sa.Column("precision", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("edtf", sa.Text(), nullable=True),
        sa.Column("is_ambiguous", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(outcome = 'proposed') = (decided_on IS NULL)",
            name=op.f("ck_deliverable_date_decided"),
        ),
        sa.CheckConstraint(
            "decided_by_id IS NULL OR proposed_by_id IS NULL OR decided_by_id <> proposed_by_id",
            name=op.f("ck_deliverable_date_two_people"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_deliverable_date_decided_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["deliverable_id"],
            ["deliverable.id"],
            name=op.f("fk_deliverable_date_deliverable_id_deliverable"),
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"],
            ["person.id"],
            name=op.f("fk_deliverable_date_proposed_by_id_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliverable_date")),
    )
    with op.batch_alter_table("deliverable_date", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_deliverable_date_deliverable_id"), ["deliverable_id"], unique=False
        )

    op.create_table(
        "deliverable_forecast",
        sa.Column("deliverable_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "cause",
            sa.Enum(
                "first date",
                "company late",
                "nothing received",
                "scope changed",
                "funding",
                "staff",
                "waiting on another milestone",
                "weather",
                "correction",
                "other",
                name="cause",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("as_written", sa.Text(), nullable=False),
        sa.Column("earliest", sa.Date(), nullable=True),
        sa.Column("latest", sa.Date(), nullable=True),
        sa.Column("precision", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("edtf", sa.Text(), nullable=True),
        sa.Column("is_ambiguous", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_deliverable_forecast_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["deliverable_id"],
            ["deliverable.id"],
            name=op.f("fk_deliverable_forecast_deliverable_id_deliverable"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliverable_forecast")),
    )
    with op.batch_alter_table("deliverable_forecast", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_deliverable_forecast_deliverable_id"), ["deliverable_id"], unique=False
        )

    op.create_table(
        "delivery_receipt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deliverable_id", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("typed_name", sa.Text(), nullable=True),
        sa.Column("stored_as", sa.Text(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_accepted", sa.Boolean(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(decided_on IS NULL) = (is_accepted IS NULL)", name=op.f("ck_delivery_receipt_decided")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_delivery_receipt_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_delivery_receipt_decided_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["deliverable_id"],
            ["deliverable.id"],
            name=op.f("fk_delivery_receipt_deliverable_id_deliverable"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_receipt")),
    )
    with op.batch_alter_table("delivery_receipt", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_delivery_receipt_deliverable_id"), ["deliverable_id"], unique=False
        )

    op.create_table(
        "invitation_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "reply",
            sa.Enum(
                "no reply yet",
                "will quote",
                "declined",
                name="invitation_reply_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_invitation_reply_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["invitation.id"],
            name=op.f("fk_invitation_reply_invitation_id_invitation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation_reply")),
    )
    with op.batch_alter_table("invitation_reply", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_invitation_reply_invitation_id"), ["invitation_id"], unique=False
        )

    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("brief_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("word_limit", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "word_limit IS NULL OR word_limit > 0", name=op.f("ck_question_word_limit")
        ),
        sa.ForeignKeyConstraint(
            ["brief_id"], ["brief.id"], name=op.f("fk_question_brief_id_brief")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("brief_id", "key", name=op.f("uq_question_brief_id_key")),
        sa.UniqueConstraint("brief_id", "number", name=op.f("uq_question_brief_id_number")),
    )
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_brief_id"), ["brief_id"], unique=False)

    op.create_table(
        "quote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "withdrawn",
                "replaced",
                name="quote_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_by_id", sa.Integer(), nullable=True),
        sa.Column("receipt", sa.Text(), nullable=True),
        sa.Column("manifest", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state = 'draft' OR receipt IS NOT NULL", name=op.f("ck_quote_receipt")),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitation.id"], name=op.f("fk_quote_invitation_id_invitation")
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by_id"], ["person.id"], name=op.f("fk_quote_submitted_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote")),
        sa.UniqueConstraint("receipt", name=op.f("uq_quote_receipt")),
    )
    with op.batch_alter_table("quote", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_quote_invitation_id"), ["invitation_id"], unique=False)
        batch_op.create_index(
            "uq_quote_one_draft",
            ["invitation_id"],
            unique=True,
            sqlite_where=sa.text("state = 'draft'"),
            postgresql_where=sa.text("state = 'draft'"),
        )
        batch_op.create_index(
            "uq_quote_one_submitted",
            ["invitation_id"],
            unique=True,
            sqlite_where=sa.text("state = 'submitted'"),
            postgresql_where=sa.text("state = 'submitted'"),
        )

    op.create_table(
        "refused_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["invitation.id"],
            name=op.f("fk_refused_attempt_invitation_id_invitation"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_refused_attempt_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refused_attempt")),
    )
    with op.batch_alter_table("refused_attempt", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_refused_attempt_invitation_id"), ["invitation_id"], unique=False
        )

    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_answer_question_id_question")
        ),
        sa.ForeignKeyConstraint(["quote_id"], ["quote.id"], name=op.f("fk_answer_quote_id_quote")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint("quote_id", "question_id", name=op.f("uq_answer_quote_id_question_id")),
    )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_quote_id"), ["quote_id"], unique=False)

    op.create_table(
        "award",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commission_id", sa.Integer(), nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=True),
        sa.Column("value_pence", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "proposed",
                "approved",
                "refused",
                name="award_outcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "decided_by_id IS NULL OR decided_by_id <> proposed_by_id",
            name=op.f("ck_award_two_people"),
        ),
        sa.ForeignKeyConstraint(
            ["commission_id"], ["commission.id"], name=op.f("fk_award_commission_id_commission")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_award_decided_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["person.id"], name=op.f("fk_award_proposed_by_id_person")
        ),
        sa.ForeignKeyConstraint(["quote_id"], ["quote.id"], name=op.f("fk_award_quote_id_quote")),
        sa.ForeignKeyConstraint(
            ["told_by_id"], ["person.id"], name=op.f("fk_award_told_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award")),
    )
    with op.batch_alter_table("award", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_award_commission_id"), ["commission_id"], unique=False)
        batch_op.create_index(
            "uq_award_one_live",
            ["commission_id"],
            unique=True,
            sqlite_where=sa.text("outcome <> 'refused'"),
            postgresql_where=sa.text("outcome <> 'refused'"),
        )

    op.create_table(
        "price_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit_pence", sa.BigInteger(), nullable=False),
        sa.Column("vat_percent", sa.Integer(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_price_line_quantity")),
        sa.CheckConstraint("unit_pence >= 0", name=op.f("ck_price_line_unit_pence")),
        sa.CheckConstraint("vat_percent BETWEEN 0 AND 100", name=op.f("ck_price_line_vat_percent")),
        sa.ForeignKeyConstraint(
            ["quote_id"], ["quote.id"], name=op.f("fk_price_line_quote_id_quote")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price_line")),
        sa.UniqueConstraint("quote_id", "number", name=op.f("uq_price_line_quote_id_number")),
    )
    with op.batch_alter_table("price_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_price_line_quote_id"), ["quote_id"], unique=False)

    op.create_table(
        "quote_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("typed_name", sa.Text(), nullable=False),
        sa.Column("stored_as", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["quote_id"], ["quote.id"], name=op.f("fk_quote_file_quote_id_quote")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote_file")),
        sa.UniqueConstraint("quote_id", "sha256", name=op.f("uq_quote_file_quote_id_sha256")),
    )
    with op.batch_alter_table("quote_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_quote_file_quote_id"), ["quote_id"], unique=False)

    op.create_table(
        "score",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.CheckConstraint("value BETWEEN 0 AND 4", name=op.f("ck_score_value")),
        sa.ForeignKeyConstraint(
            ["criterion_id"], ["criterion.id"], name=op.f("fk_score_criterion_id_criterion")
        ),
        sa.ForeignKeyConstraint(["quote_id"], ["quote.id"], name=op.f("fk_score_quote_id_quote")),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["score_sheet.id"], name=op.f("fk_score_sheet_id_score_sheet")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score")),
        sa.UniqueConstraint(
            "sheet_id",
            "quote_id",
            "criterion_id",
            name=op.f("uq_score_sheet_id_quote_id_criterion_id"),
        ),
    )
    with op.batch_alter_table("score", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_score_quote_id"), ["quote_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_score_sheet_id"), ["sheet_id"], unique=False)

    op.create_table(
        "score_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=False),
        sa.Column("value_before", sa.Integer(), nullable=True),
        sa.Column("comment_before", sa.Text(), nullable=False),
        sa.Column("value_after", sa.Integer(), nullable=True),
        sa.Column("comment_after", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["criterion_id"], ["criterion.id"], name=op.f("fk_score_change_criterion_id_criterion")
        ),
        sa.ForeignKeyConstraint(
            ["quote_id"], ["quote.id"], name=op.f("fk_score_change_quote_id_quote")
        ),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["score_sheet.id"], name=op.f("fk_score_change_sheet_id_score_sheet")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_change")),
    )
    with op.batch_alter_table("score_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_score_change_sheet_id"), ["sheet_id"], unique=False)

    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE_TRIGGERS if is_sqlite else POSTGRESQL_TRIGGERS:
        op.execute(sa.DDL(statement.replace("%", "%%")))


def downgrade() -> None:
    with op.batch_alter_table("score_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_score_change_sheet_id"))

    op.drop_table("score_change")
    with op.batch_alter_table("score", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_score_sheet_id"))
        batch_op.drop_index(batch_op.f("ix_score_quote_id"))

    op.drop_table("score")
    with op.batch_alter_table("quote_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_quote_file_quote_id"))

    op.drop_table("quote_file")
    with op.batch_alter_table("price_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_price_line_quote_id"))

    op.drop_table("price_line")
    with op.batch_alter_table("award", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_award_one_live",
            sqlite_where=sa.text("outcome <> 'refused'"),
            postgresql_where=sa.text("outcome <> 'refused'"),
        )
        batch_op.drop_index(batch_op.f("ix_award_commission_id"))

    op.drop_table("award")
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answer_quote_id"))

    op.drop_table("answer")
    with op.batch_alter_table("refused_attempt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_refused_attempt_invitation_id"))

    op.drop_table("refused_attempt")
    with op.batch_alter_table("quote", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_quote_one_submitted",
            sqlite_where=sa.text("state = 'submitted'"),
            postgresql_where=sa.text("state = 'submitted'"),
        )
        batch_op.drop_index(
            "uq_quote_one_draft",
            sqlite_where=sa.text("state = 'draft'"),
            postgresql_where=sa.text("state = 'draft'"),
        )
        batch_op.drop_index(batch_op.f("ix_quote_invitation_id"))

    op.drop_table("quote")
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_question_brief_id"))

    op.drop_table("question")
    with op.batch_alter_table("invitation_reply", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_reply_invitation_id"))

    op.drop_table("invitation_reply")
    with op.batch_alter_table("delivery_receipt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_delivery_receipt_deliverable_id"))

    op.drop_table("delivery_receipt")
    with op.batch_alter_table("deliverable_forecast", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deliverable_forecast_deliverable_id"))

    op.drop_table("deliverable_forecast")
    with op.batch_alter_table("deliverable_date", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deliverable_date_deliverable_id"))

    op.drop_table("deliverable_date")
    with op.batch_alter_table("criterion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_criterion_brief_id"))

    op.drop_table("criterion")
    with op.batch_alter_table("brief_document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_brief_document_brief_id"))

    op.drop_table("brief_document")
    with op.batch_alter_table("slippage_sentence", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_slippage_sentence_one_waiting",
            sqlite_where=sa.text("outcome = 'proposed'"),
            postgresql_where=sa.text("outcome = 'proposed'"),
        )
        batch_op.drop_index(batch_op.f("ix_slippage_sentence_milestone_id"))

    op.drop_table("slippage_sentence")
    op.drop_table("scoring_close")
    with op.batch_alter_table("score_sheet", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_score_sheet_commission_id"))

    op.drop_table("score_sheet")
    with op.batch_alter_table("opening", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_opening_one_done",
            sqlite_where=sa.text("opened_at IS NOT NULL"),
            postgresql_where=sa.text("opened_at IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_opening_commission_id"))

    op.drop_table("opening")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_company_id"))
        batch_op.drop_index(batch_op.f("ix_invitation_commission_id"))

    op.drop_table("invitation")
    with op.batch_alter_table("deliverable", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deliverable_commission_id"))

    op.drop_table("deliverable")
    with op.batch_alter_table("declaration", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_declaration_person_id"))
        batch_op.drop_index(batch_op.f("ix_declaration_commission_id"))

    op.drop_table("declaration")
    with op.batch_alter_table("brief", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_brief_commission_id"))

    op.drop_table("brief")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_entry_subject")
        batch_op.drop_index(batch_op.f("ix_audit_entry_plan_id"))
        batch_op.drop_index(batch_op.f("ix_audit_entry_commission_id"))
        batch_op.drop_index(batch_op.f("ix_audit_entry_actor_id"))

    op.drop_table("audit_entry")
    with op.batch_alter_table("reading", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reading_measure_id"))

    op.drop_table("reading")
    with op.batch_alter_table("progress_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_progress_entry_action_id"))

    op.drop_table("progress_entry")
    with op.batch_alter_table("met", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_met_milestone_id"))

    op.drop_table("met")
    with op.batch_alter_table("forecast", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_forecast_milestone_id"))

    op.drop_table("forecast")
    with op.batch_alter_table("dependency", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_dependency_one_live",
            sqlite_where=sa.text("removed_on IS NULL"),
            postgresql_where=sa.text("removed_on IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_dependency_needs_id"))
        batch_op.drop_index(batch_op.f("ix_dependency_milestone_id"))

    op.drop_table("dependency")
    with op.batch_alter_table("commission", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commission_milestone_id"))

    op.drop_table("commission")
    with op.batch_alter_table("agreed_date", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agreed_date_milestone_id"))

    op.drop_table("agreed_date")
    with op.batch_alter_table("sign_in_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_link_person_id"))

    op.drop_table("sign_in_link")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_person_id"))

    op.drop_table("sign_in")
    op.drop_table("role_grant")
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.drop_index("ix_revision_subject")
        batch_op.drop_index(batch_op.f("ix_revision_plan_id"))

    op.drop_table("revision")
    with op.batch_alter_table("partner", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_partner_action_id"))

    op.drop_table("partner")
    with op.batch_alter_table("milestone", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_milestone_action_id"))

    op.drop_table("milestone")
    with op.batch_alter_table("measure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measure_action_id"))

    op.drop_table("measure")
    with op.batch_alter_table("edition", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_edition_plan_id"))

    op.drop_table("edition")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_company_id"))

    op.drop_table("person")
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_plan_id"))

    op.drop_table("action")
    op.drop_table("plan")
    op.drop_table("outbox_mail")
    op.drop_table("kept_setting")
    op.drop_table("company")
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attempt_key"))

    op.drop_table("attempt")

    if op.get_bind().dialect.name == "postgresql":
        for function in POSTGRESQL_FUNCTIONS:
            op.execute(sa.DDL(f"DROP FUNCTION {function}()"))
