"""Labelling the responses that came: from one network within an hour, or with nearly the same text as others."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import Select, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.consultations.models import Activity
from consult.desk.likeness import groups_of, sketch_of
from consult.jobs.models import Job
from consult.jobs.services import enqueue
from consult.kernel.authz import SYSTEM
from consult.kernel.db import Database, begin_write, database_now, database_of
from consult.kernel.messages import gettext as _
from consult.submissions.events import ResponsesLabelled
from consult.submissions.labels import Label
from consult.submissions.models import Arrival, LabelsMade, Status, Submission, SubmissionLabel, Wording
from consult.submissions.questionnaires import all_versions, free_text, known_kinds

LABEL = "submissions.label"
EVERY = timedelta(minutes=5)
MANY = 20
"""So many responses of one network within an hour are told to officers."""
SLICE = 500


def ask_for_labels(database: Database) -> None:
    """Ask for labels when responses came or changed, at most once in five minutes."""
    with database.reading() as session:
        slot = int(database_now(session).timestamp() // EVERY.total_seconds())
        key = f"{LABEL}:{slot}"
        is_asked = session.scalar(select(Job.id).where(Job.idempotency_key == key)) is not None
        if is_asked or session.scalar(_unlabelled()) is None:
            return
    with database.unit_of_work() as session:
        enqueue(session, LABEL, key=key)


def label_next(session: Session, _job: Job) -> str:
    """Label the responses of one activity, and ask for the next: the job `submissions.label`.

    Of many new responses it reads one slice and asks for the rest. No choice is looked at, only free text.
    """
    activity_id = session.scalar(_unlabelled())
    if activity_id is None:
        return _("No new responses.")
    activity = session.get_one(Activity, activity_id)
    newest = session.scalar(_newest(activity_id)) or 0
    made = {"newest_id": newest, "answers_revision": activity.answers_revision, "at": database_now(session)}
    read = _read_texts(session, activity)
    if read < SLICE:
        texts = groups_of(_sketches(session, activity_id))
        networks = _networks(session, activity_id)
        _keep(session, activity, Label.TEXT, texts, is_whole=True)
        _keep(session, activity, Label.NETWORK, networks, is_whole=False)
        session.merge(LabelsMade(activity_id=activity_id, **made))
        session.flush()
    if read == SLICE or session.scalar(_unlabelled()) is not None:
        enqueue(session, LABEL)
    return _("New or changed responses looked at: %(read)s.", read=f"{read:,}")


def _newest(activity_id: int) -> Select[int]:
    return select(func.max(Submission.id)).where(Submission.activity_id == activity_id)


def _unlabelled() -> Select[int]:
    newest = select(func.max(Submission.id)).where(Submission.activity_id == Activity.id).scalar_subquery()
    return (
        select(Activity.id)
        .outerjoin(LabelsMade, LabelsMade.activity_id == Activity.id)
        .where(
            newest.is_not(None),
            or_(
                LabelsMade.activity_id.is_(None),
                LabelsMade.newest_id != newest,
                LabelsMade.answers_revision != Activity.answers_revision,
            ),
        )
        .order_by(Activity.id)
        .limit(1)
    )


def _read_texts(session: Session, activity: Activity) -> int:
    """Keep the sketches of a slice of texts that have none, and return how many it was."""
    known = select(Wording.submission_id).where(Wording.submission_id == Submission.id).exists()
    without = select(Submission).where(
        Submission.activity_id == activity.id, Submission.status != Status.WITHDRAWN, ~known
    )
    found = session.scalars(without.order_by(Submission.id.desc()).limit(SLICE)).all()
    asked, kinds = all_versions(session, activity), known_kinds(session)
    key = database_of(session).keys.subkey("wording")
    sketches: dict[tuple[int, int], bytes] = {}
    for submission in found:
        questions = asked.get(submission.questions_version)
        text = free_text(questions, kinds, submission.answers) if questions is not None else ""
        sketches[submission.id, submission.revision] = sketch_of(text, key)
    begin_write(session)
    # Whatever was changed meanwhile is read again next time.
    still = select(Submission.id, Submission.revision).where(
        Submission.id.in_([number for number, _ignored in sketches])
    )
    rows = [
        {"submission_id": row.id, "activity_id": activity.id, "sketch": sketches[row.id, row.revision]}
        for row in session.execute(still.order_by(Submission.id).with_for_update())
        if (row.id, row.revision) in sketches
    ]
    if rows:
        session.execute(insert(Wording), rows)
    return len(found)


def _sketches(session: Session, activity_id: int) -> dict[int, bytes]:
    query = select(Wording.submission_id, Wording.sketch).where(Wording.activity_id == activity_id)
    return {number: sketch for number, sketch in session.execute(query) if sketch}


def _networks(session: Session, activity_id: int) -> dict[int, int]:
    """Return for each response that came with many others from one network within an hour the first of them."""
    of_network = (
        select(Arrival.network, func.min(Arrival.submission_id).label("first"))
        .where(Arrival.activity_id == activity_id)
        .group_by(Arrival.network)
        .having(func.count() >= MANY)
        .subquery()
    )
    query = select(Arrival.submission_id, of_network.c.first).where(
        Arrival.activity_id == activity_id, Arrival.network == of_network.c.network
    )
    return {row.submission_id: row.first for row in session.execute(query)}


def _take_label(session: Session, activity: Activity, label: Label, numbers: Sequence[int]) -> None:
    of_label = (SubmissionLabel.activity_id == activity.id, SubmissionLabel.name == label)
    for place in range(0, len(numbers), SLICE):
        these = SubmissionLabel.submission_id.in_(numbers[place : place + SLICE])
        session.execute(delete(SubmissionLabel).where(*of_label, these))


def _give_label(session: Session, activity: Activity, label: Label, rows: Sequence[dict[str, object]]) -> None:
    session.execute(insert(SubmissionLabel), rows)
    event = ResponsesLabelled(
        consultation_id=activity.consultation_id, activity_id=activity.id, label=label, responses=len(rows)
    )
    record(session, event, SYSTEM)


def _keep(session: Session, activity: Activity, label: Label, wanted: Mapping[int, int], *, is_whole: bool) -> None:
    """Give responses their label and group, and put it in the audit log; `is_whole` takes it from all others."""
    of_label = (SubmissionLabel.activity_id == activity.id, SubmissionLabel.name == label)
    query = select(SubmissionLabel.submission_id, SubmissionLabel.group_id).where(*of_label)
    kept = {row.submission_id: row.group_id for row in session.execute(query)}
    if is_whole:
        _take_label(session, activity, label, [number for number in kept if number not in wanted])
    changed = [
        {"submission_id": number, "name": label, "group_id": group}
        for number, group in wanted.items()
        if kept.get(number, group) != group
    ]
    if changed:
        session.execute(update(SubmissionLabel), changed)
    fresh = [
        {"submission_id": number, "name": label, "activity_id": activity.id, "group_id": group}
        for number, group in wanted.items()
        if number not in kept
    ]
    if fresh:
        _give_label(session, activity, label, fresh)
