"""Reasons for what the demonstration opens against."""

from datetime import timedelta

from sqlalchemy.orm import Session

from consult.consultations.models import State
from consult.demo.reasons import REASON, reasons_to_open
from consult.kernel import clock
from tests.factories import make_activity, make_consultation


def test_each_warning_gets_its_reason_and_nothing_else_does(session: Session) -> None:
    draft = make_consultation(
        session, state=State.DRAFT, opens_at=clock.now(), closes_at=clock.now() + timedelta(days=2), background=""
    )
    make_activity(session, draft)
    reasons = reasons_to_open(session, draft, information="There was no document.")
    assert reasons["time"] == REASON
    assert reasons["information"] == "There was no document."
    assert not {"questions", "formative"} & set(reasons)
