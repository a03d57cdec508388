"""Answers that came on paper, by telephone, by email or in a meeting, and the second look at a sample of them."""

import zlib
from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.consultations.lifecycle import state_at
from consult.consultations.models import Activity, Consultation, State
from consult.contract.questions import Answers
from consult.kernel.authz import Actor
from consult.kernel.clock import london
from consult.kernel.db import begin_write, database_now, lock_row
from consult.kernel.errors import Conflict, Invalid
from consult.submissions.events import EntryChecked, ResponseEntered
from consult.submissions.instruments import questionnaire_of
from consult.submissions.intake import (
    Envelope,
    complete_answers,
    keep_about_you,
    open_envelope,
)
from consult.submissions.models import Cause, Channel, Status, Submission
from consult.submissions.owners import require_desk
from consult.submissions.revision import Values, revise

ENTERED = (Channel.PAPER, Channel.PHONE, Channel.EMAIL, Channel.MEETING)
ONE_IN = 5
"""One entered submission in so many is looked at by a second officer."""


class AlreadyEntered(Conflict):
    """The form was used before, for a response that said something else."""


def enter_response(
    session: Session,
    actor: Actor,
    activity: Activity,
    *,
    channel: Channel,
    received_on: date,
    answers: Answers,
    area: str,
    about_you: Mapping[str, str],
    key: str,
) -> Submission:
    """Enter an answer that came another way; `key` makes entering the same form twice give one submission.

    Raises `Invalid` for a day outside the consultation, `Conflict` before opening or after the analysis, and
    `AlreadyEntered` for a form that was used before and now says something else. An answer that arrived in time may
    be entered after closing.
    """
    require_desk(session, activity)
    consultation = session.get_one(Consultation, activity.consultation_id)
    if state_at(consultation, database_now(session)) not in {State.OPEN, State.CLOSED, State.ANALYSING}:
        raise Conflict("Responses can be entered from the opening of a consultation until its decision.")
    _require_in_time(consultation, received_on, london(database_now(session)).date())
    asked = questionnaire_of(session, activity)
    envelope = Envelope(
        answers=complete_answers(session, asked, answers),
        idempotency_key=f"entry:{key}",
        channel=channel,
        area=area,
        questions_version=activity.settings_version,
        received_on=received_on,
        transcribed_by_id=actor.person_id,
        is_in_check_sample=zlib.crc32(key.encode()) % ONE_IN == 0,
    )
    begin_write(session)
    earlier = session.scalar(select(Submission).where(Submission.idempotency_key == envelope.idempotency_key))
    if earlier is not None:
        _require_same(earlier, envelope)
        return earlier
    submission = open_envelope(session, activity, envelope)
    keep_about_you(session, activity.id, submission.id, about_you)
    event = ResponseEntered(
        consultation_id=consultation.id,
        activity_id=activity.id,
        submission_id=submission.id,
        channel=channel.value,
    )
    record(session, event, actor)
    return submission


def check_entry(
    session: Session, actor: Actor, activity: Activity, submission: Submission, *, corrected: Answers | None
) -> None:
    """Note that a second officer compared an entry with its original, and put right what differed.

    Raises `Conflict` when the officer entered it, or when it was checked already.
    """
    require_desk(session, activity, submission.id)
    lock_row(session, submission)
    if submission.transcribed_by_id == actor.person_id:
        raise Conflict("You entered this response, so somebody else must check it.")
    if submission.checked_by_id is not None or submission.status != Status.SUBMITTED:
        raise Conflict("This response was already checked, or does not count any more.")
    outcome = "corrected" if corrected is not None else "agrees"
    event = EntryChecked(consultation_id=activity.consultation_id, submission_id=submission.id, outcome=outcome)
    values: Values = {"checked_by_id": actor.person_id, "check_outcome": outcome}
    if corrected is None:
        revise(session, activity, submission, Cause.CHECK, by=actor, event=event, **values)
    else:
        asked = questionnaire_of(session, activity, submission.questions_version)
        values["answers"] = complete_answers(session, asked, corrected)
        revise(session, activity, submission, Cause.CORRECTION, by=actor, event=event, **values)


def _require_same(earlier: Submission, envelope: Envelope) -> None:
    said = (earlier.answers, earlier.channel, earlier.area, earlier.received_on)
    if said != (envelope.answers, envelope.channel.value, envelope.area, envelope.received_on):
        raise AlreadyEntered(
            f"This form was already used to enter {earlier.reference}. "
            "If this is another response, send the form again: the response then gets a reference of its own."
        )


def _require_in_time(consultation: Consultation, received_on: date, today: date) -> None:
    if received_on > today:
        raise Invalid("The day must not be in the future.", {"received_on": "The day must not be in the future"})
    opens, closes = consultation.opens_at, consultation.closes_at
    if opens is None or closes is None or not london(opens).date() <= received_on <= london(closes).date():
        sentence = "The response must have arrived while the consultation was open"
        raise Invalid(sentence, {"received_on": sentence})
