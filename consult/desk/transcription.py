"""Answers that came on paper, by telephone, by email or in a meeting, and the second look at a sample of them."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.consultations.lifecycle import state_at
from consult.consultations.models import Activity, Consultation, State
from consult.desk.queries import is_entry_of_others
from consult.kernel.authz import Actor
from consult.kernel.clock import london
from consult.kernel.comparison import require_same, require_version
from consult.kernel.db import begin_write, database_now, lock_row
from consult.kernel.errors import Compared, Conflict, Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.submissions.about_you import QUESTIONS
from consult.submissions.answer_texts import about_you_rows, said_in_words
from consult.submissions.events import EntryChecked, EntryCorrected, ResponseEntered
from consult.submissions.intake import Envelope, about_you_of, keep_about_you, open_envelope
from consult.submissions.models import Cause, Channel, Status, Submission
from consult.submissions.owners import require_desk
from consult.submissions.questionnaires import known_kinds, questionnaire_of
from consult.submissions.reader import ReadAnswers, read_answers, said_in
from consult.submissions.revision import Values, revise

ENTERED = (Channel.PAPER, Channel.PHONE, Channel.EMAIL, Channel.MEETING)
ONE_IN = 5
"""One entered submission in so many is looked at by a second officer."""
TAKES_ENTRIES = frozenset({State.OPEN, State.CLOSED, State.ANALYSING})
EMPTY = _l("No question is answered. Enter the answers, or tick the box that says so")
CHECKED = _l(
    "Another officer checked this entry while you had it open. Compare both, then correct the entry if it is wrong."
)
NOT_EMPTY = _l("Untick this box, or take the answers away: the form cannot have both")


class AlreadyEntered(Conflict):
    """The form was used before, for a response that said something else."""


@dataclass(frozen=True, kw_only=True)
class Original:
    """What somebody copied from a letter or a form, or noted on the telephone or in a meeting.

    `answers` has all that stands there, by question: also what the path does not ask, and several options in a list
    where one was asked for. `is_blank` says that really no question is answered.
    """

    channel: Channel
    received_on: date
    answers: Mapping[str, Any]
    area: str = ""
    about_you: Mapping[str, str] = field(default_factory=dict)
    is_blank: bool = False


def enter_response(
    session: Session, actor: Actor, activity: Activity, original: Original, *, key: str, version: int | None = None
) -> Submission:
    """Enter an answer that came another way; `key` makes entering the same form twice give one submission.

    It answers the questions of this `version`, `None` for the current one. Raises `Invalid` for a day outside the
    consultation, `Conflict` before opening or after the analysis, and `AlreadyEntered` for a form that was used before
    and now says something else. An answer that arrived in time may be entered after closing.
    """
    require_desk(session, activity)
    consultation = _require_time_to_enter(session, activity, original)
    version = version or activity.settings_version
    read = _read(session, activity, version, original)
    envelope = Envelope(
        answers=read.answers,
        marks=read.marks,
        idempotency_key=f"entry:{key}",
        channel=original.channel,
        area=original.area,
        questions_version=version,
        received_on=original.received_on,
        transcribed_by_id=actor.person_id,
        is_in_check_sample=zlib.crc32(key.encode()) % ONE_IN == 0,
    )
    begin_write(session)
    earlier = session.scalar(select(Submission).where(Submission.idempotency_key == envelope.idempotency_key))
    if earlier is not None:
        if _differs(earlier, original, read):
            raise AlreadyEntered(
                _(
                    "This form was already used to enter %(reference)s. If this is another response, send the "
                    "form again: the response then gets a reference of its own.",
                    reference=earlier.reference,
                )
            )
        return earlier
    submission = open_envelope(session, activity, envelope)
    keep_about_you(session, activity.id, submission.id, original.about_you)
    event = ResponseEntered(
        consultation_id=consultation.id,
        activity_id=activity.id,
        submission_id=submission.id,
        channel=original.channel,
    )
    record(session, event, actor)
    return submission


def check_entry(
    session: Session, actor: Actor, activity: Activity, submission: Submission, compared: Original, *, seen: int
) -> None:
    """Note that a second officer compared an entry with its original, and put right what differed.

    Raises `Conflict` when the officer entered or corrected it or it no longer counts, `SavedOtherwise` when it was
    checked with another outcome, and `ChangedMeanwhile` when it is no longer what the officer has `seen`.
    """
    require_desk(session, activity, submission.id)
    lock_row(session, submission)
    _require_second(session, actor, submission)
    read = _read(session, activity, submission.questions_version, compared)
    fields = _compared(session, activity, submission, compared, read)
    if submission.checked_by_id is not None:
        require_same(*fields, sentence=CHECKED)
        return
    require_version(submission.revision, seen, *fields)
    if compared.received_on != submission.received_on:
        _require_day(session, session.get_one(Consultation, activity.consultation_id), compared.received_on)
    is_corrected = _replace_about_you(session, activity, submission, compared)
    is_corrected = _differs(submission, compared, read) or is_corrected
    outcome = "corrected" if is_corrected else "agrees"
    event = EntryChecked(consultation_id=activity.consultation_id, submission_id=submission.id, outcome=outcome)
    values: Values = {"checked_by_id": actor.person_id, "check_outcome": outcome}
    if not is_corrected:
        revise(session, activity, submission, Cause.CHECK, by=actor, event=event, **values)
    else:
        values |= _values(compared, read)
        why = _("It differed from the original.")
        revise(session, activity, submission, Cause.CORRECTION, by=actor, event=event, reason=why, **values)


def disagreements(
    session: Session, actor: Actor, activity: Activity, submission: Submission, keyed: Original
) -> Sequence[Compared]:
    """Return where a second keying of an original differs from the entry; raises as a check does."""
    _require_second(session, actor, submission)
    read = _read(session, activity, submission.questions_version, keyed)
    return [one for one in _compared(session, activity, submission, keyed, read) if one.differs]


def correct_entry(
    session: Session,
    actor: Actor,
    activity: Activity,
    submission: Submission,
    corrected: Original,
    *,
    reason: str,
    seen: int,
) -> None:
    """Put right how a response was entered; what it said before stays, with who changed it, when and why.

    A check of what it said before holds no more, so that it waits for one again.
    Raises `Conflict` for a response that its author sent or that no longer counts, `ChangedMeanwhile` when it is no
    longer what the officer has `seen`, and `Invalid` when nothing differs.
    """
    require_desk(session, activity, submission.id)
    lock_row(session, submission)
    if not is_correctable(submission):
        raise Conflict(_("Only a response that an officer entered, and that counts, can be corrected."))
    _require_time_to_enter(session, activity, corrected)
    read = _read(session, activity, submission.questions_version, corrected)
    require_version(submission.revision, seen, *_compared(session, activity, submission, corrected, read))
    is_changed = _replace_about_you(session, activity, submission, corrected)
    if not _differs(submission, corrected, read) and not is_changed:
        if submission.revision != seen:
            return
        raise Invalid(_("Nothing differs from what is entered. Correct something, or go back."))
    event = EntryCorrected(consultation_id=activity.consultation_id, submission_id=submission.id)
    # Whoever looked a second time looked at what it said before.
    values: Values = {"checked_by_id": None, "check_outcome": None, **_values(corrected, read)}
    revise(session, activity, submission, Cause.CORRECTION, by=actor, event=event, reason=reason, **values)


def is_correctable(submission: Submission) -> bool:
    """Whether an officer entered the submission, so that officers answer for how it was copied."""
    entered = set(ENTERED)
    is_entered = submission.channel in entered and submission.import_key is None and submission.code_hash is None
    return is_entered and submission.status == Status.SUBMITTED


def _require_second(session: Session, actor: Actor, submission: Submission) -> None:
    if submission.status != Status.SUBMITTED:
        raise Conflict(_("This response does not count any more."))
    if session.scalar(select(Submission.id).where(Submission.id == submission.id, is_entry_of_others(actor))) is None:
        raise Conflict(_("You entered or corrected this response, so somebody else must check it."))


def _read(session: Session, activity: Activity, version: int, original: Original) -> ReadAnswers:
    asked = questionnaire_of(session, activity, version)
    if asked is None:
        return ReadAnswers(answers=dict(original.answers))
    read = read_answers(asked.pages, known_kinds(session), original.answers, is_original=True)
    if read.faults:
        raise Invalid(_("Some of the answers need another look."), read.faults)
    if read.is_refusal and not original.is_blank:
        raise Invalid(EMPTY, {"is_blank": EMPTY})
    if original.is_blank and not read.is_refusal:
        raise Invalid(NOT_EMPTY, {"is_blank": NOT_EMPTY})
    return read


def _values(original: Original, read: ReadAnswers) -> Values:
    return {
        "answers": read.answers,
        "marks": read.marks,
        "channel": original.channel,
        "area": original.area,
        "received_on": original.received_on,
    }


def _differs(submission: Submission, original: Original, read: ReadAnswers) -> bool:
    return any(getattr(submission, name) != value for name, value in _values(original, read).items())


def _replace_about_you(session: Session, activity: Activity, submission: Submission, original: Original) -> bool:
    if about_you_of(session, submission.id) == original.about_you:
        return False
    keep_about_you(session, activity.id, submission.id, original.about_you)
    return True


def _compared(
    session: Session, activity: Activity, submission: Submission, original: Original, read: ReadAnswers
) -> list[Compared]:
    """Return what is entered beside what was typed, field by field, in the words of the form."""
    asked, kinds = questionnaire_of(session, activity, submission.questions_version), known_kinds(session)
    saved, sent = said_in(submission.answers, submission.marks), said_in(read.answers, read.marks)
    fields = [
        Compared(_("How it reached us"), Channel(submission.channel).label, original.channel.label),
        Compared(_("When it reached us"), submission.received_on, original.received_on),
        Compared(_("Where they live"), submission.area, original.area),
    ]
    for question in asked.questions if asked else ():
        answers = [said_in_words(question, kinds[question.kind], item.get(question.key)) for item in (saved, sent)]
        fields.append(Compared(question.label, *answers))
    about = dict(about_you_rows(about_you_of(session, submission.id)))
    told = dict(about_you_rows(original.about_you))
    return fields + [
        Compared(question.label, about.get(question.label), told.get(question.label)) for question in QUESTIONS
    ]


def _require_time_to_enter(session: Session, activity: Activity, original: Original) -> Consultation:
    consultation = session.get_one(Consultation, activity.consultation_id)
    if state_at(consultation, database_now(session)) not in TAKES_ENTRIES:
        raise Conflict(_("Responses can be entered from the opening of a consultation until its decision."))
    _require_day(session, consultation, original.received_on)
    return consultation


def _require_day(session: Session, consultation: Consultation, received_on: date) -> None:
    today = london(database_now(session)).date()
    if received_on > today:
        raise Invalid(_("The day must not be in the future."), {"received_on": _("The day must not be in the future")})
    opens, closes = consultation.opens_at, consultation.closes_at
    if opens is None or closes is None or not london(opens).date() <= received_on <= london(closes).date():
        sentence = _("The response must have arrived while the consultation was open")
        raise Invalid(sentence, {"received_on": sentence})
