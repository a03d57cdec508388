"""Changing a submission: whatever the reason, all that follows from its answers is changed with it."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TypedDict, Unpack

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.consultations.models import Activity
from consult.contract.deployment import deployment_of
from consult.contract.questions import Answers
from consult.contract.revisions import Revised
from consult.kernel.authz import ANONYMOUS, Actor
from consult.kernel.clock import to_the_day
from consult.kernel.db import begin_write, database_now, database_of, lock_row
from consult.kernel.events import Event
from consult.kernel.types import JsonObject
from consult.records.erasures import RESPONSE, record_erasure
from consult.records.redactions import forget, still_redacted
from consult.submissions import tallies
from consult.submissions.answer_files import forget_files_of
from consult.submissions.models import (
    AboutYou,
    Arrival,
    Cause,
    Draft,
    EarlierAnswers,
    Passage,
    Reading,
    Status,
    Submission,
    SubmissionLabel,
    Wording,
)
from consult.submissions.passages import marked_in, marks_of, texts_by_place
from consult.submissions.questionnaires import free_text, known_kinds, questionnaire_for
from consult.submissions.reader import Marks, said_in
from consult.submissions.search import index_text


class Values(TypedDict, total=False):
    """The columns of a submission that may change after it arrived."""

    answers: Answers
    marks: Marks
    area: str
    channel: str
    received_on: date | None
    questions_version: int
    status: Status
    exclusion_code: str | None
    exclusion_note: str
    checked_by_id: int | None
    check_outcome: str | None
    code_hash: None
    import_digest: str | None
    import_key: str
    import_source: str
    order_seed: str


def _marks_still_redacted(session: Session, submission: Submission, marks: JsonObject) -> JsonObject:
    said = {key: mark.get("said") for key, mark in marks.items()}
    kept = still_redacted(session, "submission", str(submission.id), said, "marks.{}.said")
    return {key: mark if mark.get("said") == kept[key] else {**mark, "said": kept[key]} for key, mark in marks.items()}


def _forget_what_was_said(session: Session, submission: Submission) -> None:
    """Delete everything beside a submission that holds, or comes from, what it said."""
    earlier = session.scalars(select(EarlierAnswers.id).where(EarlierAnswers.submission_id == submission.id)).all()
    forget(session, "submission", [str(submission.id)])
    forget(session, "submission_earlier", [str(number) for number in earlier])
    session.execute(delete(EarlierAnswers).where(EarlierAnswers.submission_id == submission.id))
    forget_files_of(session, submission.id)
    session.execute(delete(Draft).where(Draft.changes_submission_id == submission.id))
    links = database_of(session).keys.digests("about-you", str(submission.id))
    session.execute(delete(AboutYou).where(AboutYou.link.in_(links)))
    for model in (Wording, Arrival, SubmissionLabel):
        session.execute(delete(model).where(model.submission_id == submission.id))
    record_erasure(session, RESPONSE, submission.reference)


def revise(
    session: Session,
    activity: Activity,
    submission: Submission,
    cause: Cause,
    *,
    by: Actor = ANONYMOUS,
    event: Event | None = None,
    reason: str = "",
    **values: Unpack[Values],
) -> None:
    """Change a submission under its lock: earlier answers, redactions, counts, search and readings follow.

    Other columns keep their value. What was redacted stays so in a new text; a text that is new has to be read again;
    what was withdrawn or erased leaves nothing behind. `event` goes in the audit log with who did it; `reason`
    stays with what was said before.
    """
    session.flush()
    lock_row(session, submission)
    before, words = _counted_now(session, activity, submission), _words(session, activity, submission)
    texts = texts_by_place(submission)
    if cause.keeps_earlier:
        session.add(_earlier(session, submission, cause, by, reason))
        answers = values.get("answers", submission.answers)
        values["answers"] = still_redacted(session, "submission", str(submission.id), answers, "answers.{}")
        values["marks"] = _marks_still_redacted(session, submission, values.get("marks", submission.marks))
    if cause.forgets:
        values |= {"answers": {}, "marks": {}, "area": "", "import_digest": None, "order_seed": ""}
    for name, value in values.items():
        setattr(submission, name, value)
    submission.revision += 1
    session.flush()
    raised = {"answers_revision": Activity.answers_revision + 1}
    session.execute(update(Activity).where(Activity.id == activity.id).values(raised))
    if _words(session, activity, submission) != words:
        index_text(session, submission.id, _words(session, activity, submission))
        session.execute(delete(Wording).where(Wording.submission_id == submission.id))
    if cause.forgets:
        _forget_what_was_said(session, submission)
    if cause.forgets or cause.keeps_earlier:
        session.execute(delete(Reading).where(Reading.submission_id == submission.id))
    _tell_followers(session, submission, cause, texts)
    # Behind those who follow: marked passages have moved with their texts by now.
    steps = tallies.difference(before, _counted_now(session, activity, submission))
    tallies.count(session, activity.id, submission.reference, steps)
    if event is not None:
        record(session, event, by)


def set_status(session: Session, activity: Activity, submission: Submission, status: Status) -> None:
    """Change whether a submission counts, and its counts with it; the caller records the event."""
    revise(session, activity, submission, Cause.STATUS, status=status)


def set_statuses(
    session: Session, activity: Activity, numbers: Collection[int], status: Status, code: str | None, note: str = ""
) -> None:
    """Change whether many submissions of an activity count, with all that follows; the caller records the event.

    `code` is the reason and `note` the officers' note where they are excluded.
    """
    begin_write(session)
    query = select(Submission).where(Submission.activity_id == activity.id, Submission.id.in_(numbers))
    found = session.scalars(
        query.order_by(Submission.id).with_for_update().execution_options(populate_existing=True)
    ).all()
    steps: tallies.Steps = Counter()
    marked = marks_of(session, [submission.id for submission in found])
    for submission in found:
        steps.subtract(_counted(session, activity, submission, marked.get(submission.id, ())))
        submission.status, submission.exclusion_code, submission.exclusion_note = status, code, note
        submission.revision += 1
        steps.update(_counted(session, activity, submission, marked.get(submission.id, ())))
    session.flush()
    raised = {"answers_revision": Activity.answers_revision + 1}
    session.execute(update(Activity).where(Activity.id == activity.id).values(raised))
    tallies.add_up(session, activity.id, 0, steps)
    # No word of them has changed. So only what is made of published words has to follow, and few of many have any.
    decided = deployment_of(session).registry.decided_about(session, [submission.id for submission in found])
    for submission in found:
        if submission.id in decided:
            _tell_followers(session, submission, Cause.STATUS, texts_by_place(submission))


def follow_publication(session: Session, submission: Submission) -> None:
    """Tell whatever was made from a submission's texts that the public no longer reads them; they stay as they are."""
    session.flush()
    said = texts_by_place(submission)
    _tell(session, Revised(submission_id=submission.id, before=said, now=said, is_unpublished=True))


def _tell_followers(session: Session, submission: Submission, cause: Cause, before: Mapping[str, str]) -> None:
    revision = Revised(
        submission_id=submission.id,
        before=before,
        now=texts_by_place(submission),
        is_forgotten=cause.forgets,
        is_new=cause.keeps_earlier,
        is_redacted=cause is Cause.REDACTION,
    )
    _tell(session, revision)


def _tell(session: Session, revision: Revised) -> None:
    for follow in deployment_of(session).registry.revised:
        follow(session, revision)


def _counted(session: Session, activity: Activity, submission: Submission, marked: Sequence[Passage]) -> tallies.Steps:
    """Return by how much a submission counts under each pair as it stands now."""
    return tallies.steps_of(
        status=submission.status,
        channel=submission.channel,
        area=submission.area,
        answers=submission.answers,
        marks=submission.marks,
        asked=questionnaire_for(session, activity.id, activity.kind, submission.questions_version),
        kinds=known_kinds(session),
        marked=marked,
    )


def _counted_now(session: Session, activity: Activity, submission: Submission) -> tallies.Steps:
    return _counted(session, activity, submission, session.scalars(marked_in([submission.id])).all())


@contextmanager
def counting_passages(session: Session, activity: Activity, submission: Submission) -> Iterator[None]:
    """Count a submission's passages anew after the block, which marks some of them; the caller has locked it."""
    before = _counted_now(session, activity, submission)
    yield
    session.flush()
    steps = tallies.difference(before, _counted_now(session, activity, submission))
    tallies.count(session, activity.id, submission.reference, steps)


def _words(session: Session, activity: Activity, submission: Submission) -> str:
    asked = questionnaire_for(session, activity.id, activity.kind, submission.questions_version)
    return free_text(asked, known_kinds(session), said_in(submission.answers, submission.marks))


def _earlier(session: Session, submission: Submission, cause: Cause, by: Actor, reason: str) -> EarlierAnswers:
    at = database_now(session)
    return EarlierAnswers(
        submission_id=submission.id,
        revision=submission.revision,
        answers=submission.answers,
        cause=cause,
        replaced_at=to_the_day(at) if cause is Cause.AUTHOR else at,
        replaced_by_id=by.person_id,
        marks=submission.marks,
        envelope={
            "area": submission.area,
            "channel": submission.channel,
            "received_on": submission.received_on.isoformat() if submission.received_on else None,
        },
        reason=reason,
    )
