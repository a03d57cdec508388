"""What tests of publication share: a closed consultation with two questions for texts, in which consent was asked."""

from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from consult.comments.services import publish
from consult.consultations.models import Activity, Consultation, State
from consult.desk.readings import record_reading
from consult.kernel.authz import Actor, Role
from consult.submissions.consent import NAMED, UNNAMED
from consult.submissions.models import Submission
from tests.factories import QUESTIONS, make_activity, make_actor, make_consultation, make_submission

TWO_TEXTS = {
    **QUESTIONS,
    "asks_consent": True,
    "questions": [*QUESTIONS["questions"], {"key": "instead", "kind": "long_text", "label": "What else would help?"}],
}


@dataclass(frozen=True)
class Voices:
    """A closed consultation, an officer, and a way to have responses read and published."""

    session: Session
    consultation: Consultation
    activity: Activity
    officer: Actor

    def send(self, number: int, consent: str = UNNAMED, *, is_read: bool = True, code: str | None = None) -> Submission:
        """Take in a response with a text for each question, whose author said this about publication."""
        answers = {"position": "oppose", "reasons": f"Because {number}.", "instead": f"Lamps {number}."}
        answers |= {"consent_to_publish": consent} if consent else {}
        answers |= {"name_to_publish": f"Group {number}"} if consent == NAMED else {}
        sent = make_submission(self.session, self.activity, answers=answers, code=code)
        if is_read:
            record_reading(self.session, self.officer, sent)
        return sent

    def publish(self, *sent: Submission) -> None:
        """Publish these responses."""
        publish(self.session, self.officer, self.activity, [one.id for one in sent])


@pytest.fixture
def voices(session: Session) -> Voices:
    """A closed consultation that asks for two texts and for consent."""
    consultation = make_consultation(session, state=State.CLOSED, slug="cameras", title="Cameras")
    activity = make_activity(session, consultation, questions=TWO_TEXTS)
    session.expire(consultation, ["activities"])
    return Voices(session, consultation, activity, make_actor(session, Role.OFFICER))
