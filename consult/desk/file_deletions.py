"""Deleting a file that came with a response: for what a council must not keep; the response stays, and says so."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.consultations.models import Activity
from consult.desk.events import AnswerFileDeleted
from consult.kernel.authz import Actor
from consult.kernel.errors import Invalid, NotFound
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.submissions.answer_files import delete_file, file_keys, files_by_question
from consult.submissions.models import AnswerFile, Submission
from consult.submissions.owners import require_desk
from consult.submissions.questionnaires import questionnaire_of

DELETION_REASONS: Mapping[str, str] = {
    "person": _l("It shows or names somebody who need not be known"),
    "harmful": _l("It is abusive, or may do harm"),
    "unlawful": _l("The council must not keep it by law"),
}


def files_in(session: Session, activity: Activity, submission: Submission) -> Mapping[str, AnswerFile | None]:
    """Return the file of each question that a response answers by one; `None` for one that was deleted."""
    asked = questionnaire_of(session, activity, submission.questions_version)
    keys = file_keys(asked) & submission.answers.keys()
    there = files_by_question(session, submission.id) if keys else {}
    return {key: there.get(key) for key in keys}


def find_file_in(session: Session, submission: Submission, key: str) -> AnswerFile:
    """Return the file that answers a question; raises `NotFound` where there is none."""
    found = files_by_question(session, submission.id).get(key)
    if found is None:
        raise NotFound
    return found


def delete_from_response(
    session: Session, actor: Actor, activity: Activity, submission: Submission, key: str, reason: str
) -> None:
    """Delete a file for a reason; that there was one stays with the answers. Raises `NotFound` the second time."""
    require_desk(session, activity, submission.id)
    if reason not in DELETION_REASONS:
        raise Invalid(_("Select a reason."), {"reason": _("Select why the file is deleted")})
    found = find_file_in(session, submission, key)
    sha256 = found.file.sha256
    delete_file(session, found)
    event = AnswerFileDeleted(
        consultation_id=activity.consultation_id, submission_id=submission.id, sha256=sha256, reason=reason
    )
    record(session, event, actor)
