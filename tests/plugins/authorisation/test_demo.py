"""The demonstration has one invented case, which stands before the decision with one view that nobody considered."""

import pytest
from sqlalchemy import select

from consult.kernel.authz import SYSTEM
from plugins.authorisation.condition_models import ConditionList
from plugins.authorisation.demo import make_demo
from plugins.authorisation.lifecycle import State
from plugins.authorisation.models import Case
from plugins.authorisation.rules import NotReady
from plugins.authorisation.views_about import views_to_weigh
from plugins.impact.procedure import Status
from plugins.motion.demo import FACIAL_RECOGNITION
from plugins.motion.services.council import enter_past_motion
from tests.plugins.authorisation.conftest import Desk
from tests.support.web import FormClient


def test_the_visitor_meets_the_refusal_once(desk: Desk) -> None:
    for _piece in range(2):
        desk.evidence.brought_to(Status.ACCEPTED)
    for _again in range(2):
        make_demo(desk.session, {"authorising_officer": desk.superintendent})
    case = desk.session.scalars(select(Case)).one()
    assert (case.is_invented, case.state) == (True, "review")
    assert [view.is_considered for view in views_to_weigh(desk.session, case)] == [False, True]
    with pytest.raises(NotReady) as refused:
        desk.move(case, State.AUTHORISED, desk.superintendent)
    assert len(refused.value.missing) == 1


def test_without_an_assessment_there_is_no_case(desk: Desk) -> None:
    make_demo(desk.session, {"authorising_officer": desk.superintendent})
    assert desk.session.scalars(select(Case)).all() == []


def test_the_safeguards_of_january_2023_stand_with_the_answers_of_the_motion(desk: Desk, client: FormClient) -> None:
    officer = desk.evidence.officer
    enter_past_motion(desk.session, SYSTEM, FACIAL_RECOGNITION)
    for _again in range(2):
        make_demo(desk.session, {"officer": officer})
    found = desk.session.scalars(select(ConditionList)).one()
    assert (found.asks_suspension, found.is_reported, found.cited_title) == (True, True, "Resolution R2023-001")
    assert [condition.topic for condition in found.conditions] == ["biometrics", "discrimination"]
    assert all("Invented" in finding.reason for condition in found.conditions for finding in condition.findings)
    page = client.get(f"/authorisation/conditions/{found.number}").text
    for body in ("the Home Office", "the Mayor of London", "the Metropolitan Police Service"):
        assert f"<strong>{body}</strong> (as reported: Computer Weekly, January 2023)" in page
