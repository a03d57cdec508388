"""What people are written about evidence: that something happened and where to read it, never what it says."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.sdk.access import ANONYMOUS, Role
from consult.sdk.activities import Activity
from consult.sdk.database import address_of, clock
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.people import Membership, Person, people, send_mail, speaking_to
from consult.sdk.references import Reference, links
from consult.sdk.texts import say_date
from plugins.impact.models import Evidence
from plugins.impact.procedure import PUBLISHED


def tell_of_receipt(session: Session, evidence: Evidence) -> None:
    """Write to the members that the evidence arrived, and to the officers that it waits to be read."""
    if evidence.was_entered:
        said = _l(
            "A council officer entered evidence for your group. An officer reads it next. You can see where it stands, "
            "add to it or withdraw it."
        )
    else:
        said = _l(
            "We have your evidence. An officer reads it next. You can see where it stands, add to it or withdraw it."
        )
    _write(session, evidence, _l("We have evidence %(reference)s from your group", reference=evidence.reference), said)
    tell_officers(
        session,
        evidence,
        _l("Evidence %(reference)s was sent and waits to be read", reference=evidence.reference),
    )


def tell_of_question(session: Session, evidence: Evidence) -> None:
    """Write to the members that an officer asks something."""
    said = _l("A council officer has a question about the evidence that your group sent. Any of you can answer it.")
    _write(session, evidence, _l("A question about your evidence %(reference)s", reference=evidence.reference), said)


def tell_of_answer(session: Session, evidence: Evidence) -> None:
    """Write to the members that the council said what it did because of their evidence."""
    said = _l("The council has answered the evidence that your group sent.")
    _write(session, evidence, _l("An answer to your evidence %(reference)s", reference=evidence.reference), said)


def tell_of_scope(session: Session, evidence: Evidence) -> None:
    """Write to the members that their evidence is out of scope, and that they may appeal."""
    said = _l(
        "Two council officers found that the evidence your group sent is outside the scope of this consultation. "
        "You can read why. If you disagree, your group can appeal once, and another officer decides."
    )
    _write(session, evidence, _l("Your evidence %(reference)s is out of scope", reference=evidence.reference), said)


def tell_of_appeal(session: Session, evidence: Evidence, *, is_allowed: bool) -> None:
    """Write to the members how their appeal was decided."""
    if is_allowed:
        said = _l("An officer has allowed your appeal. Your evidence is looked at again.")
    else:
        said = _l("An officer has dismissed your appeal. Your evidence stays out of scope. You can read why.")
    _write(session, evidence, _l("Your appeal about evidence %(reference)s", reference=evidence.reference), said)


def tell_of_publication(session: Session, evidence: Evidence) -> None:
    """Write to the members that the public can read their evidence now."""
    said = _l("The council has published the evidence of your group as you chose. You can change who may read it.")
    _write(session, evidence, _l("Your evidence %(reference)s is published", reference=evidence.reference), said)


def tell_of_refused_file(session: Session, evidence: Evidence) -> None:
    """Write to the members that a file of evidence that was sent is not accepted."""
    said = _l(
        "A file of the evidence that your group sent could not be accepted, so nobody can open it. You can read why. "
        "You can add to the evidence, with another file."
    )
    subject = _l("A file of your evidence %(reference)s was not accepted", reference=evidence.reference)
    _write(session, evidence, subject, said)


def tell_of_resolution(session: Session, facts: Mapping[str, Any]) -> None:
    """Write to every group whose evidence was accepted that the council resolved something in the same consultation."""
    named = links(session, ANONYMOUS, [Reference("motion", facts["motion_id"])])
    activities = select(Activity.id).where(Activity.consultation_id == facts["consultation_id"])
    accepted = Evidence.activity_id.in_(activities), Evidence.status.in_(sorted(PUBLISHED))
    told: set[int] = set()
    for evidence in session.scalars(select(Evidence).where(*accepted).order_by(Evidence.id)):
        if evidence.organisation_id in told:
            continue
        told.add(evidence.organisation_id)
        for motion in named.values():
            said = _l(
                "The council has made resolution %(facts)s about this. It comes from %(title)s.",
                facts=facts["number"],
                title=motion.title,
            )
            _write(session, evidence, _l("The council made resolution %(facts)s", facts=facts["number"]), said)


def tell_of_closing(session: Session, evidence: Evidence, closes_at: datetime) -> None:
    """Write to the members that their draft is not sent, and that the consultation closes soon."""
    for member in session.scalars(_members(evidence)):
        with speaking_to(session, member.language):
            body = _(
                "Consultation: %(title)s\nCloses: %(closes_at)s\n\nYour group has a draft of evidence that is not sent "
                "yet. It can be sent until the consultation closes. Sign in to check and send it:\n%(address)s\n",
                title=evidence.activity.consultation.title,
                closes_at=say_date(clock.london(closes_at).date()),
                address=address_of(session, f"/impact/evidence/{evidence.id}/check"),
            )
            send_mail(session, to=member.email, subject=_("Your evidence is not sent yet"), body=body)


def tell_officers(session: Session, evidence: Evidence, what: str) -> None:
    """Write to the officers who may handle the evidence what of it waits for them: a sentence that is still lazy."""
    for officer in officers_of(session, evidence):
        with speaking_to(session, officer.language):
            body = _(
                "Consultation: %(title)s\nReference: %(reference)s\n\n%(what)s.\n\n%(address)s\n",
                title=evidence.activity.consultation.title,
                reference=evidence.reference,
                what=what,
                address=address_of(session, f"/staff/impact/evidence/{evidence.id}"),
            )
            send_mail(session, to=officer.email, subject=str(what), body=body)


def officers_of(session: Session, evidence: Evidence) -> list[Person]:
    """Return the active officers who do not belong to the group of the evidence."""
    group = evidence.organisation_id
    return [
        person
        for person in session.scalars(people())
        if person.is_active
        and Role.OFFICER in person.roles
        and group not in {membership.organisation_id for membership in person.memberships}
    ]


def _members(evidence: Evidence) -> Select[Person]:
    return (
        people()
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.organisation_id == evidence.organisation_id, Person.is_active)
        .order_by(Person.email)
    )


def _write(session: Session, evidence: Evidence, subject: str, said: str) -> None:
    for member in session.scalars(_members(evidence)):
        with speaking_to(session, member.language):
            body = _(
                "Consultation: %(title)s\nReference: %(reference)s\n\n%(said)s\n\nSign in to read it:\n%(address)s\n",
                title=evidence.activity.consultation.title,
                reference=evidence.reference,
                said=said,
                address=address_of(session, f"/impact/evidence/{evidence.id}"),
            )
            send_mail(session, to=member.email, subject=str(subject), body=body)
