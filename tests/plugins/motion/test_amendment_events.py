"""Facts about amendments."""

from plugins.motion.amendment_events import AMENDMENT_EVENTS


def test_each_fact_names_the_motion_and_the_amendment() -> None:
    assert all({"motion_id", "number"} <= set(event.schema()) for event in AMENDMENT_EVENTS)
    assert len({event.name for event in AMENDMENT_EVENTS}) == len(AMENDMENT_EVENTS)
