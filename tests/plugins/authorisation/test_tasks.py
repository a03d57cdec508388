"""A case waits for those who may decide on it, and for its applicant when it is returned."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from plugins.authorisation.condition_models import Status as Finding
from plugins.authorisation.lifecycle import State
from plugins.authorisation.tasks import waiting
from plugins.impact.procedure import Status
from tests.plugins.authorisation.conftest import AHEAD, Desk, make_condition, make_list, note


def test_a_case_waits_for_others_than_its_applicant(desk: Desk) -> None:
    case = desk.brought_to(State.REVIEW)
    named = f"{case.number}, Operation Example"
    assert [item.text for item in waiting(desk.session, desk.superintendent)] == [
        f"Weigh the views on case {named}, and record your decision"
    ]
    assert waiting(desk.session, desk.applicant) == []
    assert waiting(desk.session, desk.evidence.officer) == ()
    desk.move(case, State.RETURNED, desk.superintendent)
    assert waiting(desk.session, desk.superintendent) == []
    assert [item.text for item in waiting(desk.session, desk.applicant)] == [
        f"Change case {named}, which was returned to you"
    ]


def test_a_case_waits_for_its_applicant_at_each_step_that_is_theirs(desk: Desk) -> None:
    case = desk.opened()
    assert [item.text for item in waiting(desk.session, desk.applicant)] == [
        f"Write the plan of case {case.number}, Operation Example"
    ]
    assert waiting(desk.session, desk.superintendent) == []
    for state in AHEAD:
        desk.move(case, state, desk.applicant)
    desk.move(case, State.AUTHORISED, desk.superintendent)
    assert [item.text for item in waiting(desk.session, desk.applicant)] == [
        f"Give public notice in case {case.number}, Operation Example"
    ]
    assert waiting(desk.session, desk.superintendent) == []


def test_a_decision_waits_for_those_of_the_rank_and_views_for_whoever_may_read_them(desk: Desk) -> None:
    for choice in ("public", "officers_only"):
        desk.evidence.brought_to(Status.ACCEPTED, publication=choice)
    case = desk.brought_to(State.REVIEW)
    named = f"{case.number}, Operation Example"
    weigh = f"Weigh 1 view in case {named}"
    for person, texts in (
        (desk.superintendent, [f"Weigh the views on case {named}, and record your decision"]),
        (desk.inspector, [weigh]),
        (desk.applicant, [weigh]),
        (desk.evidence.officer, [weigh]),
    ):
        found = waiting(desk.session, person)
        assert [item.text for item in found if "case" in item.text] == texts
    desk.consider_all(case, desk.evidence.officer)
    desk.session.refresh(case)
    assert [waiting(desk.session, person) for person in (desk.inspector, desk.applicant)] == [[], []]
    assert [item.text for item in waiting(desk.session, desk.evidence.officer)] == []


def test_a_view_that_came_after_the_deployment_waits_too(desk: Desk) -> None:
    case = desk.brought_to(State.REVIEW)
    desk.move(case, State.AUTHORISED, desk.superintendent)
    case.state = State.ENDED
    desk.session.flush()
    desk.evidence.brought_to(Status.ACCEPTED)
    desk.session.refresh(case)
    assert case.state == "ended"
    assert [item.text for item in waiting(desk.session, desk.superintendent)] == [
        f"Weigh 1 view in case {case.number}, Operation Example"
    ]


def test_a_condition_without_an_answer_waits_for_council_officers(desk: Desk) -> None:
    found = make_list(desk.session)
    first, _second = make_condition(desk.session, found), make_condition(desk.session, found, "Signs.")
    (item,) = waiting(desk.session, desk.evidence.officer)
    assert (item.text, item.parts) == (f"Say whether 2 conditions of {found.number} are met", {"number": found.number})
    note(desk.session, first, Finding.MET)
    assert [item.text for item in waiting(desk.session, desk.evidence.officer)] == [
        f"Say whether 1 condition of {found.number} is met"
    ]
    assert waiting(desk.session, desk.superintendent) == []


def test_what_waits_costs_as_many_questions_for_many_cases_as_for_few(
    desk: Desk, count_queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    counts = []
    for _round in range(2):
        for _number in range(2):
            desk.opened()
        desk.session.flush()
        desk.session.expire_all()
        with count_queries() as asked:
            waiting(desk.session, desk.superintendent)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_an_urgent_authority_waits_to_be_ratified_by_its_deadline(desk: Desk) -> None:
    case = desk.brought_to(State.ENGAGEMENT)
    desk.move(case, State.URGENT, desk.inspector)
    (item,) = waiting(desk.session, desk.superintendent)
    assert item.text.startswith(f"Ratify the urgent authority in case {case.number}, Operation Example by ")
