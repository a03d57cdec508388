"""What the pages of the journey share: this device's session, and where they send the browser on."""

from dataclasses import replace

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.contract.questions import QuestionPage
from consult.journey.code_cookies import code_kept
from consult.journey.progress import RespondentSession, at_page, page_called, respondent_session
from consult.journey.services import sent_with
from consult.journey.stamps import FIELD, read_stamp
from consult.kernel.errors import Closed, Conflict, NotFound
from consult.kernel.formats import local_datetime
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.messages import spoken
from consult.submissions.questionnaires import questionnaire_for


class OtherAnswers(Conflict):
    """The page belongs to answers that this device no longer holds."""

    default = _l(
        "This page belongs to other answers than those this device holds now: somebody finished or began again in "
        "another tab. Nothing was changed, so that two people’s answers are never mixed."
    )


def find_respondent_session(session: Session, activity_id: int) -> RespondentSession:
    """Return this device's session; raises `NotFound` for an unknown activity."""
    return respondent_session(session, activity_id, code_kept(session, activity_id))


def find_page(session: Session, activity_id: int, page: str) -> RespondentSession:
    """Return this device's session at one page, on the path or not; raises `NotFound` for a page there never was.

    What is sent from a page that only another version has is read all the same, so that nothing typed is lost.
    """
    respondent = find_respondent_session(session, activity_id)
    try:
        return at_page(respondent, page)
    except NotFound:
        gone = _of_another_version(session, respondent, page) if request.method == "POST" else None
        if gone is None:
            raise
        return replace(respondent, page=gone)


def _of_another_version(session: Session, respondent: RespondentSession, page: str) -> QuestionPage | None:
    row = respondent.activity
    for number in range(row.settings_version, 0, -1):
        asked = questionnaire_for(session, row.id, row.kind, number, language=spoken().tag)
        found = page_called(asked, page) if asked is not None else None
        if found is not None:
            return found
    return None


def find_open_session(session: Session, activity_id: int) -> RespondentSession:
    """Return this device's session of an open activity, for the answers whose page sent the request.

    Raises `Closed` for an activity that is not open.
    """
    respondent = find_own_session(session, activity_id)
    require_open(session, respondent)
    return respondent


def find_own_session(session: Session, activity_id: int) -> RespondentSession:
    """Return this device's session; raises `OtherAnswers` when the page that sent the request showed others."""
    respondent = find_respondent_session(session, activity_id)
    if not read_stamp(request.form.get(FIELD)).is_of(respondent.code):
        error = OtherAnswers()
        error.ways = [
            (_("Go to the start page"), url_for("journey.start", activity_id=activity_id)),
            (_("I have a code"), url_for("receipts.resume")),
        ]
        raise error
    return respondent


def require_open(session: Session, respondent: RespondentSession) -> None:
    """Raise `Closed`, with the ways on, unless answers are taken now."""
    if not respondent.is_open:
        raise _closed(session, respondent)


def _closed(session: Session, respondent: RespondentSession) -> Closed:
    row = respondent.activity
    closed_on = None if row.closes_at is None or row.closes_at > row.now else row.closes_at
    error = Closed(
        _(
            "This consultation closed on %(closed_on)s, so answers can no longer be sent or changed.",
            closed_on=local_datetime(closed_on),
        )
        if closed_on
        else None
    )
    error.title = _("This consultation has closed") if closed_on else error.title
    ways = [(_("Go to the consultation"), url_for("consultations.show", slug=row.slug))]
    if respondent.draft is not None:
        ways.insert(0, (_("See the answers you did not send"), url_for("receipts.unsent", activity_id=row.id)))
    if sent_with(session, respondent.code):
        ways.insert(0, (_("See the response you sent"), url_for("receipts.done", activity_id=row.id)))
    error.ways = ways
    return error


def redirect_to_page(activity_id: int, page_id: str) -> ResponseReturnValue:
    """Send the browser on to a page of the journey."""
    if page_id == "check":
        return redirect(url_for("journey.check", activity_id=activity_id), 303)
    return redirect(url_for("journey.page", activity_id=activity_id, page=page_id), 303)


def redirect_to_file_page(respondent: RespondentSession) -> ResponseReturnValue:
    """Send the browser on to where the question of this page is answered by a file."""
    page, change = respondent.page.id if respondent.page else "", request.args.get("change")
    return redirect(
        url_for("answer_files.page", activity_id=respondent.activity.id, page=page, change=1 if change else None), 303
    )


def redirect_to_start(session: Session, respondent: RespondentSession) -> ResponseReturnValue:
    """Send a browser without a draft on: to what was sent already, or to the start."""
    endpoint = "receipts.done" if sent_with(session, respondent.code) else "journey.start"
    return redirect(url_for(endpoint, activity_id=respondent.activity.id), 303)
