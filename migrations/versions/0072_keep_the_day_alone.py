"""keep the day alone of what people send themselves."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0072_keep_the_day_alone"
down_revision = "0071_add_access_tokens"
branch_labels = None
depends_on = None

submission = sa.table(
    "submission",
    sa.column("code_hash", sa.String),
    sa.column("submitted_at", sa.DateTime(timezone=True)),
    sa.column("received_on", sa.Date),
    sa.column("transcribed_by_id", sa.Integer),
)
earlier = sa.table(
    "submission_earlier", sa.column("cause", sa.String), sa.column("replaced_at", sa.DateTime(timezone=True))
)
LONDON = ZoneInfo("Europe/London")
NOBODY = "names_no_moment_and_nobody"
DAY = "has_a_day"


def upgrade() -> None:
    """Make the change."""
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.alter_column("submitted_at", existing_type=sa.DateTime(timezone=True), nullable=True)
    is_sent_here = submission.c.code_hash.is_not(None)
    connection = op.get_bind()
    moments = connection.scalars(sa.select(submission.c.submitted_at).where(is_sent_here).distinct()).all()
    for moment in moments:
        of_moment = sa.update(submission).where(is_sent_here, submission.c.submitted_at == moment)
        connection.execute(of_moment.values(received_on=_day_of(moment), submitted_at=None))
    connection.execute(sa.update(submission).where(is_sent_here).values(transcribed_by_id=None))
    by_author = earlier.c.cause == "author"
    for moment in connection.scalars(sa.select(earlier.c.replaced_at).where(by_author).distinct()).all():
        of_moment = sa.update(earlier).where(by_author, earlier.c.replaced_at == moment)
        connection.execute(of_moment.values(replaced_at=_begin(_day_of(moment))))
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.create_check_constraint(
            batch_op.f(f"ck_submission_{NOBODY}"),
            "code_hash IS NULL OR (submitted_at IS NULL AND transcribed_by_id IS NULL)",
        )
        batch_op.create_check_constraint(
            batch_op.f(f"ck_submission_{DAY}"), "submitted_at IS NOT NULL OR received_on IS NOT NULL"
        )


def downgrade() -> None:
    """Take the change back; the hours are gone, so each gets the beginning of its day."""
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f(f"ck_submission_{NOBODY}"), type_="check")
        batch_op.drop_constraint(batch_op.f(f"ck_submission_{DAY}"), type_="check")
    connection = op.get_bind()
    is_sent_here = submission.c.submitted_at.is_(None)
    for day in connection.scalars(sa.select(submission.c.received_on).where(is_sent_here).distinct()).all():
        of_day = sa.update(submission).where(is_sent_here, submission.c.received_on == day)
        connection.execute(of_day.values(submitted_at=_begin(day), received_on=None))
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.alter_column("submitted_at", existing_type=sa.DateTime(timezone=True), nullable=False)


def _day_of(moment: datetime) -> date:
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(LONDON).date()


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON).astimezone(UTC)
