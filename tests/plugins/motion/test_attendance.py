"""How attendance is said."""

import pytest

from plugins.motion.attendance import MovementKind, Presence, was_there

ARRIVED, LEFT, MISTAKEN = MovementKind


def test_every_presence_is_said_as_the_minutes_say_it() -> None:
    assert [presence.label for presence in Presence] == ["Present", "Sent apologies", "Absent without apologies"]


@pytest.mark.parametrize(
    ("moves", "times"),
    [
        ([], {"18:00": True}),
        ([("19:30", ARRIVED)], {"19:29": False, "19:30": True}),
        ([("20:30", LEFT)], {"20:29": True, "20:30": False}),
        ([("21:00", ARRIVED), ("20:30", LEFT)], {"20:00": True, "20:45": False, "21:00": True}),
        ([("20:30", MISTAKEN)], {"21:00": True}),
    ],
)
def test_who_was_there_follows_from_the_last_time_they_came_or_went(
    moves: list[tuple[str, MovementKind]], times: dict[str, bool]
) -> None:
    assert {at: was_there(moves, at) for at in times} == times
