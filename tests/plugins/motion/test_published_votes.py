"""What is published of arrivals and departures."""

from plugins.motion.attendance import MovementKind
from plugins.motion.published_votes import MOVEMENT


def test_time_and_kind_can_be_corrected_and_one_that_never_was_is_said_to_be_a_mistake() -> None:
    assert {field.column for field in MOVEMENT.fields if field.may_be_corrected} == {"kind", "at"}
    (kind,) = [field for field in MOVEMENT.fields if field.column == "kind"]
    assert set(kind.choices) == {one.value for one in MovementKind}
