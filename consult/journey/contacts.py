"""Writing to people who answered: their code, a copy, and a list of who wants news, kept apart from the answers."""

import secrets
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.deployment import address_of
from consult.journey.services import SentResponse
from consult.kernel import tokens
from consult.kernel.db import begin_write, database_now, database_of
from consult.kernel.messages import gettext as _
from consult.kernel.messages import spoken
from consult.mail.sealed_addresses import seal_address, stop_secret
from consult.mail.services import send_mail
from consult.submissions.models import Participation, Submission


def mail_code(session: Session, email: str, title: str, code: str, closes: str) -> None:
    """Email the code that finds a draft again; `closes` says until when answers are taken."""
    body = _(
        "You saved your answers to “%(title)s”.\n"
        "\n"
        "Your code is %(code)s\n"
        "\n"
        "To go on, open %(address)s on any device and enter the code. Keep the code private: "
        "anybody who has it can read and change your answers.\n"
        "\n"
        "Send your answers before %(closes)s: only then do they count. We keep unfinished answers "
        "for 60 days.",
        title=title,
        code=code,
        address=address_of(session, "/take-part/return"),
        closes=closes,
    )
    send_mail(session, to=email, subject=_("Your code to go on with “%(title)s”", title=title), body=body)


def mail_address_link(session: Session, email: str, title: str, link: str) -> None:
    """Email the link with which somebody shows that the address is theirs, before they answer."""
    body = _(
        "Somebody asked to answer “%(title)s” with this email address.\n"
        "\n"
        "If that was you, open this link within 24 hours, on the device on which you want to answer: "
        "%(link)s\n"
        "\n"
        "Each address can answer once. We keep that it did apart from the answers. If it was not you, "
        "you need not do anything.",
        title=title,
        link=link,
    )
    send_mail(session, to=email, subject=_("Confirm your email address to answer “%(title)s”", title=title), body=body)


def mail_reference(session: Session, email: str, title: str, sent: Submission | SentResponse, code: str) -> None:
    """Email the reference and the code of what was sent; the answers stay behind the code, whoever reads the mail."""
    body = _(
        "Thank you for your response to “%(title)s”.\n"
        "\n"
        "Your reference is %(reference)s. With it you can read what happened to your response: "
        "%(address)s\n"
        "\n"
        "Your private code is %(code)s. With it you can read your answers, and until the "
        "consultation closes change or withdraw them: %(address_2)s",
        title=title,
        reference=sent.reference,
        address=address_of(session, f"/responses/{sent.reference}"),
        code=code,
        address_2=address_of(session, "/take-part/return"),
    )
    send_mail(session, to=email, subject=_("Your response %(reference)s", reference=sent.reference), body=body)


def ask_for_news(session: Session, activity_id: int, email: str) -> Participation:
    """Keep an address that wants news of an activity, and mail it the link that confirms it.

    Asking twice keeps it once; one that is confirmed already gets no further mail.
    """
    hashes = subject_hashes(session, email)
    begin_write(session)
    found, known = _kept(session, activity_id, hashes)
    at = database_now(session)
    if found is None:
        row_id = secrets.token_hex(16)
        found = Participation(
            id=row_id,
            activity_id=activity_id,
            # One address has one hash in a consultation, or it would be written to twice after a change of keys.
            subject_hash=known[0].subject_hash if known else hashes[0],
            contact_sealed=seal_address(session, Participation.__tablename__, row_id, email),
            stop_hash=tokens.digest(stop_secret(session, row_id)),
            asked_at=at,
        )
        session.add(found)
    elif found.stopped_at is not None:
        found.stopped_at, found.confirmed_at, found.asked_at = None, None, at
    if found.confirmed_at is None:
        found.language = spoken().tag
    session.flush()
    if found.confirmed_at is None:
        _mail_confirmation(session, found, email)
    return found


def _kept(
    session: Session, activity_id: int, hashes: Sequence[str]
) -> tuple[Participation | None, Sequence[Participation]]:
    """Return what is kept of an address in an activity, and in all activities of its consultation."""
    consultation = select(Activity.consultation_id).where(Activity.id == activity_id).scalar_subquery()
    known = session.scalars(
        select(Participation)
        .join(Activity, Activity.id == Participation.activity_id)
        .where(Activity.consultation_id == consultation, Participation.subject_hash.in_(hashes))
    ).all()
    return next((kept for kept in known if kept.activity_id == activity_id), None), known


def _mail_confirmation(session: Session, asked: Participation, email: str) -> None:
    activity = session.get_one(Activity, asked.activity_id)
    title, link = activity.consultation.title, address_of(session, f"/news/{stop_secret(session, asked.id)}")
    body = _(
        "Somebody asked us to send news of the consultation “%(title)s” to this address.\n"
        "\n"
        "If that was you, confirm it here: %(link)s\n"
        "\n"
        "If it was not, you need not do anything: we will not write again, and delete your address "
        "within 7 days.",
        title=title,
        link=link,
    )
    send_mail(session, to=email, subject=_("Confirm that you want news of “%(title)s”", title=title), body=body)


def subject_hashes(session: Session, email: str) -> list[str]:
    """Return the digests under which an address that wants news may be kept, the newest first."""
    return database_of(session).keys.digests("participation", email.strip().lower())
