"""The tables motion_series, motion_standing_orders and more."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001_initial"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "motion_series",
        sa.Column("name", sa.String(length=10), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_motion_series")),
    )
    op.create_table(
        "motion_standing_orders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rules", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_motion_standing_orders_made_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion_standing_orders")),
    )
    op.create_table(
        "motion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.String(length=16), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("meeting_on", sa.Date(), nullable=True),
        sa.Column("agenda_item", sa.Integer(), nullable=True),
        sa.Column("proposer_id", sa.Integer(), nullable=True),
        sa.Column("proposer_name", sa.String(length=200), nullable=False),
        sa.Column("proposer_ward", sa.String(length=100), nullable=False),
        sa.Column("seconder_id", sa.Integer(), nullable=True),
        sa.Column("seconder_name", sa.String(length=200), nullable=False),
        sa.Column("seconder_ward", sa.String(length=100), nullable=False),
        sa.Column("is_from_record", sa.Boolean(), nullable=False),
        sa.Column("record_note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawal_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawal_reason", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'returned', 'valid', 'on_agenda', 'carried', 'lost', 'tied', 'withdrawn', 'lapsed')",
            name=op.f("ck_motion_known_state"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'withdrawn') OR number IS NOT NULL", name=op.f("ck_motion_submitted_has_number")
        ),
        sa.CheckConstraint("proposer_id != seconder_id", name=op.f("ck_motion_two_people")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_motion_activity_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["proposer_id"], ["person.id"], name=op.f("fk_motion_proposer_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["seconder_id"], ["person.id"], name=op.f("fk_motion_seconder_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion")),
        sa.UniqueConstraint("number", name=op.f("uq_motion_number")),
    )
    op.create_index(op.f("ix_motion_activity_id"), "motion", ["activity_id"], unique=False)
    op.create_index(op.f("ix_motion_proposer_id"), "motion", ["proposer_id"], unique=False)
    op.create_index(op.f("ix_motion_seconder_id"), "motion", ["seconder_id"], unique=False)
    op.create_index(op.f("ix_motion_state_id"), "motion", ["state", "id"], unique=False)
    op.create_table(
        "motion_clause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("motion_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=16), nullable=False),
        sa.Column("section", sa.String(length=10), nullable=False),
        sa.Column("position", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("section IN ('notes', 'believes', 'resolves')", name=op.f("ck_motion_clause_known_section")),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["person.id"], name=op.f("fk_motion_clause_changed_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["motion.id"], name=op.f("fk_motion_clause_motion_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion_clause")),
        sa.UniqueConstraint("key", name=op.f("uq_motion_clause_key")),
    )
    op.create_index(op.f("ix_motion_clause_motion_id"), "motion_clause", ["motion_id"], unique=False)
    op.create_table(
        "motion_consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("motion_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["motion.id"], name=op.f("fk_motion_consent_motion_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_motion_consent_person_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion_consent")),
        sa.UniqueConstraint(
            "motion_id", "person_id", "text_hash", name=op.f("uq_motion_consent_motion_id_person_id_text_hash")
        ),
    )
    op.create_table(
        "motion_division",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("motion_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("is_named", sa.Boolean(), nullable=False),
        sa.Column("is_unanimous", sa.Boolean(), nullable=False),
        sa.Column("for_count", sa.Integer(), nullable=True),
        sa.Column("against_count", sa.Integer(), nullable=True),
        sa.Column("abstain_count", sa.Integer(), nullable=True),
        sa.Column("absent_count", sa.Integer(), nullable=True),
        sa.Column("interest_count", sa.Integer(), nullable=True),
        sa.Column("casting_vote", sa.String(length=10), nullable=True),
        sa.Column("chair_name", sa.String(length=200), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("casting_vote IN ('for', 'against')", name=op.f("ck_motion_division_known_casting_vote")),
        sa.CheckConstraint("outcome IN ('carried', 'lost', 'tied')", name=op.f("ck_motion_division_known_outcome")),
        sa.CheckConstraint(
            "NOT is_named OR (for_count IS NOT NULL AND against_count IS NOT NULL)",
            name=op.f("ck_motion_division_names_count"),
        ),
        sa.ForeignKeyConstraint(["motion_id"], ["motion.id"], name=op.f("fk_motion_division_motion_id")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["person.id"], name=op.f("fk_motion_division_recorded_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion_division")),
        sa.UniqueConstraint("motion_id", name=op.f("uq_motion_division_motion_id")),
    )
    op.create_table(
        "motion_drafter",
        sa.Column("motion_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["motion.id"], name=op.f("fk_motion_drafter_motion_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_motion_drafter_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("motion_id", "person_id", name=op.f("pk_motion_drafter")),
    )
    op.create_index(op.f("ix_motion_drafter_person_id"), "motion_drafter", ["person_id"], unique=False)
    op.create_table(
        "motion_resolution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("motion_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_summary", sa.Boolean(), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_motion_resolution_made_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["motion_id"], ["motion.id"], name=op.f("fk_motion_resolution_motion_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion_resolution")),
        sa.UniqueConstraint("motion_id", name=op.f("uq_motion_resolution_motion_id")),
        sa.UniqueConstraint("number", name=op.f("uq_motion_resolution_number")),
    )
    op.create_table(
        "motion_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("motion_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("clauses", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("canonical", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("algorithm", sa.String(length=30), nullable=False),
        sa.Column("proposer_name", sa.String(length=200), nullable=False),
        sa.Column("seconder_name", sa.String(length=200), nullable=False),
        sa.Column("proposer_consented_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seconder_consented_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["motion_id"], ["motion.id"], name=op.f("fk_motion_text_motion_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion_text")),
        sa.UniqueConstraint("motion_id", "number", name=op.f("uq_motion_text_motion_id_number")),
    )
    op.create_table(
        "motion_action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resolution_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("addressee", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('binding', 'request')", name=op.f("ck_motion_action_known_kind")),
        sa.CheckConstraint(
            "state IN ('not_known', 'not_started', 'drafted', 'sent', 'chased', 'replied', 'no_reply', 'overtaken', 'closed')",
            name=op.f("ck_motion_action_known_state"),
        ),
        sa.ForeignKeyConstraint(
            ["resolution_id"], ["motion_resolution.id"], name=op.f("fk_motion_action_resolution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion_action")),
        sa.UniqueConstraint("resolution_id", "number", name=op.f("uq_motion_action_resolution_id_number")),
    )
    op.create_table(
        "motion_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("motion_id", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.Column("is_valid", sa.Boolean(), nullable=False),
        sa.Column("is_in_time", sa.Boolean(), nullable=False),
        sa.Column("is_in_scope", sa.Boolean(), nullable=False),
        sa.Column("is_within_words", sa.Boolean(), nullable=False),
        sa.Column("is_lawful", sa.Boolean(), nullable=False),
        sa.Column("meeting_on", sa.Date(), nullable=False),
        sa.Column("clear_days", sa.Integer(), nullable=False),
        sa.Column("clear_days_needed", sa.Integer(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("words_allowed", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("is_valid OR reason != ''", name=op.f("ck_motion_check_returned_has_reason")),
        sa.CheckConstraint(
            "is_valid = (is_in_time AND is_in_scope AND is_within_words AND is_lawful)",
            name=op.f("ck_motion_check_valid_when_all_are_met"),
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_motion_check_made_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["motion_id"], ["motion.id"], name=op.f("fk_motion_check_motion_id")),
        sa.ForeignKeyConstraint(["text_id"], ["motion_text.id"], name=op.f("fk_motion_check_text_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion_check")),
        sa.UniqueConstraint("text_id", name=op.f("uq_motion_check_text_id")),
    )
    op.create_table(
        "motion_clause_version",
        sa.Column("clause_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_deletion", sa.Boolean(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["clause_id"], ["motion_clause.id"], name=op.f("fk_motion_clause_version_clause_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["saved_by_id"], ["person.id"], name=op.f("fk_motion_clause_version_saved_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("clause_id", "number", name=op.f("pk_motion_clause_version")),
    )
    op.create_table(
        "motion_vote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("division_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("councillor_name", sa.String(length=200), nullable=False),
        sa.Column("choice", sa.String(length=10), nullable=False),
        sa.CheckConstraint(
            "choice IN ('for', 'against', 'abstain', 'absent', 'interest')", name=op.f("ck_motion_vote_known_choice")
        ),
        sa.ForeignKeyConstraint(["division_id"], ["motion_division.id"], name=op.f("fk_motion_vote_division_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_motion_vote_person_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion_vote")),
        sa.UniqueConstraint("division_id", "person_id", name=op.f("uq_motion_vote_division_id_person_id")),
    )
    op.create_table(
        "motion_action_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("from_state", sa.String(length=12), nullable=False),
        sa.Column("to_state", sa.String(length=12), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["action_id"], ["motion_action.id"], name=op.f("fk_motion_action_change_action_id")),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_motion_action_change_made_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion_action_change")),
    )
    op.create_index(op.f("ix_motion_action_change_action_id"), "motion_action_change", ["action_id"], unique=False)


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index(op.f("ix_motion_action_change_action_id"), table_name="motion_action_change")
    op.drop_table("motion_action_change")
    op.drop_table("motion_vote")
    op.drop_table("motion_clause_version")
    op.drop_table("motion_check")
    op.drop_table("motion_action")
    op.drop_table("motion_text")
    op.drop_table("motion_resolution")
    op.drop_index(op.f("ix_motion_drafter_person_id"), table_name="motion_drafter")
    op.drop_table("motion_drafter")
    op.drop_table("motion_division")
    op.drop_table("motion_consent")
    op.drop_index(op.f("ix_motion_clause_motion_id"), table_name="motion_clause")
    op.drop_table("motion_clause")
    op.drop_index(op.f("ix_motion_state_id"), table_name="motion")
    op.drop_index(op.f("ix_motion_seconder_id"), table_name="motion")
    op.drop_index(op.f("ix_motion_proposer_id"), table_name="motion")
    op.drop_index(op.f("ix_motion_activity_id"), table_name="motion")
    op.drop_table("motion")
    op.drop_table("motion_standing_orders")
    op.drop_table("motion_series")
