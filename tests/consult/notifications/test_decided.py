"""Those who took part hear of the decision, once for each version."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.decisions import services
from consult.jobs.models import Job
from consult.notifications.services import SEND
from tests.consult.decisions.conftest import TEXTS, Case, make_case


def _letters(case: Case) -> list[dict[str, object]]:
    jobs = case.session.scalars(select(Job).where(Job.name == SEND).order_by(Job.id))
    return [dict(job.args) for job in jobs]


def test_a_published_decision_and_each_correction_is_told_once(session: Session) -> None:
    case = make_case(session)
    case.write()
    assert _letters(case) == []
    case.publish()
    (letter,) = _letters(case)
    assert letter["activity_ids"] == [case.activity.id]
    assert letter["heading"] == f"Decided: {case.consultation.title}"
    assert TEXTS["summary"] in str(letter["body"])
    assert f"http://localhost/consultations/{case.consultation.slug}/outcome" in str(letter["body"])
    services.begin_correction(session, case.officer, case.consultation, "The date was wrong.")
    case.publish()
    second = _letters(case)[1]
    assert str(second["heading"]).startswith("Corrected: ")
    assert "The date was wrong." in str(second["body"])
