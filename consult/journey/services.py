"""Sending, changing and withdrawing a response: once, whole, or not at all."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.citations.models import Citation
from consult.consultations.lifecycle import is_open_at
from consult.consultations.models import Activity, Consultation
from consult.contract.exits import has_ended
from consult.contract.option_orders import has_orders
from consult.contract.questions import Answers, Questionnaire
from consult.journey.admissions import NOBODY, Admitted, admit
from consult.journey.arrivals import record_arrival
from consult.journey.drafts import DRAFT_COLUMNS, Content, DraftRow, OpenDraft, discard_draft, open_draft
from consult.journey.models import AdmissionRule
from consult.journey.quotas import take_place
from consult.kernel import tokens
from consult.kernel.authz import ANONYMOUS
from consult.kernel.db import NOW, begin_write, first_row, known_now, lock_row
from consult.kernel.errors import ChangedMeanwhile, Closed, Conflict, Gone
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.messages import spoken
from consult.submissions.answer_files import give_to_submission, still_there
from consult.submissions.events import ResponseChanged, ResponseSubmitted, ResponseWithdrawn
from consult.submissions.intake import Envelope, complete_answers, insert_submission, keep_about_you, require_open
from consult.submissions.models import Cause, Channel, Draft, Status, Submission
from consult.submissions.questionnaires import questionnaire_for
from consult.submissions.revision import revise


class CountsNoMore(Conflict):
    """The response that is changed was withdrawn, or an officer excluded it."""

    default = _l("This response was withdrawn or excluded, so it can no longer be changed.")


# Everything that sending needs to know, in one question to the database.
_SENDING = (
    select(
        *DRAFT_COLUMNS,
        Activity.kind,
        Consultation.id,
        Consultation.state,
        Consultation.opens_at,
        Consultation.closes_at,
        select(Submission.id).where(Submission.reference == bindparam("reference")).exists().label("is_taken"),
        select(AdmissionRule).where(AdmissionRule.activity_id == Activity.id).exists().label("is_restricted"),
        NOW,
    )
    .join(Activity, Activity.id == Draft.activity_id)
    .join(Consultation, Consultation.id == Activity.consultation_id)
    .where(Draft.code_hash == bindparam("code_hash"))
    .with_for_update(of=Draft)
)


_SENT = select(
    Submission.id,
    Submission.activity_id,
    Submission.reference,
    Submission.status,
    Submission.questions_version,
    Submission.area,
    Submission.answers,
    Submission.order_seed,
    select(Citation.id)
    .where(Citation.target_kind == Submission.__tablename__, Citation.target_id == Submission.id)
    .exists()
    .label("is_cited"),
).where(Submission.code_hash == bindparam("code_hash"))


class _Sending(NamedTuple):
    kind: str
    consultation_id: int
    state: str
    opens_at: datetime | None
    closes_at: datetime | None
    is_taken: bool
    is_restricted: bool
    now: datetime


class SentResponse(NamedTuple):
    """What its author sees of a response that was sent."""

    id: int
    activity_id: int
    reference: str
    status: str
    questions_version: int
    area: str
    answers: Answers
    order_seed: str
    is_cited: bool


def submit(
    session: Session,
    code: str,
    *,
    address: str = "",
    is_seen: Callable[[OpenDraft], bool] = lambda _ignored: True,
    admitted: Admitted = NOBODY,
    channel: Channel = Channel.WEB,
) -> str:
    """Turn the draft with this code into a submission and return its reference; doing it again changes nothing.

    `is_seen` says whether whoever sends it saw it as it stands; `ChangedMeanwhile` is raised when not. Of the network
    `address` from which it comes only a digest is kept. Where not everybody may answer, it is noted once that who is
    `admitted` did; raises `NotAdmitted` when they may not. The `channel` says whose device it came from.
    Raises `Closed` after the closing time, `Gone` when the code is unknown, and `Invalid` with the missing
    questions' keys when a required question on the path has no answer.
    """
    begin_write(session)
    code_hash, reference = tokens.digest(code), tokens.new_reference()
    row = first_row(
        session, _SENDING, {"code_hash": code_hash, "reference": reference, "known_now": known_now(session)}
    )
    draft = open_draft(session, DraftRow._make(row[: len(DRAFT_COLUMNS)])) if row is not None else None
    if row is None or draft is None:
        return _sent_before(session, code_hash)
    found = _Sending._make(row[len(DRAFT_COLUMNS) :])
    if not is_open_at(found, found.now):
        raise Closed
    if not is_seen(draft):
        raise ChangedMeanwhile
    version, language = draft.questions_version, spoken().tag
    asked = questionnaire_for(session, draft.activity_id, found.kind, version, language=language)
    said = still_there(session, asked, draft.id, draft.changes_submission_id, draft.content.answers)
    answers = complete_answers(session, asked, said)
    draft = replace(draft, content=_without_what_was_not_asked(asked, draft.content))
    _take_place(session, asked, draft, answers)
    submission_id = draft.changes_submission_id
    if submission_id is not None:
        changed = ResponseChanged(consultation_id=found.consultation_id, activity_id=draft.activity_id)
        reference = _change(session, session.get_one(Activity, draft.activity_id), draft, answers, changed)
    else:
        if found.is_restricted:
            admit(session, draft.activity_id, admitted)
        envelope = Envelope(
            answers=answers,
            idempotency_key=f"draft:{draft.id}",
            area=draft.content.area,
            questions_version=draft.questions_version,
            code_hash=code_hash,
            order_seed=_seed_kept(asked, draft.content),
            channel=channel,
        )
        activity_id, free = draft.activity_id, None if found.is_taken else reference
        submission_id, reference = insert_submission(
            session, activity_id, found.kind, envelope, reference=free, at=found.now
        )
        keep_about_you(session, activity_id, submission_id, draft.content.about_you, is_new=True)
        record_arrival(session, activity_id, submission_id, address, draft.begun_at)
        arrived = ResponseSubmitted(consultation_id=found.consultation_id, activity_id=activity_id, channel=channel)
        record(session, arrived, ANONYMOUS, at=found.now)
    give_to_submission(session, asked, draft.id, submission_id, answers)
    discard_draft(session, draft.id)
    return reference


def _seed_kept(asked: Questionnaire | None, content: Content) -> str:
    return content.seed if asked is not None and has_orders(asked.questions) else ""


def _take_place(session: Session, asked: Questionnaire | None, draft: OpenDraft, answers: Answers) -> None:
    if asked is None or not asked.quotas:
        return
    before: Answers = {}
    if draft.changes_submission_id is not None:
        sent = session.get_one(Submission, draft.changes_submission_id)
        lock_row(session, sent)
        before = dict(sent.answers)
    take_place(session, session.get_one(Activity, draft.activity_id), asked, answers, before)


def _without_what_was_not_asked(asked: Questionnaire | None, content: Content) -> Content:
    # Whom an exit led out was not asked where they live and who they are, whatever they said on the way they left.
    if asked is None or not has_ended(asked.reachable(content.answers)):
        return content
    return replace(content, area="", about_you={}, willing="")


def _sent_before(session: Session, code_hash: str) -> str:
    reference = session.scalar(select(Submission.reference).where(Submission.code_hash == code_hash))
    if reference is None:
        raise Gone(
            _("We do not know this code, or have deleted its answers. Start again."),
            title=_("We do not know this code"),
        )
    return reference


def withdraw(session: Session, code: str) -> str:
    """Withdraw the submission with this code and return its reference: its answers go, the fact that it was sent stays.

    Raises `Gone` for an unknown code and `Closed` after the closing time; a second call changes nothing.
    """
    begin_write(session)
    submission = session.scalar(select(Submission).where(Submission.code_hash == tokens.digest(code)).with_for_update())
    if submission is None:
        raise Gone(_("We do not know this code. Check it and try again."), title=_("We do not know this code"))
    if submission.status == Status.WITHDRAWN:
        return submission.reference
    activity, consultation_id = require_open(session, submission.activity_id)
    event = ResponseWithdrawn(consultation_id=consultation_id, activity_id=activity.id)
    revise(session, activity, submission, Cause.WITHDRAWAL, event=event, status=Status.WITHDRAWN)
    return submission.reference


def _change(session: Session, activity: Activity, draft: OpenDraft, answers: Answers, event: ResponseChanged) -> str:
    submission = session.get(Submission, draft.changes_submission_id)
    if submission is None or lock_row(session, submission).status != Status.SUBMITTED:
        raise CountsNoMore
    revise(
        session,
        activity,
        submission,
        Cause.AUTHOR,
        event=event,
        answers=answers,
        area=draft.content.area,
        questions_version=draft.questions_version,
    )
    if draft.content.has_settled_about_you:  # they were offered, so what is empty now was taken away
        keep_about_you(session, activity.id, submission.id, draft.content.about_you)
    return submission.reference


def sent_with(session: Session, code: str | None) -> SentResponse | None:
    """Return the response that was sent with this code."""
    if code is None:
        return None
    row = first_row(session, _SENT, {"code_hash": tokens.digest(code)})
    return None if row is None else SentResponse._make(row)


def content_of(submission: Submission | SentResponse) -> Content:
    """Return a submission as a draft's content, for its author to change, without the equality answers."""
    return Content(answers=dict(submission.answers), area=submission.area, seed=submission.order_seed)
