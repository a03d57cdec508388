"""A full quota on the way through a survey: said before somebody answers more, with the way to change an answer."""

from collections.abc import Set

from flask import request, url_for
from sqlalchemy.orm import Session

from consult.contract.questions import Questionnaire, QuestionPage
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
    if full is None:
        return
    deciding = _deciding(respondent.questionnaire, full)
    if respondent.page is not None and _decides(respondent.page, deciding):
        return
    error = QuotaFull(full)
    error.ways = [
        *_ways_to_change(respondent, deciding),
        (_("Go to the consultation"), url_for("consultations.show", slug=respondent.activity.slug)),
    ]
    raise error


def _ways_to_change(respondent: RespondentSession, deciding: Set[str]) -> list[tuple[str, str]]:
    activity_id = respondent.activity.id
    return [
        (
            _("Change your answer to “%(title)s”", title=page.title),
            url_for("journey.page", activity_id=activity_id, page=page.id),
        )
        for page in respondent.pages
        if _decides(page, deciding)
    ]


def _deciding(asked: Questionnaire, full: Quota) -> Set[str]:
    """Return the questions that decide a quota, and those from which one of them is worked out."""
    deciding = set(full.depends_on)
    for question in reversed(asked.questions):
        if question.work_out is not None and question.key in deciding:
            deciding |= question.depends_on
    return deciding


def _decides(page: QuestionPage, deciding: Set[str]) -> bool:
    return any(question.key in deciding for question in page.questions)
