"""Test answers as a file: in the columns of responses, by the same code, and each row marked as made up."""

from collections.abc import Iterator
from itertools import count

from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.consultations.models import Activity
from consult.exports.formats import csv_chunks
from consult.exports.responses import columns_of, plan_of
from consult.journey.trials import asked_now, sent_trials
from consult.kernel import tokens
from consult.kernel.authz import Actor
from consult.submissions.events import TrialsTaken
from consult.submissions.models import Channel
from consult.submissions.questionnaires import known_kinds


def record_trials_taken(session: Session, actor: Actor, activity: Activity) -> None:
    """Put in the audit log that the file was taken; commit it before the first byte leaves."""
    rows = len(list(_rows(session, activity)))
    event = TrialsTaken(consultation_id=activity.consultation_id, activity_id=activity.id, count=rows)
    record(session, event, actor)


def trials_as_csv(session: Session, activity: Activity) -> bytes:
    """Return the test answers to what is asked now as a CSV file, the newest first; others fit no column of it."""
    asked, _ignored = asked_now(session, activity)
    kinds, versions = known_kinds(session), {asked.version: asked}
    names = [column.name for column in columns_of(kinds, versions)]
    plan = plan_of(kinds, versions, frozenset(names))
    return b"".join(csv_chunks(names, (plan(row) for row in _rows(session, activity))))


def _rows(session: Session, activity: Activity) -> Iterator[tuple[object, ...]]:
    asked, digest = asked_now(session, activity)
    number = count(1)
    for trial in sent_trials(session, activity.id):
        if trial.asked_sha256 == digest:
            reference, sent_at = tokens.trial_reference(next(number)), trial.sent_at.isoformat(" ")
            told = (reference, sent_at, Channel.WEB, trial.area, asked.version, True)
            yield (*told, trial.answers, None, trial.seed)
