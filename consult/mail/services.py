"""Writing to people: stored in the transaction of the reason for it, delivered by a job."""

import smtplib
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import urlsplit

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.config import Settings
from consult.contract.deployment import deployment_of
from consult.jobs.models import Job
from consult.jobs.services import enqueue
from consult.kernel import tokens
from consult.kernel.addresses import read_address
from consult.kernel.authz import Actor
from consult.kernel.crypto import KeyRing
from consult.kernel.db import database_now, database_of
from consult.kernel.errors import Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.text import clean_line, clean_text
from consult.mail.models import MailMessage, MailState

LARGEST_FILES = 5_000_000
"""How many bytes the files of one mail have together: what mail servers take, and what is kept sealed until then."""


@dataclass(frozen=True)
class AttachedFile:
    """A file that goes with a mail."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Letter:
    """What a mail says, and to whom; `files` have name, type and content in Base64."""

    to: str
    subject: str
    body: str
    files: list[tuple[str, str, str]] = field(default_factory=list)


def send_mail(
    session: Session,
    *,
    to: str,
    subject: str,
    body: str,
    caused_by: Actor | None = None,
    news: str = "",
    files: Sequence[AttachedFile] = (),
) -> MailMessage:
    """Write a mail in the caller's transaction; it leaves soon after the commit, and never without it.

    Whoever caused it is told when the mail server refuses it. `news` names what it tells of, for `is_told`. Raises
    `Invalid` for what is no email address, and for `files` that are too large together.
    """
    if sum(len(file.content) for file in files) > LARGEST_FILES:
        raise Invalid(_("These files are too large to send by email."))
    keys = database_of(session).keys
    at = database_now(session)
    packed = [(file.name, file.media_type, b64encode(file.content).decode()) for file in files]
    letter = Letter(to=read_address(to), subject=clean_line(subject), body=clean_text(body), files=packed)
    row_id = tokens.new_secret()[:32]
    mail = MailMessage(
        id=row_id,
        recipient_hash=recipient_hashes(keys, letter.to)[0],
        news_hash=_news_hashes(keys, news, letter.to)[0] if news else None,
        sealed=keys.seal(orjson.dumps(asdict(letter)), table="mail_message", row=row_id, column="sealed"),
        caused_by_id=caused_by.person_id if caused_by else None,
        message_id=f"<{row_id}@{_domain(deployment_of(session).settings)}>",
        created_at=at,
    )
    session.add(mail)
    session.flush()
    enqueue(session, "mail.deliver", key=f"mail:{row_id}", mail_id=row_id)
    return mail


def recipient_hashes(keys: KeyRing, address: str) -> list[str]:
    """Return the keyed digests under which mail to an address is found, the newest first."""
    return keys.digests("mail-recipient", address.strip().lower())


def is_told(session: Session, news: str, address: str) -> bool:
    """Whether a mail to this address told of this news already, for whichever reason it was written."""
    hashes = _news_hashes(database_of(session).keys, news, address)
    return session.scalar(select(MailMessage.id).where(MailMessage.news_hash.in_(hashes)).limit(1)) is not None


def _news_hashes(keys: KeyRing, news: str, address: str) -> list[str]:
    return keys.digests("mail-news", news, address.strip().lower())


def read_letter(keys: KeyRing, mail: MailMessage) -> Letter | None:
    """Return what a mail says; `None` once it has left."""
    if mail.sealed is None:
        return None
    return Letter(**orjson.loads(keys.open(mail.sealed, table="mail_message", row=mail.id, column="sealed")))


def deliver(session: Session, job: Job, *, mail_id: str) -> str | None:
    """Hand a mail to the mail server: the job `mail.deliver`.

    It may arrive twice when this process dies between the server's yes and our commit; its Message-ID stays the same,
    so that mail programs show it once. What the server refuses for good is not tried again.
    """
    mail = session.get(MailMessage, mail_id)
    if mail is None:
        return None
    letter = read_letter(database_of(session).keys, mail)
    if letter is None:
        return None
    try:
        deployment_of(session).transport(_message(deployment_of(session).settings, mail, letter))
    except (smtplib.SMTPException, ValueError) as error:
        if not _is_final(error):
            raise
        _keep_refused(session, mail, letter)
        return _("The mail server refused this email. The person who caused it finds it under “Waiting for you”.")
    mail.state, mail.sealed, mail.sent_at = MailState.SENT, None, database_now(session)
    return None


def dismiss_refusal(session: Session, mail: MailMessage) -> None:
    """Forget to whom a refused mail was addressed, once whoever caused it has seen it."""
    mail.sealed = None
    session.flush()


def _keep_refused(session: Session, mail: MailMessage, letter: Letter) -> None:
    mail.state, mail.sealed = MailState.REFUSED, None
    if mail.caused_by_id is not None:
        # What it said may hold a link that lets somebody in; to whom it went is all that its sender needs.
        kept = Letter(to=letter.to, subject=letter.subject, body="")
        sealed = database_of(session).keys.seal(
            orjson.dumps(asdict(kept)), table="mail_message", row=mail.id, column="sealed"
        )
        mail.sealed = sealed


def _is_final(error: smtplib.SMTPException | ValueError) -> bool:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ignored in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code >= 500 and not isinstance(error, smtplib.SMTPAuthenticationError)
    # An address or subject that cannot be written down for a mail server never can.
    return isinstance(error, ValueError | smtplib.SMTPNotSupportedError)


def _message(settings: Settings, mail: MailMessage, letter: Letter) -> EmailMessage:
    message = EmailMessage()
    message["From"] = settings.mail.sender
    message["To"] = Address(addr_spec=letter.to)
    message["Reply-To"] = settings.council.contact_email
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(mail.created_at)
    message["Message-ID"] = mail.message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.body)
    for name, media_type, content in letter.files:
        main, _slash, sub = media_type.partition(";")[0].partition("/")
        message.add_attachment(b64decode(content), maintype=main, subtype=sub, filename=name)
    return message


def _domain(settings: Settings) -> str:
    return urlsplit(settings.base_url).hostname or "localhost"
