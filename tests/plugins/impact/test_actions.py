"""The moves that are offered to an officer."""

from plugins.impact.actions import ACTIONS, BY_NAME
from plugins.impact.procedure import MOVES, Status
from plugins.impact.staff_forms import FORMS
from tests.plugins.impact.conftest import Case


def test_every_move_of_an_officer_has_its_page_and_a_name_of_its_own() -> None:
    assert len(BY_NAME) == len(ACTIONS)
    assert set(FORMS) == set(BY_NAME)
    for action in ACTIONS:
        assert all(MOVES[status] for status in action.starts_at), action.name
    offered = {status for action in ACTIONS for status in action.starts_at}
    ends = {Status.DRAFT, Status.SUBMITTED, Status.RESPONDED, Status.WITHDRAWN}
    assert offered == set(Status) - ends


def test_the_second_step_is_offered_to_another_officer_only(case: Case) -> None:
    evidence = case.brought_to(Status.OUT_PROPOSED)
    assert not BY_NAME["confirm-out"].is_possible(evidence, case.officer)
    assert BY_NAME["confirm-out"].is_possible(evidence, case.second_officer)
    assert BY_NAME["refuse-out"].is_possible(evidence, case.officer)
    appealed = case.brought_to(Status.APPEALED)
    offered = [
        BY_NAME["decide-appeal"].is_possible(appealed, officer)
        for officer in (case.officer, case.second_officer, case.third_officer)
    ]
    assert offered == [False, False, True]
