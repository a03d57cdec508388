"""The course of an amendment."""

from plugins.motion.amendment_course import AMENDMENT_COURSE, AMENDMENT_MOVES, OPEN, AmendmentState


def test_every_state_has_its_line_and_an_open_one_can_be_ended_by_one_officer() -> None:
    assert set(AMENDMENT_MOVES) == set(AmendmentState)
    assert all(AmendmentState.FALLEN in AMENDMENT_MOVES[state] for state in OPEN)


def test_a_ruling_against_an_amendment_and_its_fall_need_a_reason() -> None:
    assert AMENDMENT_COURSE.needs_reason == {AmendmentState.OUT_OF_ORDER, AmendmentState.FALLEN}
