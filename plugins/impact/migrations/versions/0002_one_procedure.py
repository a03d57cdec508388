"""One procedure for all evidence: out of scope by two officers, entered and late evidence, versions of drafts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002_one_procedure"
down_revision = "0001_initial"
branch_labels = None
depends_on = None

BEFORE = {
    "known_status": (
        "status IN ('draft', 'submitted', 'screened', 'queried', 'accepted', 'out_of_scope', 'considered', 'responded')"
    ),
    "out_of_scope_has_a_reason": "status != 'out_of_scope' OR scope_reason != ''",
}
AFTER = {
    "known_status": (
        "status IN ('draft', 'submitted', 'screened', 'queried', 'accepted', 'out_proposed', 'out_of_scope', "
        "'appealed', 'considered', 'responded', 'withdrawn')"
    ),
    "out_of_scope_has_a_reason": "status NOT IN ('out_proposed', 'out_of_scope', 'appealed') OR scope_reason != ''",
    "appeal_has_a_reason": "status != 'appealed' OR appeal != ''",
    "known_scope_code": ("scope_code IN ('other_matter', 'other_place', 'no_impact', 'repeated', 'not_the_group')"),
}


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "impact_late_permission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("allowed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("allowed_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("reason != ''", name=op.f("ck_impact_late_permission_lateness_has_a_reason")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_impact_late_permission_activity_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["allowed_by_id"], ["person.id"], name=op.f("fk_impact_late_permission_allowed_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_impact_late_permission_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_impact_late_permission")),
    )
    with op.batch_alter_table("impact_late_permission", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_impact_late_permission_activity_id_organisation_id"),
            ["activity_id", "organisation_id"],
            unique=False,
        )

    op.create_table(
        "impact_page_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["impact_evidence.id"], name=op.f("fk_impact_page_version_evidence_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["saved_by_id"], ["person.id"], name=op.f("fk_impact_page_version_saved_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_impact_page_version")),
        sa.UniqueConstraint(
            "evidence_id", "page", "number", name=op.f("uq_impact_page_version_evidence_id_page_number")
        ),
    )
    with op.batch_alter_table("impact_evidence", schema=None) as batch_op:
        batch_op.add_column(sa.Column("channel", sa.String(length=10), nullable=False, server_default="web"))
        batch_op.add_column(sa.Column("received_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("received_from", sa.String(length=200), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("entered_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("late_reason", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("adds_to_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("clearing_reason", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("clearing_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("scope_code", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("appeal", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("appealed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_impact_evidence_adds_to_id"), ["adds_to_id"], unique=False)
        for name, condition in AFTER.items():
            if name in BEFORE:
                batch_op.drop_constraint(op.f(f"ck_impact_evidence_{name}"), type_="check")
            batch_op.create_check_constraint(op.f(f"ck_impact_evidence_{name}"), condition)
        batch_op.create_foreign_key(
            batch_op.f("fk_impact_evidence_entered_by_id"), "person", ["entered_by_id"], ["id"], ondelete="SET NULL"
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_impact_evidence_clearing_by_id"), "person", ["clearing_by_id"], ["id"], ondelete="SET NULL"
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_impact_evidence_adds_to_id"), "impact_evidence", ["adds_to_id"], ["id"], ondelete="SET NULL"
        )

    with op.batch_alter_table("impact_query", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_public", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("impact_evidence") as batch_op:
        for column in ("channel", "received_from", "late_reason", "clearing_reason", "appeal"):
            batch_op.alter_column(column, server_default=None)
    with op.batch_alter_table("impact_query") as batch_op:
        batch_op.alter_column("is_public", server_default=None)


def downgrade() -> None:
    """Take the change back: each piece stands where the earlier procedure would have it."""
    op.execute("UPDATE impact_evidence SET status = 'screened' WHERE status = 'out_proposed'")
    op.execute("UPDATE impact_evidence SET status = 'out_of_scope' WHERE status = 'appealed'")
    op.execute(
        "UPDATE impact_evidence SET scope_reason = 'The group withdrew it.', status = 'out_of_scope' "
        "WHERE status = 'withdrawn'"
    )
    op.execute("DELETE FROM impact_step WHERE status IN ('out_proposed', 'appealed', 'withdrawn')")
    with op.batch_alter_table("impact_query", schema=None) as batch_op:
        batch_op.drop_column("is_public")

    with op.batch_alter_table("impact_evidence", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_impact_evidence_adds_to_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_impact_evidence_clearing_by_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_impact_evidence_entered_by_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_impact_evidence_adds_to_id"))
        for name in AFTER:
            batch_op.drop_constraint(op.f(f"ck_impact_evidence_{name}"), type_="check")
            if name in BEFORE:
                batch_op.create_check_constraint(op.f(f"ck_impact_evidence_{name}"), BEFORE[name])
        batch_op.drop_column("appealed_at")
        batch_op.drop_column("appeal")
        batch_op.drop_column("scope_code")
        batch_op.drop_column("clearing_by_id")
        batch_op.drop_column("clearing_reason")
        batch_op.drop_column("adds_to_id")
        batch_op.drop_column("late_reason")
        batch_op.drop_column("entered_by_id")
        batch_op.drop_column("received_from")
        batch_op.drop_column("received_on")
        batch_op.drop_column("channel")

    op.drop_table("impact_page_version")
    with op.batch_alter_table("impact_late_permission", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_impact_late_permission_activity_id_organisation_id"))

    op.drop_table("impact_late_permission")
