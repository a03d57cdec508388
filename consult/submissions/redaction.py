"""Taking passages out of answers, with a reason; the original stays sealed and every output honours it."""

import re
import secrets

from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.consultations.models import Activity
from consult.kernel import clock
from consult.kernel.authz import Actor
from consult.kernel.db import database_of, lock_row
from consult.kernel.errors import Conflict, Invalid
from consult.kernel.text import clean_text
from consult.submissions.events import OriginalOpened, PassageRedacted
from consult.submissions.instruments import known_kinds, questionnaire_of
from consult.submissions.models import Cause, Redaction, Status, Submission
from consult.submissions.revision import revise

REDACTION_REASONS: dict[str, str] = {
    "personal": "personal details",
    "third_party": "somebody else’s personal details",
    "abuse": "abuse",
    "legal": "may not be published by law",
}
TABLE = "redaction"


def mark_for(code: str) -> str:
    """Return what stands in place of a passage."""
    return f"[redacted: {REDACTION_REASONS[code]}]"


def may_be_redacted(session: Session, activity: Activity, submission: Submission, question: str) -> bool:
    """Whether there is an answer of free text to this question; what was chosen is counted, so it stays as it is."""
    if not isinstance(submission.answers.get(question), str):
        return False
    asked = questionnaire_of(session, activity, submission.questions_version)
    found = asked.by_key.get(question) if asked else None
    return found is None or known_kinds(session)[found.kind].is_free_text


def redact(
    session: Session,
    actor: Actor,
    activity: Activity,
    submission: Submission,
    *,
    question: str,
    passage: str,
    code: str,
    note: str = "",
) -> Redaction:
    """Take every occurrence of a passage out of one answer; white space in it may differ.

    Raises `Invalid` when the reason is unknown or the passage is not in the answer, and `Conflict` when the
    submission was withdrawn.
    """
    if code not in REDACTION_REASONS:
        raise Invalid("Choose a reason.", {"code": "Choose a reason"})
    lock_row(session, submission)
    if submission.status == Status.WITHDRAWN:
        raise Conflict("This response was withdrawn, and what it said is deleted.")
    words = clean_text(passage).split()
    if not words or not may_be_redacted(session, activity, submission, question):
        raise Invalid("Enter the passage to redact.", {"passage": "Enter the passage to redact"})
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words))
    text: str = submission.answers[question]
    redacted, found = pattern.subn(mark_for(code), text)
    if not found:
        sentence = "This passage is not in the answer. Copy it from the answer exactly"
        raise Invalid(sentence, {"passage": sentence})
    row = secrets.token_hex(16)
    redaction = Redaction(
        submission_id=submission.id,
        question=question,
        reason_code=code,
        note=note,
        original_sealed=database_of(session).keys.seal(text.encode(), table=TABLE, row=row, column="original_sealed"),
        seal_row=row,
        made_at=clock.now(),
        made_by_id=actor.person_id,
    )
    session.add(redaction)
    session.flush()
    event = PassageRedacted(
        consultation_id=activity.consultation_id, submission_id=submission.id, question=question, code=code
    )
    answers = {**submission.answers, question: redacted}
    revise(session, activity, submission, Cause.REDACTION, by=actor, event=event, answers=answers)
    return redaction


def open_original(session: Session, actor: Actor, activity: Activity, redaction: Redaction) -> str:
    """Return the sealed original of an answer; the trail keeps who looked."""
    event = OriginalOpened(
        consultation_id=activity.consultation_id,
        submission_id=redaction.submission_id,
        redaction_id=redaction.id,
    )
    record(session, event, actor)
    keys = database_of(session).keys
    sealed = redaction.original_sealed
    return keys.open(sealed, table=TABLE, row=redaction.seal_row, column="original_sealed").decode()
