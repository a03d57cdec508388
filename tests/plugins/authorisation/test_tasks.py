"""A case waits for those who may decide on it, and for its applicant when it is returned."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest

from consult.contract.deployment import deployment_of
from consult.kernel import clock
from consult.kernel.authz import Actor
from plugins.authorisation.condition_models import Status as Finding
from plugins.authorisation.deadlines import keep_deadlines
from plugins.authorisation.lifecycle import State
from plugins.authorisation.tasks import NEXT, waiting
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


def _texts(desk: Desk, actor: Actor) -> list[tuple[str, date | None]]:
    found = deployment_of(desk.session).registry.waiting_for(desk.session, actor)
    return [(item.text, item.due) for item in found if "case" in item.text]


def test_what_is_due_in_a_case_stands_once_for_those_who_can_do_it(desk: Desk) -> None:
    case = desk.brought_to(State.REVIEW)
    named = f"{case.number}, Operation Example"
    starts_on = clock.london(case.starts_at).date() if case.starts_at else None
    assert _texts(desk, desk.superintendent) == [
        (f"Weigh the views on case {named}, and record your decision", starts_on)
    ]
    # The applicant cannot decide, and is reminded that it is due.
    assert [due for _text, due in _texts(desk, desk.applicant)] == [starts_on]
    desk.move(case, State.URGENT, desk.inspector)
    ratify = [text for text, _due in _texts(desk, desk.superintendent) if "atify" in text]
    assert len(ratify) == 1
    assert ratify[0].startswith(f"Ratify the urgent authority in case {named} by ")


@pytest.mark.parametrize("state", [State.ENDED, State.DELETED])
def test_what_clears_up_after_a_deployment_stands_once_with_its_day(desk: Desk, state: State) -> None:
    case = desk.brought_to(State.REVIEW)
    case.state = state
    keep_deadlines(desk.session, case, clock.now() - timedelta(days=25))
    desk.session.flush()
    (item,) = [found for found in _texts(desk, desk.applicant) if "eview" in found[0] or "deleted" in found[0]]
    assert item[0].startswith(str(NEXT[state]).partition("%")[0])
    assert item[1] is not None


def test_conditions_to_be_answered_stand_once(desk: Desk) -> None:
    day = clock.london(clock.now()).date() + timedelta(days=2)
    make_condition(desk.session, make_list(desk.session, answer_by=day))
    found = deployment_of(desk.session).registry.waiting_for(desk.session, desk.evidence.officer)
    assert [(item.text.partition(" of ")[0], item.due) for item in found if "condition" in item.text] == [
        ("Say whether 1 condition", day)
    ]
