"""The audit log tells how much a draft cites, and not what: a draft is private."""

from dataclasses import fields

from plugins.motion.citing_events import CITING_EVENTS


def test_what_is_cited_is_not_told() -> None:
    told = {field.name for event in CITING_EVENTS for field in fields(event)}
    assert told - {"consultation_id"} == {"motion_id", "added"}
