"""The days by which actions are due are deadlines of the core, which reminds the officers."""

from alembic import op

revision = "0007_deadlines"
down_revision = "0006_votes_on_the_roll"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change; reminders that were planned give way to those of the core."""
    op.execute(
        "INSERT INTO deadline (kind, subject_id, text, owner, due_on, remind_on, made_at)"
        " SELECT 'motion_action', motion_action.id,"
        " 'Action ' || motion_action.number || ' of resolution ' || motion_resolution.number,"
        " 'officer', motion_action.due_on, motion_action.due_on, motion_action.added_at"
        " FROM motion_action JOIN motion_resolution ON motion_resolution.id = motion_action.resolution_id"
        " WHERE motion_action.due_on IS NOT NULL AND motion_action.state NOT IN ('replied', 'overtaken', 'closed')"
    )
    op.execute("DELETE FROM job WHERE name = 'motion.remind' AND state IN ('queued', 'running')")


def downgrade() -> None:
    """Take the change back."""
    op.execute("DELETE FROM deadline WHERE kind = 'motion_action'")
