"""Telling those who took part what changed, one mail each, with a link that stops it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.citations.queries import reference_to
from consult.consultations.events import ConsultationChanged, ConsultationOpened
from consult.consultations.lifecycle import is_open_at
from consult.consultations.models import Activity, Change, Consultation
from consult.contract.deployment import address_of, in_each_language
from consult.follows.services import Letters, keep_news, send_facts, send_letters, tell_followers
from consult.jobs.models import Job
from consult.jobs.services import enqueue
from consult.kernel.authz import ANONYMOUS
from consult.kernel.db import database_now, lock_row
from consult.kernel.formats import local_datetime
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.mail.sealed_addresses import write_to
from consult.notifications.events import NewsConfirmed, NewsStopped
from consult.notifications.queries import consultation_of, same_person, wanting_news
from consult.submissions.models import Participation

SEND = "notifications.send"
BATCH = 200
WHY = _l("You get this because you took part and asked for news.")


Write = Callable[[], tuple[str, str]]
"""Returns subject and text of a mail; called in each language that the deployment speaks."""


def tell_everybody(
    session: Session, consultation: Consultation, to_participants: Write, to_followers: Write, *, key: str
) -> None:
    """Tell those who took part, and then those who follow: by one mail to each address; `key` makes it once only."""
    activity_ids = session.scalars(select(Activity.id).where(Activity.consultation_id == consultation.id)).all()
    letters = keep_news(session, reference_to(consultation), to_followers, key=f"follows.send:{key}")
    if letters is None:
        return
    if activity_ids:
        notify_participants(session, activity_ids, to_participants, key=f"{SEND}:{key}", before=letters)
    elif letters.has_readers:
        send_letters(session, letters)


def notify_participants(
    session: Session,
    activity_ids: Sequence[int],
    write: Write,
    *,
    key: str | None = None,
    before: Letters | None = None,
) -> Job | None:
    """Ask for one mail to each address that took part in these activities and wants news; `key` makes it once only.

    The mails leave in batches after the transaction has committed. Each ends with a link that stops further mail.
    Once all are written, the letters leave that come after them, to those who were not told.
    """
    if not activity_ids:
        return None
    mails = in_each_language(session, write)
    then = before.facts if before is not None and before.has_readers else None
    news = before.news if before is not None else ""
    return enqueue(session, SEND, key=key, activity_ids=list(activity_ids), mails=mails, after="", news=news, then=then)


def send_batch(
    session: Session,
    _job: Job,
    *,
    activity_ids: list[int],
    mails: Mapping[str, Sequence[str]],
    after: str,
    news: str = "",
    then: Mapping[str, Any] | None = None,
) -> str:
    """Write a batch of mails and ask for the next one, or for the letters after them: the job `notifications.send`."""
    batch = session.scalars(wanting_news(activity_ids, after).limit(BATCH)).all()
    written = sum(write_to(session, row, mails, place="stop", why=lambda: str(WHY), news=news) for row in batch)
    if len(batch) == BATCH:
        last = batch[-1].subject_hash
        enqueue(session, SEND, activity_ids=activity_ids, mails=mails, after=last, news=news, then=then)
    elif then is not None:
        send_facts(session, then)
    return _("%(written)s people were written to.", written=f"{written:,}")


def confirm_news(session: Session, participation: Participation) -> None:
    """Write to this address from now on: whoever opened the link reads its mail; confirming twice changes nothing."""
    lock_row(session, participation)
    if participation.confirmed_at is not None and participation.stopped_at is None:
        return
    participation.confirmed_at, participation.stopped_at = database_now(session), None
    session.flush()
    consultation = session.scalars(consultation_of(participation)).one()
    record(session, NewsConfirmed(consultation_id=consultation.id), by=ANONYMOUS)


def stop_news(session: Session, participation: Participation) -> None:
    """Send no more mail about this consultation to this address; stopping twice changes nothing."""
    lock_row(session, participation)
    if participation.stopped_at is not None:
        return
    now = database_now(session)
    for other in session.scalars(same_person(participation)).all():
        other.stopped_at = other.stopped_at or now
    session.flush()
    consultation = session.scalars(consultation_of(participation)).one()
    record(session, NewsStopped(consultation_id=consultation.id), by=ANONYMOUS)


def tell_of_change(session: Session, event: ConsultationChanged) -> None:
    """Answer to a material change after opening: tell those who took part."""
    if not event.is_material:
        return
    change = session.get_one(Change, event.change_id)
    consultation = session.get_one(Consultation, change.consultation_id)

    def to_participants() -> tuple[str, str]:
        subject = _("%(what)s: %(title)s", what=_WHAT[change.kind], title=consultation.title)
        return subject, _body(session, consultation, change)

    def to_followers() -> tuple[str, str]:
        subject = _("%(what)s: %(title)s", what=CHANGED[change.kind], title=consultation.title)
        return subject, _told_to_followers(session, consultation, change)

    tell_everybody(session, consultation, to_participants, to_followers, key=f"change:{change.id}")


def tell_of_opening(session: Session, event: ConsultationOpened) -> None:
    """Answer to an opening: tell those who follow the consultation, or its ward."""
    consultation = session.get_one(Consultation, event.consultation_id)

    def to_followers() -> tuple[str, str]:
        address = address_of(session, f"/consultations/{consultation.slug}")
        said = _("A consultation is open. Read it and take part: %(address)s", address=address)
        return _("Open: %(title)s", title=consultation.title), said

    key = f"follows.send:opened:{consultation.id}"
    tell_followers(session, reference_to(consultation), to_followers, key=key)


_WHAT = {
    "text": _l("A consultation you answered has changed"),
    "documents": _l("The documents of a consultation you answered have changed"),
    "questions": _l("The questions of a consultation you answered have changed"),
    "extension": _l("You have more time"),
    "early_close": _l("Closed early"),
}


CHANGED = {
    "text": _l("Changed"),
    "documents": _l("Documents changed"),
    "questions": _l("Questions changed"),
    "extension": _l("Open for longer"),
    "early_close": _l("Closed early"),
}


def _told_to_followers(session: Session, consultation: Consultation, change: Change) -> str:
    return _(
        "The reason given is:\n\n%(reason)s\n\nSee what was before and what is now: %(address)s",
        reason=change.reason,
        address=_address(session, consultation, change),
    )


def _address(session: Session, consultation: Consultation, change: Change) -> str:
    return address_of(session, f"/consultations/{consultation.slug}/changes/{change.number}")


def _body(session: Session, consultation: Consultation, change: Change) -> str:
    lines = [
        _("You took part in the consultation “%(title)s”.", title=consultation.title),
        _("%(what)s. The reason given is:\n\n%(reason)s", what=_WHAT[change.kind], reason=change.reason),
        _(
            "See what was before and what is now: %(address)s",
            address=_address(session, consultation, change),
        ),
    ]
    if is_open_at(consultation, database_now(session)) and consultation.closes_at is not None:
        lines.append(
            _(
                "A response that you sent can be changed or withdrawn until %(closes_at)s, with your "
                "private code: %(address)s",
                closes_at=local_datetime(consultation.closes_at),
                address=address_of(session, "/take-part/return"),
            )
        )
    return "\n\n".join(lines)
