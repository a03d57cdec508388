"""Finding what is published of what people wrote: no more than each consented to, and as it now stands."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from consult.comments.models import Publication, PublishedText, Standing
from consult.consultations.models import Activity, Consultation
from consult.contract.questions import CONSENT_KEY, NAME_KEY, Question
from consult.kernel.errors import NotFound
from consult.kernel.words import read_query
from consult.submissions.consent import NAMED, REFUSED, UNNAMED, consent_of
from consult.submissions.models import Status, Submission
from consult.submissions.questionnaires import all_versions, known_kinds, questions_over_versions
from consult.submissions.search import narrow

PER_PAGE = 20
_CONSENT: ColumnElement[str] = Submission.answers[CONSENT_KEY].as_string()
_NAME: ColumnElement[str] = Submission.answers[NAME_KEY].as_string()
_DASHES = ("-", "\u2212", "\u2013")


@dataclass(frozen=True)
class Said:
    """A text as the public reads it: its own reference, and for one with a name whose it is and in which response."""

    reference: str
    key: str
    text: str
    name: str = ""
    response: str = ""


@dataclass(frozen=True)
class ShownPublication:
    """What became of publishing one response: what its author consented to, and what officers decided."""

    consent: str
    publication: Publication | None
    is_waiting: bool

    @property
    def is_public(self) -> bool:
        """Whether the public reads it now."""
        return self.is_published and not self.is_waiting

    @property
    def is_published(self) -> bool:
        """Whether an officer published it and its author still consents."""
        return self.consent != REFUSED and self.standing is Standing.PUBLISHED

    @property
    def standing(self) -> Standing | None:
        """What officers decided, once they have."""
        return None if self.publication is None else Standing(self.publication.standing)


def public_questions(session: Session, activity: Activity) -> list[Question]:
    """Return the questions of an activity whose answers are texts that may be public."""
    kinds = known_kinds(session)
    asked = questions_over_versions(session, activity)
    return [question for question in asked if question.is_public and kinds[question.kind].is_free_text]


def asks_consent(session: Session, activity: Activity) -> bool:
    """Whether any version of what an activity asks, asks whether answers may be published."""
    return any(asked.asks_consent for asked in all_versions(session, activity).values() if asked is not None)


def is_read_by_the_public() -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that a published text is read by everybody, for what joins it to its response."""
    return (
        Submission.status == Status.SUBMITTED,
        Publication.standing == Standing.PUBLISHED,
        or_(_CONSENT == NAMED, and_(_CONSENT == UNNAMED, PublishedText.is_out)),
    )


def _texts(activity_id: int, key: str) -> Select[Any]:
    text = Submission.answers[key].as_string()
    query = (
        select(PublishedText.reference, text, _CONSENT, _NAME, Submission.reference)
        .join(Submission, Submission.id == PublishedText.submission_id)
        .join(Publication, Publication.submission_id == PublishedText.submission_id)
        .where(PublishedText.activity_id == activity_id, PublishedText.key == key, text.is_not(None))
    )
    return query.where(*is_read_by_the_public()).order_by(PublishedText.reference)


def _said(key: str, row: Any) -> Said:
    reference, text, consent, name, response = row
    return Said(reference, key, text, name or "", response) if consent == NAMED else Said(reference, key, text)


def texts_of(session: Session, activity_id: int, key: str, words: str, page: int) -> list[Said]:
    """Return a page of the published texts of a question that have these words, and the next one if there is one.

    Their order is by chance, another for each question, and each is searched for itself: neither tells which texts are
    from one person. A word after a dash leaves nothing out here, since that would tell of the other texts.
    """
    start, query = (page - 1) * PER_PAGE, _texts(activity_id, key)
    wanted = " ".join(word for word in words.split() if not word.startswith(_DASHES))
    looked_for = read_query(wanted)
    if not looked_for:
        return [_said(key, row) for row in session.execute(query.offset(start).limit(PER_PAGE + 1))]
    found = narrow(session, query, wanted).order_by(None).order_by(PublishedText.reference)
    # No more than a page of them is wanted, and PostgreSQL keeps the rest ready until it is told.
    with closing(session.connection().execute(found, execution_options={"yield_per": 500})) as rows:
        matching = (row for row in rows if looked_for.matches(row[1]))
        return [_said(key, row) for row in islice(matching, start, start + PER_PAGE + 1)]


def all_texts(session: Session, activity_id: int, key: str) -> Iterator[Said]:
    """Yield every published text of a question, in the order of references, which are drawn by chance."""
    rows = session.connection().execute(_texts(activity_id, key), execution_options={"yield_per": 500})
    return (_said(key, row) for row in rows)


def questions_with_texts(session: Session, activity: Activity) -> list[Question]:
    """Return the questions of an activity of which the public reads some text."""
    return [
        question
        for question in public_questions(session, activity)
        if session.execute(_texts(activity.id, question.key).order_by(None).limit(1)).first() is not None
    ]


def find_text(session: Session, consultation: Consultation, reference: str) -> tuple[Activity, Said]:
    """Return a published text by its reference; raises `NotFound` for one that the public does not read."""
    known = session.get(PublishedText, reference)
    activity = None if known is None else session.get_one(Activity, known.activity_id)
    if known is None or activity is None or activity.consultation_id != consultation.id:
        raise NotFound
    row = session.execute(_texts(activity.id, known.key).where(PublishedText.reference == reference)).first()
    if row is None or known.key not in {question.key for question in public_questions(session, activity)}:
        raise NotFound
    return activity, _said(known.key, row)


def find_response(session: Session, consultation: Consultation, reference: str) -> tuple[Activity, list[Said]]:
    """Return all published texts of a response with a name, in the order of the questions; or raise `NotFound`."""
    of_consultation = (Activity.consultation_id == consultation.id, Submission.reference == reference)
    activity = session.scalar(
        select(Activity).join(Submission, Submission.activity_id == Activity.id).where(*of_consultation)
    )
    said = [] if activity is None else _texts_with_a_name(session, activity, reference)
    if activity is None or not said:
        raise NotFound
    return activity, said


def _texts_with_a_name(session: Session, activity: Activity, reference: str) -> list[Said]:
    found: list[Said] = []
    for question in public_questions(session, activity):
        query = _texts(activity.id, question.key).where(Submission.reference == reference, _CONSENT == NAMED)
        found += [_said(question.key, row) for row in session.execute(query)]
    return found


def publications_among(session: Session, numbers: Collection[int]) -> dict[int, Publication]:
    """Return what was decided about publishing each of these responses, where anything was."""
    query = select(Publication).where(Publication.submission_id.in_(numbers))
    return {row.submission_id: row for row in session.scalars(query)}


class Sent(Protocol):
    """A response, whole or as its author sees it."""

    @property
    def id(self) -> int:
        """Return its number."""

    @property
    def status(self) -> str:
        """Return whether it counts."""

    @property
    def answers(self) -> Mapping[str, Any]:
        """Return what it says."""


def shown_publication(session: Session, submission: Sent) -> ShownPublication | None:
    """Return what became of publishing a response; nothing where its author was not asked."""
    if CONSENT_KEY not in submission.answers or submission.status != Status.SUBMITTED:
        return None
    publication = session.get(Publication, submission.id)
    consent = consent_of(submission.answers)
    is_out = select(PublishedText.reference).where(PublishedText.submission_id == submission.id, PublishedText.is_out)
    is_waiting = consent == UNNAMED and session.scalar(is_out.limit(1)) is None
    return ShownPublication(consent, publication, is_waiting)


def decided_about(session: Session, submission_ids: Collection[int]) -> set[int]:
    """Return those of these responses about whose publication something was decided, or that have references for it."""
    held = select(Publication.submission_id).where(Publication.submission_id.in_(submission_ids))
    texts = select(PublishedText.submission_id).where(PublishedText.submission_id.in_(submission_ids))
    return set(session.scalars(held.union(texts)))


@dataclass(frozen=True)
class PublicPlace:
    """Where the public reads a text: its own reference, and whether it is there with a name."""

    reference: str
    is_named: bool


def public_places(session: Session, submission_ids: Collection[int]) -> dict[tuple[int, str], PublicPlace]:
    """Return where the public reads the texts of these responses, by response and place."""
    query = (
        select(PublishedText.submission_id, PublishedText.key, PublishedText.reference, _CONSENT)
        .join(Submission, Submission.id == PublishedText.submission_id)
        .join(Publication, Publication.submission_id == PublishedText.submission_id)
        .where(PublishedText.submission_id.in_(sorted(submission_ids)), *is_read_by_the_public())
    )
    return {
        (number, f"answers.{key}"): PublicPlace(reference, consent == NAMED)
        for number, key, reference, consent in session.execute(query)
    }


def quotable_texts(session: Session, submission_ids: Collection[int]) -> set[tuple[int, str]]:
    """Return the published texts of these responses, each by response and place: nothing else may be quoted."""
    return set(public_places(session, submission_ids))


def keys_of(questions: Sequence[Question]) -> list[str]:
    """Return the keys of questions."""
    return [question.key for question in questions]
