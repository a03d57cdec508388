"""Taking in what people say: each answer once, whole, counted and findable, or not at all."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

import orjson
from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.orm import Session

from consult.consultations.lifecycle import is_open_at
from consult.consultations.models import Activity, Consultation
from consult.contract.questions import CONSENT_KEYS, Answers, Questionnaire
from consult.kernel import tokens
from consult.kernel.clock import london, to_the_hour
from consult.kernel.db import begin_write, database_now, database_of, first_row
from consult.kernel.errors import Closed, Invalid
from consult.kernel.messages import gettext as _
from consult.submissions import tallies
from consult.submissions.models import AboutYou, Channel, Status, Submission
from consult.submissions.questionnaires import free_text, known_kinds, questionnaire_for
from consult.submissions.reader import Marks, read_answers, said_in
from consult.submissions.search import index_text

_INSERT = insert(Submission).returning(Submission.id)
_KEEP_ABOUT_YOU = insert(AboutYou).inline()
_REFERENCE = select(Submission.id).where(Submission.reference == bindparam("reference"))


@dataclass(frozen=True)
class Envelope:
    """What is on the envelope of a new submission."""

    answers: Answers
    idempotency_key: str
    channel: Channel = Channel.WEB
    area: str = ""
    questions_version: int = 1
    code_hash: str | None = None
    received_on: date | None = None
    submitted_at: datetime | None = None
    transcribed_by_id: int | None = None
    is_in_check_sample: bool = False
    import_key: str | None = None
    import_digest: str | None = None
    import_source: str = ""
    is_synthetic: bool = False
    marks: Marks = field(default_factory=dict)
    order_seed: str = ""

    def row(self, activity_id: int, reference: str, at: datetime) -> dict[str, object]:
        """Return the envelope as a row of a submission that arrived `at` a moment, unless it says another.

        Of one that its author sent here, which has a private code, only the day is kept.
        """
        is_sent_here = self.code_hash is not None
        return {
            "activity_id": activity_id,
            "reference": reference,
            "status": Status.SUBMITTED,
            "submitted_at": None if is_sent_here else self.submitted_at or at,
            "revision": 1,
            "exclusion_note": "",
            "answers": self.answers,
            "marks": self.marks,
            "idempotency_key": self.idempotency_key,
            "channel": self.channel,
            "area": self.area,
            "questions_version": self.questions_version,
            "code_hash": self.code_hash,
            "received_on": london(at).date() if is_sent_here else self.received_on,
            "transcribed_by_id": self.transcribed_by_id,
            "is_in_check_sample": self.is_in_check_sample,
            "import_key": self.import_key,
            "import_digest": self.import_digest,
            "import_source": self.import_source,
            "is_synthetic": self.is_synthetic,
            "order_seed": self.order_seed,
        }


def require_open(session: Session, activity_id: int) -> tuple[Activity, int]:
    """Return the activity and its consultation's id; raises `Closed` unless the database's clock says it is open."""
    row = session.execute(
        select(Activity, Consultation)
        .join(Consultation, Consultation.id == Activity.consultation_id)
        .where(Activity.id == activity_id)
    ).one()
    if not is_open_at(row.Consultation, database_now(session)):
        raise Closed
    return row.Activity, row.Consultation.id


def open_envelope(session: Session, activity: Activity, envelope: Envelope) -> Submission:
    """Take a submission in: the row, its counts and its words for search, in the session's transaction.

    Returns the earlier submission when the idempotency key was used before. The caller records the event.
    """
    begin_write(session)
    earlier = session.scalar(select(Submission).where(Submission.idempotency_key == envelope.idempotency_key))
    if earlier is not None:
        return earlier
    submission_id, _ignored = insert_submission(session, activity.id, activity.kind, envelope)
    return session.get_one(Submission, submission_id)


def complete_answers(session: Session, asked: Questionnaire | None, answers: Mapping[str, object]) -> Answers:
    """Return the answers on the path these answers lead to; raises `Invalid` for those that need another look."""
    if asked is None:
        return dict(answers)
    read = read_answers(asked.pages, known_kinds(session), answers)
    if read.faults:
        raise Invalid(_("Some of the answers need another look."), read.faults)
    if asked.pages and not read.answers.keys() - CONSENT_KEYS:
        raise Invalid(
            _("You have not answered any question. Answer at least one question before you send your response.")
        )
    return read.answers


def keep_about_you(
    session: Session, activity_id: int, submission_id: int, answers: Mapping[str, str], *, is_new: bool = False
) -> None:
    """Keep equality answers sealed in a row of their own, in place of earlier ones; no answers leave no row."""
    connection = begin_write(session)
    if not is_new:
        session.execute(delete(AboutYou).where(AboutYou.link.in_(about_you_links(session, submission_id))))
    if not answers:
        return
    link, row_id = about_you_link(session, submission_id), secrets.token_hex(16)
    sealed = database_of(session).keys.seal(orjson.dumps(answers), table="about_you", row=row_id, column="sealed")
    kept = {"id": row_id, "activity_id": activity_id, "link": link, "sealed": sealed}
    connection.execute(_KEEP_ABOUT_YOU, kept)


def about_you_link(session: Session, submission_id: int) -> str:
    """Return the keyed digest that finds a submission's equality answers, for whoever holds the key."""
    return database_of(session).keys.digest("about-you", str(submission_id))


def about_you_links(session: Session, submission_id: int) -> list[str]:
    """Return what finds a submission's equality answers under each key of the ring: they may be older than the newest.

    The one under the key in use is what `about_you_link` returns.
    """
    return database_of(session).keys.digests("about-you", str(submission_id))


def insert_submission(
    session: Session,
    activity_id: int,
    kind: str,
    envelope: Envelope,
    *,
    reference: str | None = None,
    at: datetime | None = None,
) -> tuple[int, str]:
    """Insert a new submission with its counts and its words for search, and return its number and its reference.

    `reference` is one that is known to be free, and `at` the moment by the database's clock, where the caller has them.
    """
    asked = questionnaire_for(session, activity_id, kind, envelope.questions_version)
    kinds = known_kinds(session)
    reference = reference or _unused_reference(session)
    row = envelope.row(activity_id, reference, to_the_hour(at or database_now(session)))
    submission_id = begin_write(session).execute(_INSERT, row).scalar_one()
    steps = tallies.steps_of(
        status=Status.SUBMITTED,
        channel=envelope.channel,
        area=envelope.area,
        answers=envelope.answers,
        marks=envelope.marks,
        asked=asked,
        kinds=kinds,
    )
    tallies.count(session, activity_id, reference, steps)
    document = free_text(asked, kinds, said_in(envelope.answers, envelope.marks))
    if document:
        index_text(session, submission_id, document, is_new=True)
    return submission_id, reference


def _unused_reference(session: Session) -> str:
    while True:
        reference = tokens.new_reference()
        if first_row(session, _REFERENCE, {"reference": reference}) is None:
            return reference


def about_you_of(session: Session, submission_id: int) -> dict[str, str]:
    """Return the equality answers given with a submission, for their author, or who copied them from an original."""
    row = session.scalar(select(AboutYou).where(AboutYou.link.in_(about_you_links(session, submission_id))))
    if row is None:
        return {}
    opened = database_of(session).keys.open(row.sealed, table="about_you", row=row.id, column="sealed")
    answers: dict[str, str] = orjson.loads(opened)
    return answers
