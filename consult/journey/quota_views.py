"""A full quota on the way through a survey: said before somebody answers more, with the way to change an answer."""

from flask import request, url_for
from sqlalchemy.orm import Session

from consult.contract.questions import QuestionPage
from consult.contract.quotas import Quota
from consult.journey.progress import RespondentSession
from consult.journey.quotas import QuotaFull, find_full
from consult.kernel.messages import gettext as _


def require_room(session: Session, respondent: RespondentSession) -> None:
    """Raise `QuotaFull` on the way to a page for whoever would not be counted, but not on one where they could change.

    Whoever changes a response that was sent keeps their place.
    """
    draft = respondent.draft
    if draft is None or respondent.is_change or request.method != "GET" or not respondent.questionnaire.quotas:
        return
    full = find_full(session, respondent.questionnaire, draft.content.answers)
    if full is None or (respondent.page is not None and _decides(respondent.page, full)):
        return
    error = QuotaFull(full)
    error.ways = [
        *_ways_to_change(respondent, full),
        (_("Go to the consultation"), url_for("consultations.show", slug=respondent.activity.slug)),
    ]
    raise error


def _ways_to_change(respondent: RespondentSession, full: Quota) -> list[tuple[str, str]]:
    activity_id = respondent.activity.id
    return [
        (
            _("Change your answer to “%(title)s”", title=page.title),
            url_for("journey.page", activity_id=activity_id, page=page.id),
        )
        for page in respondent.pages
        if _decides(page, full)
    ]


def _decides(page: QuestionPage, full: Quota) -> bool:
    return any(question.key in full.depends_on for question in page.questions)
