"""Texts are versions: who agreed when has rows of its own, and a text may be checked again."""

from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

revision = "0010_versions_of_texts"
down_revision = "0009_reported_statements"
branch_labels = None
depends_on = None

KEPT = ("motion_text", "motion_check")
ORIGIN = sa.Enum("submitted", "altered", "amended", name="origin", native_enum=False, length=10)
CONSENTED = (
    "INSERT INTO motion_text_consent (text_id, part, meeting_on, given_at) SELECT motion_text.id, '{part}', "
    "motion.meeting_on, {part}_consented_at FROM motion_text JOIN motion ON motion.id = motion_id"
)
CONSENTED_BEFORE = (
    "UPDATE motion_text SET {part}_consented_at = COALESCE((SELECT given_at FROM motion_text_consent "
    "WHERE text_id = motion_text.id AND part = '{part}'), frozen_at)"
)
SQLITE = (
    (
        "CREATE TRIGGER motion_text_no_update BEFORE UPDATE ON motion_text WHEN (NEW.id IS NOT OLD.id OR "
        "NEW.motion_id IS NOT OLD.motion_id OR NEW.number IS NOT OLD.number OR (NEW.title IS NOT "
        "OLD.title AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_text' AND "
        "row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR (NEW.clauses IS NOT OLD.clauses AND "
        "NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_text' AND row_key = "
        "CAST(OLD.id AS TEXT) AND is_being_changed))) OR (NEW.canonical IS NOT OLD.canonical AND NOT "
        "(EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_text' AND row_key = CAST(OLD.id "
        "AS TEXT) AND is_being_changed))) OR NEW.hash IS NOT OLD.hash OR NEW.algorithm IS NOT "
        "OLD.algorithm OR NEW.proposer_name IS NOT OLD.proposer_name OR NEW.seconder_name IS NOT "
        "OLD.seconder_name OR NEW.frozen_at IS NOT OLD.frozen_at OR NEW.origin IS NOT OLD.origin OR "
        "NEW.based_on_id IS NOT OLD.based_on_id OR NEW.method IS NOT OLD.method) BEGIN SELECT "
        "RAISE(ABORT, 'motion_text is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_text_no_delete BEFORE DELETE ON motion_text BEGIN SELECT RAISE(ABORT, "
        "'motion_text is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_text_no_replace BEFORE INSERT ON motion_text WHEN EXISTS (SELECT 1 FROM "
        "motion_text AS OLD WHERE (OLD.id = NEW.id) OR (OLD.motion_id = NEW.motion_id AND OLD.number = "
        "NEW.number)) BEGIN SELECT RAISE(ABORT, 'motion_text is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_check_no_update BEFORE UPDATE ON motion_check WHEN (NEW.id IS NOT OLD.id "
        "OR NEW.motion_id IS NOT OLD.motion_id OR NEW.text_id IS NOT OLD.text_id OR NEW.is_valid IS NOT "
        "OLD.is_valid OR NEW.is_in_time IS NOT OLD.is_in_time OR NEW.is_in_scope IS NOT OLD.is_in_scope "
        "OR NEW.is_within_words IS NOT OLD.is_within_words OR NEW.is_lawful IS NOT OLD.is_lawful OR "
        "NEW.meeting_on IS NOT OLD.meeting_on OR NEW.clear_days IS NOT OLD.clear_days OR "
        "NEW.clear_days_needed IS NOT OLD.clear_days_needed OR NEW.words IS NOT OLD.words OR "
        "NEW.words_allowed IS NOT OLD.words_allowed OR (NEW.reason IS NOT OLD.reason AND NOT (EXISTS "
        "(SELECT 1 FROM record_sealed WHERE table_name = 'motion_check' AND row_key = CAST(OLD.id AS "
        "TEXT) AND is_being_changed))) OR NEW.made_at IS NOT OLD.made_at OR (NEW.made_by_id IS NOT NULL "
        "AND NEW.made_by_id IS NOT OLD.made_by_id) OR NEW.number IS NOT OLD.number) BEGIN SELECT "
        "RAISE(ABORT, 'motion_check is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_check_no_delete BEFORE DELETE ON motion_check BEGIN SELECT RAISE(ABORT, "
        "'motion_check is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_check_no_replace BEFORE INSERT ON motion_check WHEN EXISTS (SELECT 1 FROM "
        "motion_check AS OLD WHERE (OLD.id = NEW.id) OR (OLD.text_id = NEW.text_id AND OLD.number = "
        "NEW.number)) BEGIN SELECT RAISE(ABORT, 'motion_check is part of the permanent record'); END"
    ),
)
POSTGRESQL = (
    (
        "CREATE OR REPLACE FUNCTION motion_text_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF"
        " TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.motion_id IS DISTINCT FROM "
        "OLD.motion_id OR NEW.number IS DISTINCT FROM OLD.number OR (NEW.title IS DISTINCT FROM OLD.title"
        " AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_text' AND row_key = "
        "CAST(OLD.id AS TEXT) AND is_being_changed))) OR (NEW.clauses IS DISTINCT FROM OLD.clauses AND "
        "NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_text' AND row_key = "
        "CAST(OLD.id AS TEXT) AND is_being_changed))) OR (NEW.canonical IS DISTINCT FROM OLD.canonical "
        "AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_text' AND row_key = "
        "CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.hash IS DISTINCT FROM OLD.hash OR "
        "NEW.algorithm IS DISTINCT FROM OLD.algorithm OR NEW.proposer_name IS DISTINCT FROM "
        "OLD.proposer_name OR NEW.seconder_name IS DISTINCT FROM OLD.seconder_name OR NEW.frozen_at IS "
        "DISTINCT FROM OLD.frozen_at OR NEW.origin IS DISTINCT FROM OLD.origin OR NEW.based_on_id IS "
        "DISTINCT FROM OLD.based_on_id OR NEW.method IS DISTINCT FROM OLD.method) THEN RAISE EXCEPTION "
        "'motion_text is part of the permanent record' USING ERRCODE = 'insufficient_privilege'; END IF; "
        "RETURN NEW; END IF; IF true THEN RAISE EXCEPTION 'motion_text is part of the permanent record' "
        "USING ERRCODE = 'insufficient_privilege'; END IF; RETURN OLD; END $$"
    ),
    (
        "CREATE OR REPLACE FUNCTION motion_check_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.motion_id IS DISTINCT FROM "
        "OLD.motion_id OR NEW.text_id IS DISTINCT FROM OLD.text_id OR NEW.is_valid IS DISTINCT FROM "
        "OLD.is_valid OR NEW.is_in_time IS DISTINCT FROM OLD.is_in_time OR NEW.is_in_scope IS DISTINCT "
        "FROM OLD.is_in_scope OR NEW.is_within_words IS DISTINCT FROM OLD.is_within_words OR "
        "NEW.is_lawful IS DISTINCT FROM OLD.is_lawful OR NEW.meeting_on IS DISTINCT FROM OLD.meeting_on "
        "OR NEW.clear_days IS DISTINCT FROM OLD.clear_days OR NEW.clear_days_needed IS DISTINCT FROM "
        "OLD.clear_days_needed OR NEW.words IS DISTINCT FROM OLD.words OR NEW.words_allowed IS DISTINCT "
        "FROM OLD.words_allowed OR (NEW.reason IS DISTINCT FROM OLD.reason AND NOT (EXISTS (SELECT 1 FROM"
        " record_sealed WHERE table_name = 'motion_check' AND row_key = CAST(OLD.id AS TEXT) AND "
        "is_being_changed))) OR NEW.made_at IS DISTINCT FROM OLD.made_at OR (NEW.made_by_id IS NOT NULL "
        "AND NEW.made_by_id IS DISTINCT FROM OLD.made_by_id) OR NEW.number IS DISTINCT FROM OLD.number) "
        "THEN RAISE EXCEPTION 'motion_check is part of the permanent record' USING ERRCODE = "
        "'insufficient_privilege'; END IF; RETURN NEW; END IF; IF true THEN RAISE EXCEPTION 'motion_check"
        " is part of the permanent record' USING ERRCODE = 'insufficient_privilege'; END IF; RETURN OLD; "
        "END $$"
    ),
)
CONSENT_SQLITE = (
    (
        "CREATE TRIGGER motion_text_consent_no_update BEFORE UPDATE ON motion_text_consent WHEN (NEW.id "
        "IS NOT OLD.id OR NEW.text_id IS NOT OLD.text_id OR NEW.part IS NOT OLD.part OR NEW.meeting_on IS"
        " NOT OLD.meeting_on OR NEW.given_at IS NOT OLD.given_at) BEGIN SELECT RAISE(ABORT, "
        "'motion_text_consent is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_text_consent_no_delete BEFORE DELETE ON motion_text_consent BEGIN SELECT "
        "RAISE(ABORT, 'motion_text_consent is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_text_consent_no_replace BEFORE INSERT ON motion_text_consent WHEN EXISTS "
        "(SELECT 1 FROM motion_text_consent AS OLD WHERE (OLD.id = NEW.id) OR (OLD.text_id = NEW.text_id "
        "AND OLD.part = NEW.part)) BEGIN SELECT RAISE(ABORT, 'motion_text_consent is part of the "
        "permanent record'); END"
    ),
)
CONSENT_POSTGRESQL = (
    (
        "CREATE FUNCTION motion_text_consent_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF "
        "TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.text_id IS DISTINCT FROM "
        "OLD.text_id OR NEW.part IS DISTINCT FROM OLD.part OR NEW.meeting_on IS DISTINCT FROM "
        "OLD.meeting_on OR NEW.given_at IS DISTINCT FROM OLD.given_at) THEN RAISE EXCEPTION "
        "'motion_text_consent is part of the permanent record' USING ERRCODE = 'insufficient_privilege'; "
        "END IF; RETURN NEW; END IF; IF true THEN RAISE EXCEPTION 'motion_text_consent is part of the "
        "permanent record' USING ERRCODE = 'insufficient_privilege'; END IF; RETURN OLD; END $$"
    ),
    (
        "CREATE TRIGGER motion_text_consent_is_kept BEFORE UPDATE OR DELETE ON motion_text_consent FOR "
        "EACH ROW EXECUTE FUNCTION motion_text_consent_is_kept()"
    ),
    (
        "CREATE FUNCTION motion_text_consent_is_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION 'motion_text_consent is part of the permanent record' USING ERRCODE = "
        "'insufficient_privilege'; END $$"
    ),
    (
        "CREATE TRIGGER motion_text_consent_is_not_emptied BEFORE TRUNCATE ON motion_text_consent FOR "
        "EACH STATEMENT EXECUTE FUNCTION motion_text_consent_is_not_emptied()"
    ),
)
BEFORE_SQLITE = (
    (
        "CREATE TRIGGER motion_text_no_update BEFORE UPDATE ON motion_text WHEN (NEW.id IS NOT OLD.id OR "
        "NEW.motion_id IS NOT OLD.motion_id OR NEW.number IS NOT OLD.number OR (NEW.title IS NOT "
        "OLD.title AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_text' AND "
        "row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR (NEW.clauses IS NOT OLD.clauses AND "
        "NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_text' AND row_key = "
        "CAST(OLD.id AS TEXT) AND is_being_changed))) OR (NEW.canonical IS NOT OLD.canonical AND NOT "
        "(EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_text' AND row_key = CAST(OLD.id "
        "AS TEXT) AND is_being_changed))) OR NEW.hash IS NOT OLD.hash OR NEW.algorithm IS NOT "
        "OLD.algorithm OR NEW.proposer_name IS NOT OLD.proposer_name OR NEW.seconder_name IS NOT "
        "OLD.seconder_name OR NEW.proposer_consented_at IS NOT OLD.proposer_consented_at OR "
        "NEW.seconder_consented_at IS NOT OLD.seconder_consented_at OR NEW.frozen_at IS NOT "
        "OLD.frozen_at) BEGIN SELECT RAISE(ABORT, 'motion_text is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_text_no_delete BEFORE DELETE ON motion_text BEGIN SELECT RAISE(ABORT, "
        "'motion_text is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_text_no_replace BEFORE INSERT ON motion_text WHEN EXISTS (SELECT 1 FROM "
        "motion_text AS OLD WHERE (OLD.id = NEW.id) OR (OLD.motion_id = NEW.motion_id AND OLD.number = "
        "NEW.number)) BEGIN SELECT RAISE(ABORT, 'motion_text is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_check_no_update BEFORE UPDATE ON motion_check WHEN (NEW.id IS NOT OLD.id "
        "OR NEW.motion_id IS NOT OLD.motion_id OR NEW.text_id IS NOT OLD.text_id OR NEW.is_valid IS NOT "
        "OLD.is_valid OR NEW.is_in_time IS NOT OLD.is_in_time OR NEW.is_in_scope IS NOT OLD.is_in_scope "
        "OR NEW.is_within_words IS NOT OLD.is_within_words OR NEW.is_lawful IS NOT OLD.is_lawful OR "
        "NEW.meeting_on IS NOT OLD.meeting_on OR NEW.clear_days IS NOT OLD.clear_days OR "
        "NEW.clear_days_needed IS NOT OLD.clear_days_needed OR NEW.words IS NOT OLD.words OR "
        "NEW.words_allowed IS NOT OLD.words_allowed OR (NEW.reason IS NOT OLD.reason AND NOT (EXISTS "
        "(SELECT 1 FROM record_sealed WHERE table_name = 'motion_check' AND row_key = CAST(OLD.id AS "
        "TEXT) AND is_being_changed))) OR NEW.made_at IS NOT OLD.made_at OR (NEW.made_by_id IS NOT NULL "
        "AND NEW.made_by_id IS NOT OLD.made_by_id)) BEGIN SELECT RAISE(ABORT, 'motion_check is part of "
        "the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_check_no_delete BEFORE DELETE ON motion_check BEGIN SELECT RAISE(ABORT, "
        "'motion_check is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_check_no_replace BEFORE INSERT ON motion_check WHEN EXISTS (SELECT 1 FROM "
        "motion_check AS OLD WHERE (OLD.id = NEW.id) OR (OLD.text_id = NEW.text_id)) BEGIN SELECT "
        "RAISE(ABORT, 'motion_check is part of the permanent record'); END"
    ),
)
BEFORE_POSTGRESQL = (
    (
        "CREATE OR REPLACE FUNCTION motion_text_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF"
        " TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.motion_id IS DISTINCT FROM "
        "OLD.motion_id OR NEW.number IS DISTINCT FROM OLD.number OR (NEW.title IS DISTINCT FROM OLD.title"
        " AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_text' AND row_key = "
        "CAST(OLD.id AS TEXT) AND is_being_changed))) OR (NEW.clauses IS DISTINCT FROM OLD.clauses AND "
        "NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_text' AND row_key = "
        "CAST(OLD.id AS TEXT) AND is_being_changed))) OR (NEW.canonical IS DISTINCT FROM OLD.canonical "
        "AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_text' AND row_key = "
        "CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.hash IS DISTINCT FROM OLD.hash OR "
        "NEW.algorithm IS DISTINCT FROM OLD.algorithm OR NEW.proposer_name IS DISTINCT FROM "
        "OLD.proposer_name OR NEW.seconder_name IS DISTINCT FROM OLD.seconder_name OR "
        "NEW.proposer_consented_at IS DISTINCT FROM OLD.proposer_consented_at OR "
        "NEW.seconder_consented_at IS DISTINCT FROM OLD.seconder_consented_at OR NEW.frozen_at IS "
        "DISTINCT FROM OLD.frozen_at) THEN RAISE EXCEPTION 'motion_text is part of the permanent record' "
        "USING ERRCODE = 'insufficient_privilege'; END IF; RETURN NEW; END IF; IF true THEN RAISE "
        "EXCEPTION 'motion_text is part of the permanent record' USING ERRCODE = "
        "'insufficient_privilege'; END IF; RETURN OLD; END $$"
    ),
    (
        "CREATE OR REPLACE FUNCTION motion_check_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.motion_id IS DISTINCT FROM "
        "OLD.motion_id OR NEW.text_id IS DISTINCT FROM OLD.text_id OR NEW.is_valid IS DISTINCT FROM "
        "OLD.is_valid OR NEW.is_in_time IS DISTINCT FROM OLD.is_in_time OR NEW.is_in_scope IS DISTINCT "
        "FROM OLD.is_in_scope OR NEW.is_within_words IS DISTINCT FROM OLD.is_within_words OR "
        "NEW.is_lawful IS DISTINCT FROM OLD.is_lawful OR NEW.meeting_on IS DISTINCT FROM OLD.meeting_on "
        "OR NEW.clear_days IS DISTINCT FROM OLD.clear_days OR NEW.clear_days_needed IS DISTINCT FROM "
        "OLD.clear_days_needed OR NEW.words IS DISTINCT FROM OLD.words OR NEW.words_allowed IS DISTINCT "
        "FROM OLD.words_allowed OR (NEW.reason IS DISTINCT FROM OLD.reason AND NOT (EXISTS (SELECT 1 FROM"
        " record_sealed WHERE table_name = 'motion_check' AND row_key = CAST(OLD.id AS TEXT) AND "
        "is_being_changed))) OR NEW.made_at IS DISTINCT FROM OLD.made_at OR (NEW.made_by_id IS NOT NULL "
        "AND NEW.made_by_id IS DISTINCT FROM OLD.made_by_id)) THEN RAISE EXCEPTION 'motion_check is part "
        "of the permanent record' USING ERRCODE = 'insufficient_privilege'; END IF; RETURN NEW; END IF; "
        "IF true THEN RAISE EXCEPTION 'motion_check is part of the permanent record' USING ERRCODE = "
        "'insufficient_privilege'; END IF; RETURN OLD; END $$"
    ),
)


def upgrade() -> None:
    """Make the change; the texts that are there are those that were submitted, each checked once at most."""
    _let_go()
    op.create_table(
        "motion_text_consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.Enum("proposer", "seconder", name="part", native_enum=False, length=10), nullable=False),
        sa.Column("meeting_on", sa.Date(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("part IN ('proposer', 'seconder')", name=op.f("ck_motion_text_consent_known_part")),
        sa.ForeignKeyConstraint(["text_id"], ["motion_text.id"], name=op.f("fk_motion_text_consent_text_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion_text_consent")),
        sa.UniqueConstraint("text_id", "part", name=op.f("uq_motion_text_consent_text_id_part")),
    )
    for part in ("proposer", "seconder"):
        op.execute(CONSENTED.format(part=part))
    with op.batch_alter_table("motion_check", schema=None) as batch_op:
        batch_op.add_column(sa.Column("number", sa.Integer(), nullable=True))
    with op.batch_alter_table("motion_text", schema=None) as batch_op:
        batch_op.add_column(sa.Column("origin", ORIGIN, nullable=True))
        batch_op.add_column(sa.Column("based_on_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("method", sa.String(length=30), nullable=True))
    op.execute("UPDATE motion_text SET origin = 'submitted', method = 'words-1/lines-1'")
    op.execute("UPDATE motion_check SET number = 1")
    with op.batch_alter_table("motion_check", schema=None) as batch_op:
        batch_op.alter_column("number", existing_type=sa.Integer(), nullable=False)
        batch_op.drop_constraint(batch_op.f("uq_motion_check_text_id"), type_="unique")
        batch_op.create_unique_constraint(batch_op.f("uq_motion_check_text_id_number"), ["text_id", "number"])
    with op.batch_alter_table("motion_text", schema=None) as batch_op:
        batch_op.alter_column("origin", existing_type=ORIGIN, nullable=False)
        batch_op.alter_column("method", existing_type=sa.String(length=30), nullable=False)
        batch_op.create_foreign_key(batch_op.f("fk_motion_text_based_on_id"), "motion_text", ["based_on_id"], ["id"])
        batch_op.create_check_constraint(
            batch_op.f("ck_motion_text_known_origin"), "origin IN ('submitted', 'altered', 'amended')"
        )
        batch_op.drop_column("seconder_consented_at")
        batch_op.drop_column("proposer_consented_at")
    _guard(SQLITE, POSTGRESQL)
    _put(CONSENT_SQLITE, CONSENT_POSTGRESQL)


def downgrade() -> None:
    """Take the change back; it refuses where a text was checked twice."""
    _let_go()
    with op.batch_alter_table("motion_text", schema=None) as batch_op:
        batch_op.add_column(sa.Column("proposer_consented_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("seconder_consented_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.drop_constraint(batch_op.f("fk_motion_text_based_on_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("ck_motion_text_known_origin"), type_="check")
        batch_op.drop_column("method")
        batch_op.drop_column("based_on_id")
        batch_op.drop_column("origin")
    for part in ("proposer", "seconder"):
        op.execute(CONSENTED_BEFORE.format(part=part))
    with op.batch_alter_table("motion_text", schema=None) as batch_op:
        batch_op.alter_column("proposer_consented_at", existing_type=sa.DateTime(timezone=True), nullable=False)
        batch_op.alter_column("seconder_consented_at", existing_type=sa.DateTime(timezone=True), nullable=False)
    with op.batch_alter_table("motion_check", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_motion_check_text_id_number"), type_="unique")
        batch_op.create_unique_constraint(batch_op.f("uq_motion_check_text_id"), ["text_id"])
        batch_op.drop_column("number")
    op.drop_table("motion_text_consent")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS motion_text_consent_is_kept CASCADE")
        op.execute("DROP FUNCTION IF EXISTS motion_text_consent_is_not_emptied CASCADE")
    _guard(BEFORE_SQLITE, BEFORE_POSTGRESQL)


def _let_go() -> None:
    """Take the guards off the tables that change."""
    for table in KEPT:
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"DROP TRIGGER {table}_is_kept ON {table}")
        else:
            for act in ("update", "delete", "replace"):
                op.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act}")


def _guard(sqlite: Iterable[str], postgresql: Iterable[str]) -> None:
    """Put the guards on again."""
    _put(sqlite, postgresql)
    if op.get_bind().dialect.name == "postgresql":
        for table in KEPT:
            op.execute(
                f"CREATE TRIGGER {table}_is_kept BEFORE UPDATE OR DELETE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {table}_is_kept()"
            )


def _put(sqlite: Iterable[str], postgresql: Iterable[str]) -> None:
    for statement in postgresql if op.get_bind().dialect.name == "postgresql" else sqlite:
        op.execute(statement)
