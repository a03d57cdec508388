"""The tables about_you, participation and more."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008_submissions"
down_revision = "0007_exports"
branch_labels = None
depends_on = None

SQLITE = (
    ('CREATE VIRTUAL TABLE submission_search USING fts5(document, tokenize = "porter unicode61 remove_diacritics 2")'),
)
POSTGRESQL = (
    (
        "CREATE TABLE submission_search (submission_id bigint PRIMARY KEY REFERENCES submission (id) ON "
        "DELETE CASCADE, document tsvector NOT NULL)"
    ),
    "CREATE INDEX ix_submission_search_document ON submission_search USING gin (document)",
)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "about_you",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("link", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_about_you_activity_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_about_you")),
        sa.UniqueConstraint("link", name=op.f("uq_about_you_link")),
    )
    op.create_index(op.f("ix_about_you_activity_id"), "about_you", ["activity_id"], unique=False)
    op.create_table(
        "participation",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("subject_hash", sa.String(length=64), nullable=False),
        sa.Column("contact_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("stop_hash", sa.String(length=64), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_participation_activity_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participation")),
        sa.UniqueConstraint("activity_id", "subject_hash", name=op.f("uq_participation_activity_id_subject_hash")),
        sa.UniqueConstraint("stop_hash", name=op.f("uq_participation_stop_hash")),
    )
    op.create_table(
        "response_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("file_name", sa.String(length=150), nullable=False),
        sa.Column("mapping", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("report", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('uploaded', 'checked', 'importing', 'done')", name=op.f("ck_response_import_known_state")
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_response_import_activity_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_response_import_asked_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_response_import_file_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response_import")),
    )
    op.create_index(op.f("ix_response_import_activity_id"), "response_import", ["activity_id"], unique=False)
    op.create_index(op.f("ix_response_import_created_at"), "response_import", ["created_at"], unique=False)
    op.create_table(
        "response_questions",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("definition", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_response_questions_activity_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_response_questions_made_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("activity_id", "number", name=op.f("pk_response_questions")),
    )
    op.create_table(
        "submission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=16), nullable=False),
        sa.Column("idempotency_key", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("questions_version", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(length=60), nullable=False),
        sa.Column("answers", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("transcribed_by_id", sa.Integer(), nullable=True),
        sa.Column("checked_by_id", sa.Integer(), nullable=True),
        sa.Column("is_in_check_sample", sa.Boolean(), nullable=False),
        sa.Column("check_outcome", sa.String(length=20), nullable=True),
        sa.Column("exclusion_code", sa.String(length=30), nullable=True),
        sa.Column("exclusion_note", sa.Text(), nullable=False),
        sa.Column("import_key", sa.String(length=64), nullable=True),
        sa.Column("is_synthetic", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "status != 'excluded' OR exclusion_code IS NOT NULL", name=op.f("ck_submission_exclusion_has_a_code")
        ),
        sa.CheckConstraint("status IN ('submitted', 'withdrawn', 'excluded')", name=op.f("ck_submission_known_status")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_submission_activity_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["checked_by_id"], ["person.id"], name=op.f("fk_submission_checked_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["transcribed_by_id"], ["person.id"], name=op.f("fk_submission_transcribed_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("activity_id", "import_key", name=op.f("uq_submission_activity_id_import_key")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_submission_code_hash")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_submission_idempotency_key")),
        sa.UniqueConstraint("reference", name=op.f("uq_submission_reference")),
    )
    op.create_index(
        op.f("ix_submission_activity_id_area_id"), "submission", ["activity_id", "area", "id"], unique=False
    )
    op.create_index(
        op.f("ix_submission_activity_id_channel_id"), "submission", ["activity_id", "channel", "id"], unique=False
    )
    op.create_index(op.f("ix_submission_activity_id_id"), "submission", ["activity_id", "id"], unique=False)
    op.create_index(
        op.f("ix_submission_activity_id_status_id"), "submission", ["activity_id", "status", "id"], unique=False
    )
    op.create_index(
        "ix_submission_awaiting_check",
        "submission",
        ["activity_id", "status", "id"],
        unique=False,
        sqlite_where=sa.text("is_in_check_sample = 1 AND checked_by_id IS NULL"),
        postgresql_where=sa.text("is_in_check_sample AND checked_by_id IS NULL"),
    )
    op.create_table(
        "submission_tally",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("variable", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=80), nullable=False),
        sa.Column("shard", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_submission_tally_activity_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("activity_id", "variable", "value", "shard", name=op.f("pk_submission_tally")),
    )
    op.create_table(
        "redaction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=30), nullable=False),
        sa.Column("reason_code", sa.String(length=30), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("original_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("seal_row", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_redaction_made_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_redaction_submission_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redaction")),
    )
    op.create_index(op.f("ix_redaction_submission_id"), "redaction", ["submission_id"], unique=False)
    op.create_table(
        "submission_draft",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("questions_version", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changes_submission_id", sa.Integer(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_submission_draft_activity_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["changes_submission_id"],
            ["submission.id"],
            name=op.f("fk_submission_draft_changes_submission_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission_draft")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_submission_draft_code_hash")),
    )
    op.create_index(op.f("ix_submission_draft_activity_id"), "submission_draft", ["activity_id"], unique=False)
    op.create_index(op.f("ix_submission_draft_expires_at"), "submission_draft", ["expires_at"], unique=False)
    op.create_table(
        "submission_earlier",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_submission_earlier_submission_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission_earlier")),
        sa.UniqueConstraint("submission_id", "revision", name=op.f("uq_submission_earlier_submission_id_revision")),
    )
    op.create_table(
        "submission_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_submission_reading_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_submission_reading_submission_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission_reading")),
        sa.UniqueConstraint("submission_id", "person_id", name=op.f("uq_submission_reading_submission_id_person_id")),
    )
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    """Drop the tables."""
    op.execute("DROP TABLE submission_search")
    op.drop_table("submission_reading")
    op.drop_table("submission_earlier")
    op.drop_index(op.f("ix_submission_draft_expires_at"), table_name="submission_draft")
    op.drop_index(op.f("ix_submission_draft_activity_id"), table_name="submission_draft")
    op.drop_table("submission_draft")
    op.drop_index(op.f("ix_redaction_submission_id"), table_name="redaction")
    op.drop_table("redaction")
    op.drop_table("submission_tally")
    op.drop_index(
        "ix_submission_awaiting_check",
        table_name="submission",
        sqlite_where=sa.text("is_in_check_sample = 1 AND checked_by_id IS NULL"),
        postgresql_where=sa.text("is_in_check_sample AND checked_by_id IS NULL"),
    )
    op.drop_index(op.f("ix_submission_activity_id_status_id"), table_name="submission")
    op.drop_index(op.f("ix_submission_activity_id_id"), table_name="submission")
    op.drop_index(op.f("ix_submission_activity_id_channel_id"), table_name="submission")
    op.drop_index(op.f("ix_submission_activity_id_area_id"), table_name="submission")
    op.drop_table("submission")
    op.drop_table("response_questions")
    op.drop_index(op.f("ix_response_import_created_at"), table_name="response_import")
    op.drop_index(op.f("ix_response_import_activity_id"), table_name="response_import")
    op.drop_table("response_import")
    op.drop_table("participation")
    op.drop_index(op.f("ix_about_you_activity_id"), table_name="about_you")
    op.drop_table("about_you")
