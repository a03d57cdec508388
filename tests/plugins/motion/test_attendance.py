"""How attendance is said."""

from plugins.motion.attendance import Presence


def test_every_presence_is_said_as_the_minutes_say_it() -> None:
    assert [presence.label for presence in Presence] == ["Present", "Sent apologies", "Absent without apologies"]
