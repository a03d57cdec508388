"""Following a row by email: asked for, confirmed from the mail, told in batches, stopped by a link in each."""

import secrets
from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.contract.deployment import address_of, in_each_language
from consult.contract.references import Link, Reference
from consult.follows.events import FollowConfirmed, FollowStopped
from consult.follows.models import Follow
from consult.follows.queries import address_hashes, followers_of, public_link
from consult.jobs.models import Job
from consult.jobs.services import enqueue
from consult.kernel import tokens
from consult.kernel.authz import ANONYMOUS
from consult.kernel.db import begin_write, database_now, lock_row
from consult.kernel.messages import gettext as _
from consult.kernel.messages import spoken
from consult.mail.sealed_addresses import seal_address, stop_secret, stop_token, write_to
from consult.mail.services import send_mail

SEND = "follows.send"
BATCH = 200


def ask_to_follow(session: Session, reference: Reference, link: Link, email: str) -> Follow:
    """Keep an address that wants to follow a row, and mail it the link that confirms it.

    Asking twice keeps it once; one that is confirmed already gets no further mail.
    """
    hashes = address_hashes(session, email)
    begin_write(session)
    of_row = (Follow.kind == reference.kind, Follow.subject_id == reference.id)
    found = session.scalar(select(Follow).where(*of_row, Follow.address_hash.in_(hashes)))
    if found is None:
        row_id = secrets.token_hex(16)
        found = Follow(
            id=row_id,
            kind=reference.kind,
            subject_id=reference.id,
            address_hash=hashes[0],
            contact_sealed=seal_address(session, Follow.__tablename__, row_id, email),
            stop_hash=tokens.digest(stop_secret(session, row_id)),
            asked_at=database_now(session),
        )
        session.add(found)
    elif found.stopped_at is not None:
        found.stopped_at, found.confirmed_at, found.asked_at = None, None, database_now(session)
    if found.confirmed_at is None:
        found.language = spoken().tag
    session.flush()
    if found.confirmed_at is None:
        _mail_confirmation(session, found, link, email)
    return found


def confirm_follow(session: Session, follow: Follow) -> None:
    """Write to this address from now on: whoever opened the link reads its mail; confirming twice changes nothing."""
    lock_row(session, follow)
    if follow.is_running:
        return
    follow.confirmed_at, follow.stopped_at = database_now(session), None
    session.flush()
    record(session, FollowConfirmed(kind=follow.kind, subject_id=follow.subject_id), by=ANONYMOUS)


def stop_follow(session: Session, follow: Follow) -> None:
    """Send no more mail about this row to this address; stopping twice changes nothing."""
    lock_row(session, follow)
    if follow.stopped_at is not None:
        return
    follow.stopped_at = database_now(session)
    session.flush()
    record(session, FollowStopped(kind=follow.kind, subject_id=follow.subject_id), by=ANONYMOUS)


def tell_followers(
    session: Session, reference: Reference, write: Callable[[], tuple[str, str]], *, key: str | None = None
) -> None:
    """Ask for one mail to each address that follows a row; `key` makes it once only.

    `write` returns subject and text, and is called in each language that the deployment speaks. The mails
    leave in batches after the transaction has committed, and only if everybody may read the row by then.
    """
    if session.scalar(followers_of(reference, "").limit(1)) is None:
        return
    mails = in_each_language(session, write)
    enqueue(session, SEND, key=key, kind=reference.kind, number=reference.id, mails=mails, after="")


def send_batch(
    session: Session, _job: Job, *, kind: str, number: int, mails: Mapping[str, Sequence[str]], after: str
) -> str:
    """Write a batch of mails and ask for the next one: the job `follows.send`."""
    reference = Reference(kind, number)
    link = public_link(session, reference)
    if link is None:
        return _("Nobody was written to: it is not public.")
    batch = session.scalars(followers_of(reference, after).limit(BATCH)).all()

    def why() -> str:
        return _("You get this because you asked to follow: %(title)s.", title=link.title)

    written = sum(write_to(session, follow, mails, place="follow/stop", why=why) for follow in batch)
    if len(batch) == BATCH:
        enqueue(session, SEND, kind=kind, number=number, mails=mails, after=batch[-1].id)
    return _("%(written)s people were written to.", written=f"{written:,}")


def _mail_confirmation(session: Session, follow: Follow, link: Link, email: str) -> None:
    address = address_of(session, f"/follow/confirm/{stop_token(session, follow)}")
    body = _(
        "Somebody asked us to write to this address when something happens to: %(title)s\n"
        "\n"
        "If that was you, confirm it here: %(address)s\n"
        "\n"
        "If it was not, you need not do anything: we will not write again, and delete your address within 7 days.",
        title=link.title,
        address=address,
    )
    send_mail(session, to=email, subject=_("Confirm that you want to follow this by email"), body=body)
