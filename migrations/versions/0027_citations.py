"""Citations between rows of any kind, in the place of those of issues alone."""

import sqlalchemy as sa
from alembic import op

revision = "0027_citations"
down_revision = "0026_people_in_office"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "citation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_kind", sa.String(length=60), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("target_kind", sa.String(length=60), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("cited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cited_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["cited_by_id"], ["person.id"], name=op.f("fk_citation_cited_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citation")),
        sa.UniqueConstraint(
            "source_kind",
            "source_id",
            "target_kind",
            "target_id",
            name=op.f("uq_citation_source_kind_source_id_target_kind_target_id"),
        ),
    )
    op.create_index(op.f("ix_citation_target_kind_target_id"), "citation", ["target_kind", "target_id"])
    op.execute(
        "INSERT INTO citation (source_kind, source_id, target_kind, target_id, note, cited_at, cited_by_id)"
        " SELECT 'issue', issue_id, 'submission', submission_id, '', cited_at, cited_by_id FROM issue_citation"
        " ORDER BY issue_id, submission_id"
    )
    op.drop_table("issue_citation")


def downgrade() -> None:
    """Take the change back; what an issue cites beside submissions is lost."""
    op.create_table(
        "issue_citation",
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("cited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cited_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["cited_by_id"], ["person.id"], name=op.f("fk_issue_citation_cited_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["issue_id"], ["issue.id"], name=op.f("fk_issue_citation_issue_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_issue_citation_submission_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("issue_id", "submission_id", name=op.f("pk_issue_citation")),
    )
    op.create_index(op.f("ix_issue_citation_submission_id"), "issue_citation", ["submission_id"])
    op.execute(
        "INSERT INTO issue_citation (issue_id, submission_id, cited_at, cited_by_id)"
        " SELECT source_id, target_id, cited_at, cited_by_id FROM citation"
        " JOIN issue ON issue.id = citation.source_id JOIN submission ON submission.id = citation.target_id"
        " WHERE source_kind = 'issue' AND target_kind = 'submission'"
    )
    op.drop_table("citation")
