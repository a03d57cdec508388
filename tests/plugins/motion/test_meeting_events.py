"""What happens to meetings, as the audit log tells it."""

from plugins.motion.meeting_events import MEETING_EVENTS


def test_each_event_has_a_name_of_its_own_and_says_of_what() -> None:
    assert len({event.name for event in MEETING_EVENTS}) == len(MEETING_EVENTS)
    assert all("{held_on}" in str(event.sentence) or "{number}" in str(event.sentence) for event in MEETING_EVENTS)
