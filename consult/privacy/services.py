"""Finding, handing over and erasing one person's data, in the core and in every plugin; and what runs out by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.accounts.queries import person_by_email
from consult.audit.services import record
from consult.contract.deployment import deployment_of
from consult.contract.plugin import PersonalData
from consult.kernel import clock, tokens
from consult.kernel.authz import Actor
from consult.kernel.errors import Conflict, Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.privacy import events
from consult.records.erasures import ADDRESS, record_erasure
from consult.submissions.models import Submission
from consult.submissions.personal_data import collect_submission, erase_submission

IDENTITY_CHECKS = {
    "same_address": _l("They wrote from the email address in question"),
    "private_code": _l("They gave the private code of the response"),
    "document": _l("They showed an identity document"),
    "known": _l("They are known to us in person"),
}


@dataclass(frozen=True)
class Subject:
    """Whose data it is about: an email address, with the account it has if any, or one response."""

    typed: str
    email: str = ""
    person: Person | None = None
    submission: Submission | None = None

    @property
    def kind(self) -> str:
        """What sort of subject it is, as the audit log tells it."""
        if self.submission is not None:
            return _("response %(reference)s", reference=self.submission.reference)
        return "account" if self.person is not None else _("email address")


def find_subject(session: Session, typed: str) -> Subject:
    """Return whose data is meant by an email address or a response's reference; raises `Invalid` when there is none."""
    if "@" in typed:
        email = typed.strip().lower()
        subject = Subject(typed, email=email, person=session.scalar(person_by_email(email)))
    else:
        reference = tokens.read_code(typed)
        subject = Subject(typed, submission=session.scalar(select(Submission).where(Submission.reference == reference)))
    if not collect(session, subject):
        raise Invalid(fields={"subject": _("We hold nothing under this address or reference. Check how it is written")})
    return subject


def collect(session: Session, subject: Subject) -> dict[str, Any]:
    """Return all that is held, by what it is."""
    held: dict[str, Any] = {}
    if subject.submission is not None:
        held["response"] = dict(collect_submission(session, subject.submission.id))
    for data in _personal_data(session):
        if subject.person is not None:
            held.update(_filled(data.collect(session, subject.person.id)))
        if subject.email and data.collect_address is not None:
            held.update(_filled(data.collect_address(session, subject.email)))
    return held


def amount(held: object) -> int:
    """Return how many records a kind of data is: a count, a list of them, or one."""
    if isinstance(held, int) and not isinstance(held, bool):
        return held
    return len(held) if isinstance(held, list | tuple | set | frozenset) else 1


def hand_over(session: Session, actor: Actor, subject: Subject, checked_by: str) -> dict[str, Any]:
    """Return all that is held on a subject as one document, and put it in the audit log that it was handed over."""
    held = collect(session, subject)
    record(
        session,
        events.PersonalDataHandedOver(
            subject=subject.kind, checked_by=checked_by, person_id=subject.person.id if subject.person else None
        ),
        by=actor,
    )
    council = deployment_of(session).settings.council
    return {
        "about": subject.email or (subject.submission.reference if subject.submission else ""),
        "held_by": council.name,
        "contact": council.contact_email,
        "made_at": clock.now().isoformat(),
        "data": held,
    }


def _erase_from(session: Session, data: PersonalData, subject: Subject) -> int:
    rows = data.erase(session, subject.person.id) if subject.person is not None else 0
    if subject.email and data.erase_address is not None:
        rows += data.erase_address(session, subject.email)
    return rows


def erase(session: Session, actor: Actor, subject: Subject, checked_by: str, *, listed_as: str = "") -> int:
    """Erase all that is held on a subject, and put it in the audit log; return how many records it was.

    Of a response a row without content stays, so that counts stay honest. What somebody did in office stays on the
    record without their name, and in the audit log. `listed_as` is the line of the list that is done again.
    """
    if subject.person is not None and subject.person.id == actor.person_id:
        raise Conflict(_("You cannot erase your own account. Ask another administrator to do it."))
    rows = erase_submission(session, subject.submission.id) if subject.submission is not None else 0
    rows += sum(_erase_from(session, data, subject) for data in reversed(_personal_data(session)))
    if subject.email and not listed_as:
        listed_as = record_erasure(session, ADDRESS, subject.email)
    record(
        session,
        events.PersonalDataErased(
            subject=subject.kind,
            listed_as=listed_as,
            checked_by=checked_by,
            rows=rows,
            person_id=subject.person.id if subject.person else None,
        ),
        by=actor,
    )
    return rows


def purge_expired(session: Session) -> int:
    """Delete what has run out, in the core and in every plugin, and return how much it was."""
    return sum(data.purge(session) for data in _personal_data(session) if data.purge is not None)


def _personal_data(session: Session) -> tuple[PersonalData, ...]:
    found: tuple[PersonalData, ...] = deployment_of(session).registry.personal_data
    return found


def _filled(held: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in held.items() if value}
