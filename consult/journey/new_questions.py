"""Questions that were added after somebody sent a response: theirs to answer until the closing, if they like."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from consult.contract.questions import CONSENT_KEYS, Question, Questionnaire
from consult.journey.progress import RespondentSession
from consult.journey.services import SentResponse
from consult.submissions.models import Status
from consult.submissions.questionnaires import questionnaire_for

Added = dict[str, list[Question]]


def added_since(session: Session, respondent: RespondentSession, sent: SentResponse) -> Added:
    """Return what was added since for whoever can still change their response, and has not begun to."""
    if not respondent.is_open or respondent.draft is not None or sent.status != Status.SUBMITTED:
        return {}
    row = respondent.activity
    then, now = (
        questionnaire_for(session, row.id, row.kind, version)
        for version in (sent.questions_version, row.settings_version)
    )
    return new_questions(then, now, sent.answers)


def new_questions(then: Questionnaire | None, now: Questionnaire | None, answers: Mapping[str, object]) -> Added:
    """Return the questions that these answers lead to now and did not then, by the page on which they are."""
    if then is None or now is None or then.version == now.version:
        return {}
    known = then.asked_keys(answers) | CONSENT_KEYS
    found: Added = {}
    for page, question in now.path(answers):
        if question.key not in known and not question.is_hidden:
            found.setdefault(page.id, []).append(question)
    return found
