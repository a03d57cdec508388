"""Which texts the public can read already: those that may be quoted in a record of consideration."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.exports.models import PublishedResults
from consult.exports.releases import newest_results
from consult.submissions.models import Reading, Status, Submission
from consult.submissions.questionnaires import known_kinds, questions_over_versions


def quotable_texts(session: Session, submission_ids: Collection[int]) -> set[tuple[int, str]]:
    """Return the published comments among the texts of these submissions, each by submission and place."""
    found: set[tuple[int, str]] = set()
    of_these = select(Submission.activity_id).where(Submission.id.in_(sorted(submission_ids))).distinct()
    for activity_id in session.scalars(of_these).all():
        results = newest_results(session, activity_id)
        if results is None or not results.with_comments:
            continue
        keys = _public_questions(session, session.get_one(Activity, activity_id))
        numbers = _published(session, activity_id, results, submission_ids)
        found |= {(number, f"answers.{key}") for number in numbers for key in keys}
    return found


def _public_questions(session: Session, activity: Activity) -> list[str]:
    kinds = known_kinds(session)
    asked = questions_over_versions(session, activity)
    return [question.key for question in asked if kinds[question.kind].is_free_text and question.is_public]


def _published(
    session: Session, activity_id: int, results: PublishedResults, submission_ids: Collection[int]
) -> list[int]:
    was_read = select(Reading.id).where(Reading.submission_id == Submission.id, Reading.at <= results.published_at)
    published = (
        Submission.activity_id == activity_id,
        Submission.id.in_(sorted(submission_ids)),
        Submission.id <= results.shown.get("comments_up_to", 0),
        Submission.status == Status.SUBMITTED,
        was_read.exists(),
    )
    return list(session.scalars(select(Submission.id).where(*published)))
