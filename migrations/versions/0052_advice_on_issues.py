"""What a subject expert or the lawyer is asked about an issue and says, and deadlines for one person."""

import sqlalchemy as sa
from alembic import op

revision = "0052_advice_on_issues"
down_revision = "0051_keep_to_whom_news_was_told"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "issue_advice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("passage_id", sa.Integer(), nullable=True),
        sa.Column(
            "expertise", sa.Enum("expert", "lawyer", name="expertise", native_enum=False, length=10), nullable=False
        ),
        sa.Column("adviser_id", sa.Integer(), nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("said", sa.Text(), server_default=sa.text("('')"), nullable=False),
        sa.Column("given_by", sa.String(length=200), server_default=sa.text("('')"), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_public", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("form_key", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint("(given_at IS NULL) = (said = '')", name=op.f("ck_issue_advice_given_says_something")),
        sa.CheckConstraint("expertise IN ('expert', 'lawyer')", name=op.f("ck_issue_advice_known_expertise")),
        sa.CheckConstraint("given_at IS NOT NULL OR NOT is_public", name=op.f("ck_issue_advice_public_is_given")),
        sa.CheckConstraint(
            "given_at IS NULL OR taken_back_at IS NULL", name=op.f("ck_issue_advice_given_is_not_taken_back")
        ),
        sa.ForeignKeyConstraint(
            ["adviser_id"], ["person.id"], name=op.f("fk_issue_advice_adviser_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_issue_advice_asked_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_issue_advice_issue_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["passage_id"], ["passage.id"], name=op.f("fk_issue_advice_passage_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_advice")),
        sa.UniqueConstraint("form_key", name=op.f("uq_issue_advice_form_key")),
    )
    with op.batch_alter_table("issue_advice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_issue_advice_adviser_id"), ["adviser_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_issue_advice_issue_id"), ["issue_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_issue_advice_passage_id"), ["passage_id"], unique=False)

    with op.batch_alter_table("deadline", schema=None) as batch_op:
        batch_op.add_column(sa.Column("person_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_deadline_person_id"), ["person_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_deadline_person_id"), "person", ["person_id"], ["id"], ondelete="SET NULL"
        )


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("deadline", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_deadline_person_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_deadline_person_id"))
        batch_op.drop_column("person_id")

    with op.batch_alter_table("issue_advice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_issue_advice_passage_id"))
        batch_op.drop_index(batch_op.f("ix_issue_advice_issue_id"))
        batch_op.drop_index(batch_op.f("ix_issue_advice_adviser_id"))

    op.drop_table("issue_advice")
