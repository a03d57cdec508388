"""Answers sent as a test: kept apart from every response, read by officers, cleared at once or after 30 days."""

import hashlib
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.consultations.models import Activity
from consult.contract.exits import has_ended
from consult.contract.question_kinds import Kind
from consult.contract.questions import Answers, Questionnaire
from consult.journey.drafts import Content, PageAnswers
from consult.journey.models import TrialResponse
from consult.journey.previews import previewed
from consult.kernel import clock, tokens
from consult.kernel.authz import Actor
from consult.kernel.crypto import Unreadable
from consult.kernel.db import begin_write, database_of, lock_row
from consult.kernel.errors import Conflict, Gone
from consult.kernel.messages import ENGLISH, speaking
from consult.kernel.messages import gettext as _
from consult.submissions.answer_texts import answer_rows
from consult.submissions.events import TrialsCleared
from consult.submissions.intake import complete_answers
from consult.submissions.questionnaires import known_kinds

KEPT_FOR = timedelta(days=30)
UNSENT_KEPT_FOR = timedelta(days=2)
MOST = 500
"""So many test answers, sent or begun, can an activity have."""


@dataclass(frozen=True)
class OpenTrial:
    """A test that is on its way, unsealed."""

    id: str
    content: Content


@dataclass(frozen=True)
class SentTrial:
    """A test that was sent: what was answered, also in the words that stood there then."""

    version: int
    asked_sha256: str
    tester_id: int | None
    sent_at: datetime
    answers: Answers
    area: str
    seed: str
    words: list[tuple[str, str]]


def begin_trial(session: Session, activity: Activity, tester_id: int | None, of_link: Answers | None = None) -> str:
    """Begin a test with what would come with the link, and return its id.

    Raises `Conflict` where there are as many as there can be.
    """
    asked = previewed(session, activity)
    lock_row(session, activity)
    held = session.scalar(select(func.count()).where(TrialResponse.activity_id == activity.id)) or 0
    if held >= MOST:
        raise Conflict(
            _("There are %(most)s test answers, as many as there can be. An officer can clear them.", most=MOST)
        )
    trial = TrialResponse(
        id=secrets.token_hex(16),
        activity_id=activity.id,
        sealed=b"",
        questions_version=asked.version,
        tester_id=tester_id,
        begun_at=clock.now(),
    )
    _seal(session, trial, orjson.dumps(Content(answers=of_link or {}, seed=tokens.new_seed())))
    session.add(trial)
    session.flush()
    return trial.id


def open_trial(session: Session, activity_id: int, trial_id: str | None) -> OpenTrial | None:
    """Return the test with this id; `None` where there is none, or it was sent."""
    trial = session.get(TrialResponse, trial_id) if trial_id else None
    if trial is None or trial.activity_id != activity_id or trial.sent_at is not None:
        return None
    held = _unsealed(session, trial)
    return None if held is None else OpenTrial(trial.id, Content(**held))


def save_trial_page(session: Session, trial_id: str, given: PageAnswers) -> Content:
    """Keep what was answered on a page and return all that is kept; raises `Gone` when the test was cleared or sent."""
    trial = _locked(session, trial_id)
    if trial is None or trial.sent_at is not None:
        raise _gone()
    held = given.added_to(Content(**(_unsealed(session, trial) or {})))
    _seal(session, trial, orjson.dumps(held))
    session.flush()
    return held


def send_trial(session: Session, activity: Activity, trial_id: str) -> None:
    """Take a test in as it would be sent; doing it again changes nothing.

    Raises `Gone` when it was cleared, and `Invalid` for answers that could not be sent.
    """
    trial = _locked(session, trial_id)
    if trial is None:
        raise _gone()
    if trial.sent_at is not None:
        return
    content = Content(**(_unsealed(session, trial) or {}))
    answers = complete_answers(session, previewed(session, activity), content.answers)
    with speaking(ENGLISH):  # officers read all of them in one language
        asked = previewed(session, activity)
        rows = answer_rows(asked, known_kinds(session), answers)
        sent = {
            "answers": answers,
            "area": "" if has_ended(asked.reachable(answers)) else content.area,
            "seed": content.seed,
            "words": [(str(question), str(answer)) for _page, _key, question, answer in rows],
        }
        trial.asked_sha256 = digest_of(asked, known_kinds(session))
    trial.questions_version, trial.sent_at = asked.version, clock.now()
    _seal(session, trial, orjson.dumps(sent))
    session.flush()


def stop_trial(session: Session, trial_id: str) -> None:
    """Forget a test that was not sent."""
    session.execute(delete(TrialResponse).where(TrialResponse.id == trial_id, TrialResponse.sent_at.is_(None)))


def clear_trials(session: Session, actor: Actor, activity: Activity) -> int:
    """Delete all test answers of an activity, also those not sent so far, and return how many were sent."""
    count = count_trials(session, activity.id)
    deleted = delete(TrialResponse).where(TrialResponse.activity_id == activity.id).returning(TrialResponse.id)
    if session.scalars(deleted).all():
        event = TrialsCleared(consultation_id=activity.consultation_id, activity_id=activity.id, count=count)
        record(session, event, actor)
    return count


def count_trials(session: Session, activity_id: int) -> int:
    """Return how many test answers were sent."""
    sent = (TrialResponse.activity_id == activity_id, TrialResponse.sent_at.is_not(None))
    return session.scalar(select(func.count(TrialResponse.id)).where(*sent)) or 0


def activities_with_trials(consultation_id: int) -> Select[Activity, int]:
    """Select the activities of a consultation that have test answers, and how many were sent."""
    return (
        select(Activity, func.count(TrialResponse.id))
        .join(TrialResponse, TrialResponse.activity_id == Activity.id)
        .where(Activity.consultation_id == consultation_id, TrialResponse.sent_at.is_not(None))
        .group_by(Activity.id)
        .order_by(Activity.id)
    )


def sent_trials(session: Session, activity_id: int, *, newest: int = MOST) -> Iterator[SentTrial]:
    """Yield the newest test answers that were sent, the newest first."""
    query = (
        select(TrialResponse)
        .where(TrialResponse.activity_id == activity_id, TrialResponse.sent_at.is_not(None))
        .order_by(TrialResponse.sent_at.desc(), TrialResponse.id)
        .limit(newest)
    )
    for trial in session.scalars(query):
        held = _unsealed(session, trial)
        if held is not None and trial.sent_at is not None:
            words = [(question, answer) for question, answer in held.pop("words")]
            found = (trial.questions_version, trial.asked_sha256, trial.tester_id, trial.sent_at)
            yield SentTrial(*found, **held, words=words)


def asked_now(session: Session, activity: Activity) -> tuple[Questionnaire, str]:
    """Return what a test is asked now, in the council's words, and its digest."""
    with speaking(ENGLISH):
        asked = previewed(session, activity)
        return asked, digest_of(asked, known_kinds(session))


def digest_of(asked: Questionnaire, kinds: Mapping[str, Kind]) -> str:
    """Return the digest of what is asked, of whom, and of the columns that the answers fill."""
    said = [
        (
            (page.id, str(page.asked_if), question.key, question.kind, str(question.label), str(question.asked_if)),
            [(column.name, str(column.label), column.kind) for column in kinds[question.kind].columns(question)],
            [(option.code, str(option.label), str(option.asked_if)) for option in question.options],
        )
        for page in asked.pages
        for question in page.questions
    ]
    return hashlib.sha256(repr(said).encode("utf-8", "replace")).hexdigest()


def purge_trials(session: Session) -> int:
    """Delete tests that were begun 30 days ago, or were not sent for two; returns how many."""
    now = clock.now()
    is_old = TrialResponse.begun_at < now - KEPT_FOR
    is_left = TrialResponse.sent_at.is_(None) & (TrialResponse.begun_at < now - UNSENT_KEPT_FOR)
    return len(session.scalars(delete(TrialResponse).where(is_old | is_left).returning(TrialResponse.id)).all())


def _gone() -> Gone:
    return Gone(_("This test was sent or cleared. Start another one."), title=_("This test is no longer here"))


def _locked(session: Session, trial_id: str) -> TrialResponse | None:
    begin_write(session)
    return session.get(TrialResponse, trial_id, with_for_update=True, populate_existing=True)


def _seal(session: Session, trial: TrialResponse, held: bytes) -> None:
    trial.sealed = database_of(session).keys.seal(held, table="trial_response", row=trial.id, column="sealed")


def _unsealed(session: Session, trial: TrialResponse) -> dict[str, Any] | None:
    try:
        opened = database_of(session).keys.open(trial.sealed, table="trial_response", row=trial.id, column="sealed")
    except Unreadable:
        return None
    held: dict[str, Any] = orjson.loads(opened)
    return held
