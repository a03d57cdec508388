"""Meetings of the council are rows, to which motions point by their day."""

import sqlalchemy as sa
from alembic import op

revision = "0016_motions_point_to_meetings"
down_revision = "0015_letters_sent_and_replies"
branch_labels = None
depends_on = None

ENTER = (
    "INSERT INTO motion_meeting (held_on, kind, place, takes_motions, change_reason, version) "
    "SELECT day, 'ordinary', '', true, '', 1 FROM (SELECT meeting_on AS day FROM motion "
    "UNION SELECT held_on FROM motion_attendance UNION SELECT held_on FROM motion_division) AS days "
    "WHERE day IS NOT NULL ORDER BY day"
)


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "motion_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum("ordinary", "annual", "extraordinary", name="meetingkind", native_enum=False, length=15),
            nullable=False,
        ),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("takes_motions", sa.Boolean(), nullable=False),
        sa.Column("moved_from", sa.Date(), nullable=True),
        sa.Column("change_reason", sa.Text(), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "cancelled_at IS NULL OR change_reason != ''", name=op.f("ck_motion_meeting_cancelled_has_reason")
        ),
        sa.CheckConstraint(
            "kind IN ('ordinary', 'annual', 'extraordinary')", name=op.f("ck_motion_meeting_known_kind")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motion_meeting")),
        sa.UniqueConstraint("held_on", name=op.f("uq_motion_meeting_held_on")),
    )
    with op.batch_alter_table("motion_meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_motion_meeting_moved_from"), ["moved_from"], unique=False)

    op.execute(ENTER)

    with op.batch_alter_table("motion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_motion_meeting_on"), ["meeting_on"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_motion_meeting_on"), "motion_meeting", ["meeting_on"], ["held_on"], onupdate="CASCADE"
        )


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("motion", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_motion_meeting_on"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_motion_meeting_on"))

    with op.batch_alter_table("motion_meeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_motion_meeting_moved_from"))

    op.drop_table("motion_meeting")
