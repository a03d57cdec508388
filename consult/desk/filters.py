"""What the pages of the officer's desk share: answers in words."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.questions import Answers, Questionnaire
from consult.kernel.errors import NotFound
from consult.submissions.answer_texts import answer_rows, mark_rows
from consult.submissions.models import Submission
from consult.submissions.questionnaires import activity_type, known_kinds, questionnaire_of


def require_questionnaire(session: Session, activity: Activity, version: int | None = None) -> Questionnaire:
    """Return what the activity asks; raises `NotFound` for one that asks no questions."""
    asked = questionnaire_of(session, activity, version)
    if asked is None:
        raise NotFound
    return asked


def shown_answers(
    session: Session, activity: Activity, submission: Submission, answers: Answers | None = None
) -> list[tuple[str, str, str, bool]]:
    """Return (key, question, answer in words, whether it is free text) of a submission, or of its earlier answers."""
    answers = submission.answers if answers is None else answers
    asked, kinds = questionnaire_of(session, activity, submission.questions_version), known_kinds(session)
    if asked is None:
        offered = activity_type(session, activity.kind)
        labels = offered.text_labels if offered else {}
        return [(key, labels.get(key, key), str(answer), isinstance(answer, str)) for key, answer in answers.items()]
    texts = {question.key for question in asked.questions if kinds[question.kind].is_free_text}
    return [(key, label, answer, key in texts) for _, key, label, answer in answer_rows(asked, kinds, answers)]


def shown_marks(
    session: Session, activity: Activity, submission: Submission, marks: Mapping[str, object]
) -> list[tuple[str, str, str, str]]:
    """Return (key, question, why it is no answer, what stands there) of what an original has beside its answers."""
    asked = questionnaire_of(session, activity, submission.questions_version)
    return [] if asked is None else mark_rows(asked, known_kinds(session), marks)
