"""What stands in the tables of a meeting."""

from sqlalchemy.orm import Session

from consult.sdk.records import shown
from plugins.motion.attendance import Attendance, Presence
from plugins.motion.presentation import rows_of_attendance, rows_of_interests
from plugins.motion.published_votes import ATTENDANCE
from tests.plugins.motion import story


def test_what_was_noted_before_interests_had_rows_is_still_read(session: Session) -> None:
    told = story.begin(session)
    noted = Attendance(
        held_on=story.MEETING,
        term_id=told.term_ids()[0],
        member_name="Cllr Ada",
        ward="Abbey",
        group_name="",
        presence=Presence.PRESENT,
        interest="A share",
        recorded_at=told.motion.created_at,
    )
    session.add(noted)
    session.flush()
    attendance = list(shown(session, ATTENDANCE, [noted]).values())
    assert list(rows_of_attendance(attendance, {})) == [("Cllr Ada", "Abbey", "No group", "Present")]
    unknown = "Not recorded"
    assert list(rows_of_interests([], attendance)) == [("Cllr Ada", unknown, unknown, "A share", unknown)]
