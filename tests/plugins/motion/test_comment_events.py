"""The audit log tells that something was said about a clause, never what."""

from dataclasses import fields

from plugins.motion.comment_events import COMMENT_EVENTS


def test_no_words_are_told() -> None:
    told = {field.name for event in COMMENT_EVENTS for field in fields(event)}
    assert told - {"consultation_id"} == {"motion_id", "comment_id", "is_settled"}
