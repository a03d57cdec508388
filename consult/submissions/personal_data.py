"""What is held on the author of a submission, and how it is erased."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult.accounts.office import acts_in_office
from consult.consultations.models import Activity
from consult.kernel.messages import gettext as _
from consult.records.redactions import originals_of
from consult.submissions.answer_files import files_by_question
from consult.submissions.intake import about_you_of
from consult.submissions.labels import noticed_about
from consult.submissions.models import Arrival, Cause, Draft, EarlierAnswers, Reading, Status, Submission
from consult.submissions.revision import revise


def collect_submission(session: Session, submission_id: int) -> Mapping[str, Any]:
    """Return a submission as its author may see it: answers, earlier answers, redacted originals, about-you."""
    submission = session.get_one(Submission, submission_id)
    earlier = session.scalars(
        select(EarlierAnswers).where(EarlierAnswers.submission_id == submission_id).order_by(EarlierAnswers.revision)
    ).all()
    return {
        "reference": submission.reference,
        "status": submission.status,
        "channel": submission.channel,
        "received_on": submission.day.isoformat(),
        "submitted_at": submission.submitted_at.isoformat() if submission.submitted_at else None,
        "area": submission.area,
        "answers": submission.answers,
        "marks": submission.marks,
        "earlier_answers": [
            {
                "revision": earlier_answers.revision,
                "answers": earlier_answers.answers,
                "marks": earlier_answers.marks,
                **earlier_answers.envelope,
            }
            for earlier_answers in earlier
        ],
        "redacted_originals": [
            *originals_of(session, "submission", [str(submission_id)]),
            *originals_of(session, "submission_earlier", [str(row.id) for row in earlier]),
        ],
        "files": [
            {"question": key, "name": one.name, "size": one.file.size, "sha256": one.file.sha256}
            for key, one in files_by_question(session, submission_id).items()
        ],
        "about_you": about_you_of(session, submission_id),
        "noticed": [noticed.sentence for noticed in noticed_about(session, submission)],
        "network": _network_of(session, submission_id),
    }


def _network_of(session: Session, submission_id: int) -> str | None:
    arrival = session.get(Arrival, submission_id)
    return None if arrival is None else _("A digest, without the address, of %(hour)s", hour=arrival.hour.isoformat())


def erase_submission(session: Session, submission_id: int) -> int:
    """Remove all that a submission said; an empty row stays as withdrawn, so that counts stay honest."""
    submission = session.get_one(Submission, submission_id)
    activity = session.get_one(Activity, submission.activity_id)
    revise(
        session,
        activity,
        submission,
        Cause.ERASURE,
        status=Status.WITHDRAWN,
        exclusion_note="",
        code_hash=None,
    )
    session.execute(delete(Draft).where(Draft.changes_submission_id == submission_id))
    return 1


PERSONAL_DATA = (
    acts_in_office(
        Submission.transcribed_by_id,
        Submission.checked_by_id,
        EarlierAnswers.replaced_by_id,
        Reading.person_id,
    ),
)
