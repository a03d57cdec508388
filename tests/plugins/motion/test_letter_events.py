"""Facts about letters."""

from plugins.motion.letter_events import LETTER_EVENTS


def test_a_fact_names_the_resolution_and_the_action_that_it_is_about() -> None:
    assert all({"action_number", "number"} <= set(event.schema()) for event in LETTER_EVENTS)


def test_a_fact_of_a_letter_or_a_reply_names_it() -> None:
    named = {event.name: {"letter_id", "reply_id"} & set(event.schema()) for event in LETTER_EVENTS}
    assert [name for name, ids in named.items() if not ids] == ["motion.action_reported"]
