"""Those who took part hear of the decision, once for each version."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.decisions import services
from consult.jobs.models import Job
from consult.notifications.services import SEND
from tests.consult.decisions.conftest import TEXTS, Case, make_case


def _letters(case: Case) -> list[dict[str, Any]]:
    jobs = case.session.scalars(select(Job).where(Job.name == SEND).order_by(Job.id))
    return [dict(job.args) for job in jobs]


def test_a_published_decision_and_each_correction_is_told_once(session: Session) -> None:
    case = make_case(session)
    case.write()
    assert _letters(case) == []
    case.publish()
    (letter,) = _letters(case)
    assert letter["activity_ids"] == [case.activity.id]
    subject, body = letter["mails"]["en-GB"]
    assert subject == f"Decided: {case.consultation.title}"
    assert TEXTS["summary"] in body
    assert f"http://localhost/consultations/{case.consultation.slug}/outcome" in body
    services.begin_correction(session, case.officer, case.consultation, "The date was wrong.")
    case.publish()
    second = _letters(case)[1]
    subject, body = second["mails"]["en-GB"]
    assert subject.startswith("Corrected: ")
    assert "The date was wrong." in body
