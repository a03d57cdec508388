"""Who acts in whose place, for which meeting somebody agreed, and from when a motion is public."""

import sqlalchemy as sa
from alembic import op

revision = "0004_parts_and_publicity"
down_revision = "0003_refuse_replacing"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change; what was submitted was public until now, and stays so."""
    op.create_table(
        "motion_handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("motion_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=10), nullable=False),
        sa.Column("from_name", sa.String(length=200), nullable=False),
        sa.Column("to_name", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("part IN ('proposer', 'seconder')", name=op.f("ck_motion_handover_known_part")),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_motion_handover_made_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["motion_id"], ["motion.id"], name=op.f("fk_motion_handover_motion_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion_handover")),
    )
    op.create_index(op.f("ix_motion_handover_motion_id"), "motion_handover", ["motion_id"])
    op.add_column("motion", sa.Column("public_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("motion", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.create_index(op.f("ix_motion_public_at"), "motion", ["public_at"])
    op.execute("UPDATE motion SET public_at = COALESCE(submitted_at, created_at) WHERE number IS NOT NULL")
    op.add_column("motion_drafter", sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE motion_drafter SET joined_at = invited_at")
    with op.batch_alter_table("motion_consent", schema=None) as batch_op:
        batch_op.add_column(sa.Column("meeting_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("void_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.drop_constraint(batch_op.f("uq_motion_consent_motion_id_person_id_text_hash"), type_="unique")
    op.execute(
        "UPDATE motion_consent SET meeting_on = "
        "(SELECT motion.meeting_on FROM motion WHERE motion.id = motion_consent.motion_id)"
    )


def downgrade() -> None:
    """Take the change back; of several agreements of one person to one text the newest stays."""
    op.execute(
        "DELETE FROM motion_consent WHERE void_at IS NOT NULL OR id NOT IN "
        "(SELECT MAX(id) FROM motion_consent GROUP BY motion_id, person_id, text_hash)"
    )
    with op.batch_alter_table("motion_consent", schema=None) as batch_op:
        batch_op.create_unique_constraint(
            batch_op.f("uq_motion_consent_motion_id_person_id_text_hash"), ["motion_id", "person_id", "text_hash"]
        )
        batch_op.drop_column("void_at")
        batch_op.drop_column("meeting_on")
    op.drop_column("motion_drafter", "joined_at")
    op.drop_index(op.f("ix_motion_public_at"), "motion")
    op.drop_column("motion", "version")
    op.drop_column("motion", "public_at")
    op.drop_index(op.f("ix_motion_handover_motion_id"), "motion_handover")
    op.drop_table("motion_handover")
