"""The outline of issues, the points in it, and seven dispositions in place of three."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0042_outline_and_dispositions"
down_revision = "0041_bulk_acts_on_the_desk"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
_KNOWN = op.f("ck_issue_known_disposition")
_BEFORE = ("changed", "not_changed", "out_of_scope")
_NOW = ("changed", "new_option", "analysis_improved", "fact_corrected", "not_changed", "out_of_scope", "already_so")
_NEAREST = {
    "new_option": "changed",
    "analysis_improved": "changed",
    "fact_corrected": "changed",
    "already_so": "not_changed",
}


def _is_one_of(codes: tuple[str, ...]) -> str:
    listed = ", ".join(f"'{code}'" for code in codes)
    return f"disposition IN ({listed})"


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "issue_point",
        sa.Column("passage_id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("supplement", sa.Text(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("placed_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_issue_point_issue_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["passage_id"], ["passage.id"], name=op.f("fk_issue_point_passage_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["placed_by_id"], ["person.id"], name=op.f("fk_issue_point_placed_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("passage_id", name=op.f("pk_issue_point")),
    )
    with op.batch_alter_table("issue_point", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_issue_point_issue_id"), ["issue_id"], unique=False)

    with op.batch_alter_table("issue", schema=None) as batch_op:
        batch_op.add_column(sa.Column("parent_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False))
        batch_op.add_column(sa.Column("authority", sa.Text(), server_default=sa.text("''"), nullable=False))
        batch_op.add_column(sa.Column("look_again", sa.Text(), server_default=sa.text("''"), nullable=False))
        batch_op.add_column(
            sa.Column("who_can_act", sa.String(length=200), server_default=sa.text("''"), nullable=False)
        )
        batch_op.add_column(sa.Column("changed_document_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("changed_paragraph", sa.String(length=300), server_default=sa.text("''"), nullable=False)
        )
        batch_op.create_index(batch_op.f("ix_issue_parent_id"), ["parent_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_issue_parent_id"), "issue", ["parent_id"], ["id"], ondelete="SET NULL"
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_issue_changed_document_id"), "document", ["changed_document_id"], ["id"], ondelete="SET NULL"
        )

        batch_op.drop_constraint(_KNOWN, type_="check")
        batch_op.create_check_constraint(_KNOWN, _is_one_of(_NOW))
    op.execute("UPDATE issue SET position = number")


def downgrade() -> None:
    """Take the change back: each of the new dispositions becomes the nearest of the three, published ones too."""
    issue = sa.table("issue", sa.column("disposition", sa.String))
    for code, nearest in _NEAREST.items():
        op.execute(sa.update(issue).where(issue.c.disposition == code).values(disposition=nearest))
    _write_published()
    with op.batch_alter_table("issue", schema=None) as batch_op:
        batch_op.drop_constraint(_KNOWN, type_="check")
        batch_op.create_check_constraint(_KNOWN, _is_one_of(_BEFORE))
        batch_op.drop_constraint(batch_op.f("fk_issue_changed_document_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_issue_parent_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_issue_parent_id"))
        batch_op.drop_column("changed_paragraph")
        batch_op.drop_column("changed_document_id")
        batch_op.drop_column("who_can_act")
        batch_op.drop_column("look_again")
        batch_op.drop_column("authority")
        batch_op.drop_column("position")
        batch_op.drop_column("parent_id")

    with op.batch_alter_table("issue_point", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_issue_point_issue_id"))

    op.drop_table("issue_point")


def _write_published() -> None:
    decision = sa.table("decision", sa.column("id", sa.Integer), sa.column("issues", _JSON))
    connection = op.get_bind()
    for number, kept in connection.execute(sa.select(decision).where(decision.c.issues.is_not(None))).all():
        if kept is None:
            continue
        for issue in kept["issues"]:
            issue["disposition"] = _NEAREST.get(issue["disposition"], issue["disposition"])
        connection.execute(sa.update(decision).where(decision.c.id == number).values(issues=kept))
