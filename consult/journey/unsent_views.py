"""Answers that were not sent: changes that wait to be sent, and what a closing came before."""

from flask import render_template
from sqlalchemy.orm import Session

from consult.journey.progress import AREA, RespondentSession
from consult.journey.services import SentResponse, sent_with
from consult.kernel.messages import gettext as _
from consult.submissions.answer_texts import about_you_rows, answer_rows
from consult.submissions.intake import about_you_of
from consult.submissions.questionnaires import known_kinds


def has_unsent_changes(session: Session, respondent: RespondentSession, sent: SentResponse) -> bool:
    """Whether the draft on this device says anything else than what was sent."""
    if respondent.draft is None or respondent.draft.changes_submission_id != sent.id:
        return False
    now = respondent.draft.content
    if (sent.answers, sent.area) != (now.answers, now.area):
        return True
    return now.has_settled_about_you and about_you_of(session, sent.id) != now.about_you


def unsent_page(session: Session, respondent: RespondentSession) -> str:
    """Show the answers of a closed consultation that were never sent, to their author."""
    content = respondent.draft.content if respondent.draft else None
    asked, kinds = respondent.questionnaire, known_kinds(session)
    rows = answer_rows(asked, kinds, content.answers, is_own=True) if content else []
    if content and respondent.questionnaire.asks_area:
        rows = [*rows, (AREA.id, "area", _("Where you live"), content.area)]
    return render_template(
        "journey/unsent.html",
        respondent=respondent,
        rows=rows,
        about=about_you_rows(content.about_you) if content else [],
        sent=sent_with(session, respondent.code),
    )
