"""Publishing what people wrote by their consent, holding it back with a reason, and taking either back."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.comments.events import ConsentNarrowed, PublicationReopened, ResponseHeld, ResponsePublished
from consult.comments.models import HELD_REASONS, Publication, PublishedText, Standing
from consult.comments.queries import keys_of, public_questions, publications_among
from consult.consultations.lifecycle import AFTER_CLOSING, state_at
from consult.consultations.models import Activity, Consultation
from consult.contract.questions import CONSENT_KEY, NAME_KEY
from consult.contract.revisions import Revised
from consult.disclosure.rules import ORDINARY
from consult.kernel import tokens
from consult.kernel.authz import Actor
from consult.kernel.db import begin_write, database_now, lock_row
from consult.kernel.errors import Conflict, Gone, Invalid
from consult.kernel.messages import gettext as _
from consult.submissions.consent import NARROWER, REFUSED, UNNAMED, consent_of
from consult.submissions.models import Cause, Reading, Status, Submission
from consult.submissions.owners import require_desk
from consult.submissions.revision import follow_publication, revise

COMPANY = ORDINARY.threshold
"""So many responses without a name come out at once where there are several questions, or none does."""
PREFIX = "TX"


def require_closed(session: Session, activity: Activity) -> None:
    """Raise `Conflict` while people can take part: what is public could sway those who have not answered."""
    if not is_closed(session, activity):
        raise Conflict(_("What people wrote can be published after closing."))


def is_closed(session: Session, activity: Activity) -> bool:
    """Whether the consultation of an activity has closed."""
    consultation = session.get_one(Consultation, activity.consultation_id)
    return state_at(consultation, database_now(session)) in AFTER_CLOSING


def publishable(session: Session, numbers: Collection[int], *, is_locked: bool = False) -> dict[int, Submission]:
    """Return those of these responses that may be published: by consent, counted, read by an officer, with a text."""
    query = select(Submission).where(Submission.id.in_(numbers)).order_by(Submission.id)
    if is_locked:
        begin_write(session)
        query = query.with_for_update().execution_options(populate_existing=True)
    found = [row for row in session.scalars(query) if may_be_decided(row)]
    read = set(session.scalars(select(Reading.submission_id).where(Reading.submission_id.in_(numbers))))
    keys = {number: _keys(session, number) for number in {row.activity_id for row in found}}
    return {
        row.id: row for row in found if row.id in read and any(row.answers.get(key) for key in keys[row.activity_id])
    }


def with_consent(session: Session, numbers: Collection[int]) -> list[int]:
    """Return those of these responses that their authors let us publish, and that count."""
    query = select(Submission).where(Submission.id.in_(numbers)).order_by(Submission.id)
    return [row.id for row in session.scalars(query) if may_be_decided(row)]


def may_be_decided(submission: Submission) -> bool:
    """Whether its author lets a response be published, and it counts."""
    return submission.status == Status.SUBMITTED and consent_of(submission.answers) != REFUSED


def publish(session: Session, actor: Actor, activity: Activity, numbers: Collection[int]) -> None:
    """Publish those of these responses that may be; the caller records the event.

    Raises `Conflict` while people can take part.
    """
    require_closed(session, activity)
    found = publishable(session, numbers, is_locked=True)
    # Responses first, then the activity: whoever changes a response locks them in this order too.
    lock_row(session, activity)
    keys = _keys(session, activity.id)
    for row in found.values():
        _decide(session, actor, row.id, Standing.PUBLISHED)
        _write_texts(session, row, keys)
    session.flush()
    let_out(session, activity)


def hold(session: Session, actor: Actor, activity: Activity, numbers: Collection[int], code: str, words: str) -> None:
    """Hold those of these responses back that may be published, with a reason; the caller records the event."""
    begin_write(session)
    query = select(Submission).where(Submission.activity_id == activity.id, Submission.id.in_(numbers))
    rows = session.scalars(query.order_by(Submission.id).with_for_update()).all()
    public = _published_among(session, numbers)
    for row in rows:
        if may_be_decided(row):
            publication = _decide(session, actor, row.id, Standing.HELD)
            publication.held_code, publication.held_words = code, words
    _put_away(session, numbers)
    _follow_unpublished(session, public)


def decide_as_before(session: Session, actor: Actor, activity: Activity, before: Mapping[int, str]) -> None:
    """Let each response stand as it did: published, held back for the reason it had, or undecided."""
    published = [number for number, standing in before.items() if standing == Standing.PUBLISHED]
    held = [number for number, standing in before.items() if standing == Standing.HELD]
    undecided = [number for number, standing in before.items() if not standing]
    public = _published_among(session, [*held, *undecided])
    _forget(session, undecided)
    for number in held:
        _decide(session, actor, number, Standing.HELD)
    _put_away(session, held)
    _follow_unpublished(session, public)
    if published:
        publish(session, actor, activity, published)


def publish_response(session: Session, actor: Actor, activity: Activity, submission: Submission) -> None:
    """Publish one response; raises `Conflict` with the reason when it may not be."""
    require_desk(session, activity, submission.id)
    require_closed(session, activity)
    _require_consent(submission)
    if submission.id not in publishable(session, [submission.id]):
        raise Conflict(_("This response has no text that may be published, or nobody has read it."))
    publish(session, actor, activity, [submission.id])
    record(session, ResponsePublished(consultation_id=activity.consultation_id, submission_id=submission.id), actor)


def hold_response(
    session: Session, actor: Actor, activity: Activity, submission: Submission, code: str, words: str
) -> None:
    """Hold one response back; raises `Invalid` without a reason in code and words."""
    require_desk(session, activity, submission.id)
    if code not in HELD_REASONS:
        raise Invalid(fields={"code": _("Select a reason")})
    if not words.strip():
        raise Invalid(fields={"words": _("Say why in your own words")})
    _require_consent(submission)
    hold(session, actor, activity, [submission.id], code, words.strip())
    event = ResponseHeld(consultation_id=activity.consultation_id, submission_id=submission.id, code=code)
    record(session, event, actor)


def reopen_response(session: Session, actor: Actor, activity: Activity, submission: Submission) -> None:
    """Take back what was decided about a response: the public reads it no more; doing it again changes nothing."""
    require_desk(session, activity, submission.id)
    lock_row(session, submission)
    if session.get(Publication, submission.id) is not None:
        public = _published_among(session, [submission.id])
        _forget(session, [submission.id])
        _follow_unpublished(session, public)
        event = PublicationReopened(consultation_id=activity.consultation_id, submission_id=submission.id)
        record(session, event, actor)


def narrow_consent(session: Session, code: str, choice: str) -> None:
    """Let the author of a response take back consent to publish it, or to be named; it holds at once.

    Raises `Gone` for an unknown code, `Conflict` for a response that does not count, and `Invalid` for wider consent.
    """
    begin_write(session)
    submission = session.scalar(select(Submission).where(Submission.code_hash == tokens.digest(code)).with_for_update())
    if submission is None:
        raise Gone(_("We do not know this code. Check it and try again."), title=_("We do not know this code"))
    if submission.status != Status.SUBMITTED:
        raise Conflict(_("This response was withdrawn or excluded, so nothing of it is published."))
    given = consent_of(submission.answers)
    if choice == given:
        return
    if choice not in NARROWER.get(given, ()):
        raise Invalid(fields={"choice": _("Select what we may do with your words from now on")})
    activity = session.get_one(Activity, submission.activity_id)
    answers = {key: answer for key, answer in submission.answers.items() if key != NAME_KEY} | {CONSENT_KEY: choice}
    event = ConsentNarrowed(consultation_id=activity.consultation_id, activity_id=activity.id)
    revise(session, activity, submission, Cause.CONSENT, event=event, answers=answers)
    _follow_consent(session, activity, submission, choice)


def _follow_consent(session: Session, activity: Activity, submission: Submission, choice: str) -> None:
    publication = session.get(Publication, submission.id)
    if publication is None:
        return
    if choice == REFUSED:
        _forget(session, [submission.id])
        return
    # Under their old references the texts were read with a name, so they get new ones.
    session.execute(delete(PublishedText).where(PublishedText.submission_id == submission.id))
    if publication.standing == Standing.PUBLISHED:
        _write_texts(session, submission, _keys(session, activity.id))
        session.flush()
        let_out(session, activity)


def follow_revision(session: Session, revision: Revised) -> None:
    """Take what is published of a response away when it is withdrawn, erased, said otherwise or not counted.

    What is redacted is read redacted, since only the response itself keeps the words.
    """
    if revision.is_forgotten or revision.is_new:
        _forget(session, [revision.submission_id])
    elif session.get_one(Submission, revision.submission_id).status != Status.SUBMITTED:
        _put_away(session, [revision.submission_id])


def let_out(session: Session, activity: Activity) -> None:
    """Let the public read texts without a name that wait, once enough responses wait to hide which belong together."""
    waiting = (
        select(PublishedText.submission_id)
        .join(Submission, Submission.id == PublishedText.submission_id)
        .join(Publication, Publication.submission_id == PublishedText.submission_id)
        .where(
            PublishedText.activity_id == activity.id,
            PublishedText.is_out.is_(False),
            Submission.status == Status.SUBMITTED,
            Submission.answers[CONSENT_KEY].as_string() == UNNAMED,
            Publication.standing == Standing.PUBLISHED,
        )
        .distinct()
    )
    number = session.scalar(select(func.count()).select_from(waiting.subquery())) or 0
    if number >= COMPANY or (number and len(_keys(session, activity.id)) == 1):
        out = update(PublishedText).where(PublishedText.submission_id.in_(waiting)).values(is_out=True)
        session.execute(out, execution_options={"synchronize_session": "fetch"})


def _keys(session: Session, activity_id: int) -> list[str]:
    return keys_of(public_questions(session, session.get_one(Activity, activity_id)))


def _require_consent(submission: Submission) -> None:
    if not may_be_decided(submission):
        raise Conflict(_("Whoever sent this does not let us publish it, or it does not count."))


def _decide(session: Session, actor: Actor, submission_id: int, standing: Standing) -> Publication:
    publication = session.get(Publication, submission_id)
    if publication is None:
        publication = Publication(submission_id=submission_id, held_words="")
        session.add(publication)
    publication.standing = standing
    publication.decided_at, publication.decided_by_id = database_now(session), actor.person_id
    return publication


def _published_among(session: Session, numbers: Collection[int]) -> list[int]:
    return [
        row.submission_id for row in publications_among(session, numbers).values() if row.standing == Standing.PUBLISHED
    ]


def _follow_unpublished(session: Session, numbers: Collection[int]) -> None:
    session.flush()
    for number in numbers:
        follow_publication(session, session.get_one(Submission, number))


def _write_texts(session: Session, submission: Submission, keys: Sequence[str]) -> None:
    query = select(PublishedText.key).where(PublishedText.submission_id == submission.id)
    known = set(session.scalars(query))
    for key in keys:
        if key not in known and submission.answers.get(key):
            session.add(
                PublishedText(
                    reference=tokens.new_reference(PREFIX),
                    activity_id=submission.activity_id,
                    submission_id=submission.id,
                    key=key,
                    is_out=False,
                )
            )


def _put_away(session: Session, numbers: Collection[int]) -> None:
    of_these = PublishedText.submission_id.in_(numbers)
    # Many responses are excluded one after another, and hardly any was ever published.
    if session.execute(select(PublishedText.reference).where(of_these).limit(1)).first() is not None:
        session.execute(update(PublishedText).where(of_these).values(is_out=False))


def _forget(session: Session, numbers: Collection[int]) -> None:
    for model in (PublishedText, Publication):
        session.execute(delete(model).where(model.submission_id.in_(numbers)))


def standings_of(session: Session, numbers: Collection[int]) -> dict[int, str]:
    """Return what was decided about publishing each of these responses; an empty word where nothing was."""
    decided = publications_among(session, numbers)
    return {number: str(decided[number].standing) if number in decided else "" for number in numbers}
