"""Making every response findable anew, by a job that a new version of the search asks for."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.question_kinds import Kind
from consult.contract.questions import Questionnaire
from consult.jobs.models import Job
from consult.jobs.services import enqueue
from consult.kernel.messages import gettext as _
from consult.submissions.models import Status, Submission
from consult.submissions.questionnaires import all_versions, free_text, known_kinds
from consult.submissions.search import index_text

INDEX = "submissions.index"
SLICE = 2_000
"""So many responses are indexed in one transaction: on SQLite nobody else writes meanwhile."""


def index_slice(session: Session, _job: Job, *, after: int) -> str:
    """Index the words of the next responses and ask for the rest: the job `submissions.index`.

    A migration that makes the index anew asks for the first slice.
    """
    kept = select(Submission).where(Submission.id > after, Submission.status != Status.WITHDRAWN)
    found = session.scalars(kept.order_by(Submission.id).limit(SLICE)).all()
    kinds, asked = known_kinds(session), dict[int, Mapping[int, Questionnaire | None]]()
    for submission in found:
        _index(session, submission, asked, kinds)
    if len(found) == SLICE:
        enqueue(session, INDEX, after=found[-1].id)
    return _("Responses made findable: %(found)s.", found=f"{len(found):,}")


def _index(
    session: Session,
    submission: Submission,
    asked: dict[int, Mapping[int, Questionnaire | None]],
    kinds: Mapping[str, Kind],
) -> None:
    if submission.activity_id not in asked:
        asked[submission.activity_id] = all_versions(session, session.get_one(Activity, submission.activity_id))
    questionnaire = asked[submission.activity_id].get(submission.questions_version)
    index_text(session, submission.id, free_text(questionnaire, kinds, submission.answers))
