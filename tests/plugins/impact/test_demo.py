"""The invented evidence of the demonstration."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import State
from plugins.impact.demo import GROUP, make_demo
from plugins.impact.models import Evidence
from plugins.impact.procedure import Status
from tests.factories import make_consultation
from tests.plugins.impact.conftest import Case


def test_three_pieces_stand_at_three_places_and_a_second_run_adds_nothing(case: Case) -> None:
    actors = {"officer": case.officer, "group": case.member}
    make_demo(case.session, actors)
    make_demo(case.session, actors)
    found = case.session.scalars(select(Evidence).order_by(Evidence.id)).all()
    assert [evidence.stands_at for evidence in found] == [Status.CONSIDERED, Status.QUERIED, Status.SUBMITTED]
    assert all("Invented" in evidence.text("statement") for evidence in found)
    assert all(evidence.submission is not None and evidence.submission.is_synthetic for evidence in found)
    assert {evidence.organisation_id for evidence in found} == {case.group.id}


def test_without_a_group_one_is_invented_and_says_so(session: Session) -> None:
    make_consultation(session, state=State.OPEN)
    make_demo(session, {})
    found = session.scalars(select(Evidence)).all()
    assert {evidence.organisation.name for evidence in found} == {GROUP}
    assert "invented" in GROUP


def test_without_an_open_consultation_nothing_is_made(session: Session) -> None:
    make_consultation(session, state=State.CLOSED)
    make_demo(session, {})
    assert session.scalars(select(Evidence)).all() == []
