"""Something may be taken out of the texts of the record while the original is sealed; all else stays as it was."""

from collections.abc import Iterable

from alembic import op

revision = "0005_texts_taken_out"
down_revision = "0004_parts_and_publicity"
branch_labels = None
depends_on = None

KEPT = ("motion_text", "motion_check", "motion_division", "motion_vote", "motion_resolution", "motion_action_change")
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
        "OLD.seconder_name OR NEW.proposer_consented_at IS NOT OLD.proposer_consented_at OR "
        "NEW.seconder_consented_at IS NOT OLD.seconder_consented_at OR NEW.frozen_at IS NOT "
        "OLD.frozen_at) BEGIN SELECT RAISE(ABORT, 'motion_text is part of the permanent record'); END"
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
        "CREATE TRIGGER motion_division_no_update BEFORE UPDATE ON motion_division WHEN (NEW.id IS NOT "
        "OLD.id OR NEW.motion_id IS NOT OLD.motion_id OR NEW.held_on IS NOT OLD.held_on OR NEW.is_named "
        "IS NOT OLD.is_named OR NEW.is_unanimous IS NOT OLD.is_unanimous OR NEW.for_count IS NOT "
        "OLD.for_count OR NEW.against_count IS NOT OLD.against_count OR NEW.abstain_count IS NOT "
        "OLD.abstain_count OR NEW.absent_count IS NOT OLD.absent_count OR NEW.interest_count IS NOT "
        "OLD.interest_count OR NEW.casting_vote IS NOT OLD.casting_vote OR (NEW.chair_name IS NOT "
        "OLD.chair_name AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_division'"
        " AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.outcome IS NOT OLD.outcome OR"
        " (NEW.note IS NOT OLD.note AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = "
        "'motion_division' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.recorded_at "
        "IS NOT OLD.recorded_at OR (NEW.recorded_by_id IS NOT NULL AND NEW.recorded_by_id IS NOT "
        "OLD.recorded_by_id)) BEGIN SELECT RAISE(ABORT, 'motion_division is part of the permanent "
        "record'); END"
    ),
    (
        "CREATE TRIGGER motion_vote_no_update BEFORE UPDATE ON motion_vote WHEN (NEW.id IS NOT OLD.id OR "
        "NEW.division_id IS NOT OLD.division_id OR (NEW.person_id IS NOT NULL AND NEW.person_id IS NOT "
        "OLD.person_id) OR (NEW.councillor_name IS NOT OLD.councillor_name AND NOT (EXISTS (SELECT 1 FROM"
        " record_sealed WHERE table_name = 'motion_vote' AND row_key = CAST(OLD.id AS TEXT) AND "
        "is_being_changed))) OR NEW.choice IS NOT OLD.choice) BEGIN SELECT RAISE(ABORT, 'motion_vote is "
        "part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_resolution_no_update BEFORE UPDATE ON motion_resolution WHEN (NEW.id IS "
        "NOT OLD.id OR NEW.motion_id IS NOT OLD.motion_id OR NEW.number IS NOT OLD.number OR (NEW.text IS"
        " NOT OLD.text AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = "
        "'motion_resolution' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.is_summary"
        " IS NOT OLD.is_summary OR NEW.adopted_on IS NOT OLD.adopted_on OR NEW.made_at IS NOT OLD.made_at"
        " OR (NEW.made_by_id IS NOT NULL AND NEW.made_by_id IS NOT OLD.made_by_id)) BEGIN SELECT "
        "RAISE(ABORT, 'motion_resolution is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_action_change_no_update BEFORE UPDATE ON motion_action_change WHEN (NEW.id"
        " IS NOT OLD.id OR NEW.action_id IS NOT OLD.action_id OR NEW.from_state IS NOT OLD.from_state OR "
        "NEW.to_state IS NOT OLD.to_state OR NEW.happened_on IS NOT OLD.happened_on OR (NEW.note IS NOT "
        "OLD.note AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_action_change' "
        "AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.made_at IS NOT OLD.made_at OR "
        "(NEW.made_by_id IS NOT NULL AND NEW.made_by_id IS NOT OLD.made_by_id)) BEGIN SELECT RAISE(ABORT,"
        " 'motion_action_change is part of the permanent record'); END"
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
    (
        "CREATE OR REPLACE FUNCTION motion_division_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN IF TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.motion_id IS DISTINCT "
        "FROM OLD.motion_id OR NEW.held_on IS DISTINCT FROM OLD.held_on OR NEW.is_named IS DISTINCT FROM "
        "OLD.is_named OR NEW.is_unanimous IS DISTINCT FROM OLD.is_unanimous OR NEW.for_count IS DISTINCT "
        "FROM OLD.for_count OR NEW.against_count IS DISTINCT FROM OLD.against_count OR NEW.abstain_count "
        "IS DISTINCT FROM OLD.abstain_count OR NEW.absent_count IS DISTINCT FROM OLD.absent_count OR "
        "NEW.interest_count IS DISTINCT FROM OLD.interest_count OR NEW.casting_vote IS DISTINCT FROM "
        "OLD.casting_vote OR (NEW.chair_name IS DISTINCT FROM OLD.chair_name AND NOT (EXISTS (SELECT 1 "
        "FROM record_sealed WHERE table_name = 'motion_division' AND row_key = CAST(OLD.id AS TEXT) AND "
        "is_being_changed))) OR NEW.outcome IS DISTINCT FROM OLD.outcome OR (NEW.note IS DISTINCT FROM "
        "OLD.note AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_division' AND "
        "row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.recorded_at IS DISTINCT FROM "
        "OLD.recorded_at OR (NEW.recorded_by_id IS NOT NULL AND NEW.recorded_by_id IS DISTINCT FROM "
        "OLD.recorded_by_id)) THEN RAISE EXCEPTION 'motion_division is part of the permanent record' "
        "USING ERRCODE = 'insufficient_privilege'; END IF; RETURN NEW; END IF; IF true THEN RAISE "
        "EXCEPTION 'motion_division is part of the permanent record' USING ERRCODE = "
        "'insufficient_privilege'; END IF; RETURN OLD; END $$"
    ),
    (
        "CREATE OR REPLACE FUNCTION motion_vote_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF"
        " TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.division_id IS DISTINCT FROM "
        "OLD.division_id OR (NEW.person_id IS NOT NULL AND NEW.person_id IS DISTINCT FROM OLD.person_id) "
        "OR (NEW.councillor_name IS DISTINCT FROM OLD.councillor_name AND NOT (EXISTS (SELECT 1 FROM "
        "record_sealed WHERE table_name = 'motion_vote' AND row_key = CAST(OLD.id AS TEXT) AND "
        "is_being_changed))) OR NEW.choice IS DISTINCT FROM OLD.choice) THEN RAISE EXCEPTION 'motion_vote"
        " is part of the permanent record' USING ERRCODE = 'insufficient_privilege'; END IF; RETURN NEW; "
        "END IF; IF true THEN RAISE EXCEPTION 'motion_vote is part of the permanent record' USING ERRCODE"
        " = 'insufficient_privilege'; END IF; RETURN OLD; END $$"
    ),
    (
        "CREATE OR REPLACE FUNCTION motion_resolution_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN IF TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.motion_id IS DISTINCT "
        "FROM OLD.motion_id OR NEW.number IS DISTINCT FROM OLD.number OR (NEW.text IS DISTINCT FROM "
        "OLD.text AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = 'motion_resolution' AND"
        " row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.is_summary IS DISTINCT FROM "
        "OLD.is_summary OR NEW.adopted_on IS DISTINCT FROM OLD.adopted_on OR NEW.made_at IS DISTINCT FROM"
        " OLD.made_at OR (NEW.made_by_id IS NOT NULL AND NEW.made_by_id IS DISTINCT FROM OLD.made_by_id))"
        " THEN RAISE EXCEPTION 'motion_resolution is part of the permanent record' USING ERRCODE = "
        "'insufficient_privilege'; END IF; RETURN NEW; END IF; IF true THEN RAISE EXCEPTION "
        "'motion_resolution is part of the permanent record' USING ERRCODE = 'insufficient_privilege'; "
        "END IF; RETURN OLD; END $$"
    ),
    (
        "CREATE OR REPLACE FUNCTION motion_action_change_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$"
        " BEGIN IF TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.action_id IS DISTINCT "
        "FROM OLD.action_id OR NEW.from_state IS DISTINCT FROM OLD.from_state OR NEW.to_state IS DISTINCT"
        " FROM OLD.to_state OR NEW.happened_on IS DISTINCT FROM OLD.happened_on OR (NEW.note IS DISTINCT "
        "FROM OLD.note AND NOT (EXISTS (SELECT 1 FROM record_sealed WHERE table_name = "
        "'motion_action_change' AND row_key = CAST(OLD.id AS TEXT) AND is_being_changed))) OR NEW.made_at"
        " IS DISTINCT FROM OLD.made_at OR (NEW.made_by_id IS NOT NULL AND NEW.made_by_id IS DISTINCT FROM"
        " OLD.made_by_id)) THEN RAISE EXCEPTION 'motion_action_change is part of the permanent record' "
        "USING ERRCODE = 'insufficient_privilege'; END IF; RETURN NEW; END IF; IF true THEN RAISE "
        "EXCEPTION 'motion_action_change is part of the permanent record' USING ERRCODE = "
        "'insufficient_privilege'; END IF; RETURN OLD; END $$"
    ),
)
SQLITE_BEFORE = (
    (
        "CREATE TRIGGER motion_text_no_update BEFORE UPDATE ON motion_text WHEN (NEW.id IS NOT OLD.id OR "
        "NEW.motion_id IS NOT OLD.motion_id OR NEW.number IS NOT OLD.number OR NEW.title IS NOT OLD.title"
        " OR NEW.clauses IS NOT OLD.clauses OR NEW.canonical IS NOT OLD.canonical OR NEW.hash IS NOT "
        "OLD.hash OR NEW.algorithm IS NOT OLD.algorithm OR NEW.proposer_name IS NOT OLD.proposer_name OR "
        "NEW.seconder_name IS NOT OLD.seconder_name OR NEW.proposer_consented_at IS NOT "
        "OLD.proposer_consented_at OR NEW.seconder_consented_at IS NOT OLD.seconder_consented_at OR "
        "NEW.frozen_at IS NOT OLD.frozen_at) BEGIN SELECT RAISE(ABORT, 'motion_text is part of the "
        "permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_check_no_update BEFORE UPDATE ON motion_check WHEN (NEW.id IS NOT OLD.id "
        "OR NEW.motion_id IS NOT OLD.motion_id OR NEW.text_id IS NOT OLD.text_id OR NEW.is_valid IS NOT "
        "OLD.is_valid OR NEW.is_in_time IS NOT OLD.is_in_time OR NEW.is_in_scope IS NOT OLD.is_in_scope "
        "OR NEW.is_within_words IS NOT OLD.is_within_words OR NEW.is_lawful IS NOT OLD.is_lawful OR "
        "NEW.meeting_on IS NOT OLD.meeting_on OR NEW.clear_days IS NOT OLD.clear_days OR "
        "NEW.clear_days_needed IS NOT OLD.clear_days_needed OR NEW.words IS NOT OLD.words OR "
        "NEW.words_allowed IS NOT OLD.words_allowed OR NEW.reason IS NOT OLD.reason OR NEW.made_at IS NOT"
        " OLD.made_at OR (NEW.made_by_id IS NOT NULL AND NEW.made_by_id IS NOT OLD.made_by_id)) BEGIN "
        "SELECT RAISE(ABORT, 'motion_check is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_division_no_update BEFORE UPDATE ON motion_division WHEN (NEW.id IS NOT "
        "OLD.id OR NEW.motion_id IS NOT OLD.motion_id OR NEW.held_on IS NOT OLD.held_on OR NEW.is_named "
        "IS NOT OLD.is_named OR NEW.is_unanimous IS NOT OLD.is_unanimous OR NEW.for_count IS NOT "
        "OLD.for_count OR NEW.against_count IS NOT OLD.against_count OR NEW.abstain_count IS NOT "
        "OLD.abstain_count OR NEW.absent_count IS NOT OLD.absent_count OR NEW.interest_count IS NOT "
        "OLD.interest_count OR NEW.casting_vote IS NOT OLD.casting_vote OR NEW.chair_name IS NOT "
        "OLD.chair_name OR NEW.outcome IS NOT OLD.outcome OR NEW.note IS NOT OLD.note OR NEW.recorded_at "
        "IS NOT OLD.recorded_at OR (NEW.recorded_by_id IS NOT NULL AND NEW.recorded_by_id IS NOT "
        "OLD.recorded_by_id)) BEGIN SELECT RAISE(ABORT, 'motion_division is part of the permanent "
        "record'); END"
    ),
    (
        "CREATE TRIGGER motion_vote_no_update BEFORE UPDATE ON motion_vote WHEN (NEW.id IS NOT OLD.id OR "
        "NEW.division_id IS NOT OLD.division_id OR (NEW.person_id IS NOT NULL AND NEW.person_id IS NOT "
        "OLD.person_id) OR NEW.councillor_name IS NOT OLD.councillor_name OR NEW.choice IS NOT "
        "OLD.choice) BEGIN SELECT RAISE(ABORT, 'motion_vote is part of the permanent record'); END"
    ),
    (
        "CREATE TRIGGER motion_resolution_no_update BEFORE UPDATE ON motion_resolution WHEN (NEW.id IS "
        "NOT OLD.id OR NEW.motion_id IS NOT OLD.motion_id OR NEW.number IS NOT OLD.number OR NEW.text IS "
        "NOT OLD.text OR NEW.is_summary IS NOT OLD.is_summary OR NEW.adopted_on IS NOT OLD.adopted_on OR "
        "NEW.made_at IS NOT OLD.made_at OR (NEW.made_by_id IS NOT NULL AND NEW.made_by_id IS NOT "
        "OLD.made_by_id)) BEGIN SELECT RAISE(ABORT, 'motion_resolution is part of the permanent record');"
        " END"
    ),
    (
        "CREATE TRIGGER motion_action_change_no_update BEFORE UPDATE ON motion_action_change WHEN (NEW.id"
        " IS NOT OLD.id OR NEW.action_id IS NOT OLD.action_id OR NEW.from_state IS NOT OLD.from_state OR "
        "NEW.to_state IS NOT OLD.to_state OR NEW.happened_on IS NOT OLD.happened_on OR NEW.note IS NOT "
        "OLD.note OR NEW.made_at IS NOT OLD.made_at OR (NEW.made_by_id IS NOT NULL AND NEW.made_by_id IS "
        "NOT OLD.made_by_id)) BEGIN SELECT RAISE(ABORT, 'motion_action_change is part of the permanent "
        "record'); END"
    ),
)
POSTGRESQL_BEFORE = (
    (
        "CREATE OR REPLACE FUNCTION motion_text_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF"
        " TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.motion_id IS DISTINCT FROM "
        "OLD.motion_id OR NEW.number IS DISTINCT FROM OLD.number OR NEW.title IS DISTINCT FROM OLD.title "
        "OR NEW.clauses IS DISTINCT FROM OLD.clauses OR NEW.canonical IS DISTINCT FROM OLD.canonical OR "
        "NEW.hash IS DISTINCT FROM OLD.hash OR NEW.algorithm IS DISTINCT FROM OLD.algorithm OR "
        "NEW.proposer_name IS DISTINCT FROM OLD.proposer_name OR NEW.seconder_name IS DISTINCT FROM "
        "OLD.seconder_name OR NEW.proposer_consented_at IS DISTINCT FROM OLD.proposer_consented_at OR "
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
        "FROM OLD.words_allowed OR NEW.reason IS DISTINCT FROM OLD.reason OR NEW.made_at IS DISTINCT FROM"
        " OLD.made_at OR (NEW.made_by_id IS NOT NULL AND NEW.made_by_id IS DISTINCT FROM OLD.made_by_id))"
        " THEN RAISE EXCEPTION 'motion_check is part of the permanent record' USING ERRCODE = "
        "'insufficient_privilege'; END IF; RETURN NEW; END IF; IF true THEN RAISE EXCEPTION 'motion_check"
        " is part of the permanent record' USING ERRCODE = 'insufficient_privilege'; END IF; RETURN OLD; "
        "END $$"
    ),
    (
        "CREATE OR REPLACE FUNCTION motion_division_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN IF TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.motion_id IS DISTINCT "
        "FROM OLD.motion_id OR NEW.held_on IS DISTINCT FROM OLD.held_on OR NEW.is_named IS DISTINCT FROM "
        "OLD.is_named OR NEW.is_unanimous IS DISTINCT FROM OLD.is_unanimous OR NEW.for_count IS DISTINCT "
        "FROM OLD.for_count OR NEW.against_count IS DISTINCT FROM OLD.against_count OR NEW.abstain_count "
        "IS DISTINCT FROM OLD.abstain_count OR NEW.absent_count IS DISTINCT FROM OLD.absent_count OR "
        "NEW.interest_count IS DISTINCT FROM OLD.interest_count OR NEW.casting_vote IS DISTINCT FROM "
        "OLD.casting_vote OR NEW.chair_name IS DISTINCT FROM OLD.chair_name OR NEW.outcome IS DISTINCT "
        "FROM OLD.outcome OR NEW.note IS DISTINCT FROM OLD.note OR NEW.recorded_at IS DISTINCT FROM "
        "OLD.recorded_at OR (NEW.recorded_by_id IS NOT NULL AND NEW.recorded_by_id IS DISTINCT FROM "
        "OLD.recorded_by_id)) THEN RAISE EXCEPTION 'motion_division is part of the permanent record' "
        "USING ERRCODE = 'insufficient_privilege'; END IF; RETURN NEW; END IF; IF true THEN RAISE "
        "EXCEPTION 'motion_division is part of the permanent record' USING ERRCODE = "
        "'insufficient_privilege'; END IF; RETURN OLD; END $$"
    ),
    (
        "CREATE OR REPLACE FUNCTION motion_vote_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF"
        " TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.division_id IS DISTINCT FROM "
        "OLD.division_id OR (NEW.person_id IS NOT NULL AND NEW.person_id IS DISTINCT FROM OLD.person_id) "
        "OR NEW.councillor_name IS DISTINCT FROM OLD.councillor_name OR NEW.choice IS DISTINCT FROM "
        "OLD.choice) THEN RAISE EXCEPTION 'motion_vote is part of the permanent record' USING ERRCODE = "
        "'insufficient_privilege'; END IF; RETURN NEW; END IF; IF true THEN RAISE EXCEPTION 'motion_vote "
        "is part of the permanent record' USING ERRCODE = 'insufficient_privilege'; END IF; RETURN OLD; "
        "END $$"
    ),
    (
        "CREATE OR REPLACE FUNCTION motion_resolution_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN IF TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.motion_id IS DISTINCT "
        "FROM OLD.motion_id OR NEW.number IS DISTINCT FROM OLD.number OR NEW.text IS DISTINCT FROM "
        "OLD.text OR NEW.is_summary IS DISTINCT FROM OLD.is_summary OR NEW.adopted_on IS DISTINCT FROM "
        "OLD.adopted_on OR NEW.made_at IS DISTINCT FROM OLD.made_at OR (NEW.made_by_id IS NOT NULL AND "
        "NEW.made_by_id IS DISTINCT FROM OLD.made_by_id)) THEN RAISE EXCEPTION 'motion_resolution is part"
        " of the permanent record' USING ERRCODE = 'insufficient_privilege'; END IF; RETURN NEW; END IF; "
        "IF true THEN RAISE EXCEPTION 'motion_resolution is part of the permanent record' USING ERRCODE ="
        " 'insufficient_privilege'; END IF; RETURN OLD; END $$"
    ),
    (
        "CREATE OR REPLACE FUNCTION motion_action_change_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$"
        " BEGIN IF TG_OP = 'UPDATE' THEN IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.action_id IS DISTINCT "
        "FROM OLD.action_id OR NEW.from_state IS DISTINCT FROM OLD.from_state OR NEW.to_state IS DISTINCT"
        " FROM OLD.to_state OR NEW.happened_on IS DISTINCT FROM OLD.happened_on OR NEW.note IS DISTINCT "
        "FROM OLD.note OR NEW.made_at IS DISTINCT FROM OLD.made_at OR (NEW.made_by_id IS NOT NULL AND "
        "NEW.made_by_id IS DISTINCT FROM OLD.made_by_id)) THEN RAISE EXCEPTION 'motion_action_change is "
        "part of the permanent record' USING ERRCODE = 'insufficient_privilege'; END IF; RETURN NEW; END "
        "IF; IF true THEN RAISE EXCEPTION 'motion_action_change is part of the permanent record' USING "
        "ERRCODE = 'insufficient_privilege'; END IF; RETURN OLD; END $$"
    ),
)


def upgrade() -> None:
    """Make the change."""
    _put(SQLITE, POSTGRESQL)


def downgrade() -> None:
    """Take the change back."""
    _put(SQLITE_BEFORE, POSTGRESQL_BEFORE)


def _put(sqlite: Iterable[str], postgresql: Iterable[str]) -> None:
    if op.get_bind().dialect.name == "postgresql":
        for statement in postgresql:
            op.execute(statement)
        return
    for table in KEPT:
        op.execute(f"DROP TRIGGER {table}_no_update")
    for statement in sqlite:
        op.execute(statement)
