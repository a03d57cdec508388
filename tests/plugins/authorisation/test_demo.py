"""The demonstration has one invented case, which stands before the decision with one view that nobody considered."""

import pytest
from sqlalchemy import select

from plugins.authorisation.demo import make_demo
from plugins.authorisation.lifecycle import State
from plugins.authorisation.models import Case
from plugins.authorisation.rules import NotReady
from plugins.authorisation.views_about import views_to_weigh
from plugins.impact.procedure import Status
from tests.plugins.authorisation.conftest import Desk


def test_the_visitor_meets_the_refusal_once(desk: Desk) -> None:
    for _piece in range(2):
        desk.evidence.brought_to(Status.ACCEPTED)
    for _again in range(2):
        make_demo(desk.session, {"authorising_officer": desk.superintendent})
    case = desk.session.scalars(select(Case)).one()
    assert (case.is_invented, case.state) == (True, "review")
    assert [view.is_considered for view in views_to_weigh(desk.session, case)] == [True, False]
    with pytest.raises(NotReady) as refused:
        desk.move(case, State.AUTHORISED, desk.superintendent)
    assert len(refused.value.missing) == 1


def test_without_an_assessment_there_is_no_case(desk: Desk) -> None:
    make_demo(desk.session, {"authorising_officer": desk.superintendent})
    assert desk.session.scalars(select(Case)).all() == []
