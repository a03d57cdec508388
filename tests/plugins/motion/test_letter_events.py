"""Facts about letters."""

from plugins.motion.letter_events import LETTER_EVENTS


def test_a_fact_names_the_letter_and_its_resolution() -> None:
    assert all({"letter_id", "number"} <= set(event.schema()) for event in LETTER_EVENTS)
