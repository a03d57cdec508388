"""What people are written about evidence: that something happened and where to read it, never what it says."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import ANONYMOUS, Role
from consult.sdk.activities import Activity
from consult.sdk.database import deployment_of
from consult.sdk.messages import gettext as _
from consult.sdk.people import Membership, Person, people, send_mail
from consult.sdk.references import Reference, links
from plugins.impact.models import Evidence
from plugins.impact.procedure import PUBLISHED


def tell_of_receipt(session: Session, evidence: Evidence) -> None:
    """Write to the members that the evidence arrived, and to the officers that it waits to be read."""
    how = (
        _("A council officer entered evidence for your group.") if evidence.was_entered else _("We have your evidence.")
    )
    said = _("%(how)s An officer reads it next. You can see where it stands, add to it or withdraw it.", how=how)
    _write(session, evidence, _("We have evidence %(reference)s from your group", reference=evidence.reference), said)
    tell_officers(session, evidence, _("was sent and waits to be read"))


def tell_of_question(session: Session, evidence: Evidence) -> None:
    """Write to the members that an officer asks something."""
    said = _("A council officer has a question about the evidence that your group sent. Any of you can answer it.")
    _write(session, evidence, _("A question about your evidence %(reference)s", reference=evidence.reference), said)


def tell_of_answer(session: Session, evidence: Evidence) -> None:
    """Write to the members that the council said what it did because of their evidence."""
    said = _("The council has answered the evidence that your group sent.")
    _write(session, evidence, _("An answer to your evidence %(reference)s", reference=evidence.reference), said)


def tell_of_scope(session: Session, evidence: Evidence) -> None:
    """Write to the members that their evidence is out of scope, and that they may appeal."""
    said = _(
        "Two council officers found that the evidence your group sent is outside the scope of this consultation. "
        "You can read why. If you disagree, your group can appeal once, and another officer decides."
    )
    _write(session, evidence, _("Your evidence %(reference)s is out of scope", reference=evidence.reference), said)


def tell_of_appeal(session: Session, evidence: Evidence, *, is_allowed: bool) -> None:
    """Write to the members how their appeal was decided."""
    if is_allowed:
        said = _("An officer has allowed your appeal. Your evidence is looked at again.")
    else:
        said = _("An officer has dismissed your appeal. Your evidence stays out of scope. You can read why.")
    _write(session, evidence, _("Your appeal about evidence %(reference)s", reference=evidence.reference), said)


def tell_of_publication(session: Session, evidence: Evidence) -> None:
    """Write to the members that the public can read their evidence now."""
    said = _("The council has published the evidence of your group as you chose. You can change who may read it.")
    _write(session, evidence, _("Your evidence %(reference)s is published", reference=evidence.reference), said)


def tell_of_refused_file(session: Session, evidence: Evidence) -> None:
    """Write to the members that a file of evidence that was sent is not accepted."""
    said = _(
        "A file of the evidence that your group sent could not be accepted, so nobody can open it. You can read why. "
        "You can add to the evidence, with another file."
    )
    subject = _("A file of your evidence %(reference)s was not accepted", reference=evidence.reference)
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
            said = _(
                "The council has made resolution %(facts)s about this. It comes from %(title)s.",
                facts=facts["number"],
                title=motion.title,
            )
            _write(session, evidence, _("The council made resolution %(facts)s", facts=facts["number"]), said)


def tell_officers(session: Session, evidence: Evidence, what: str) -> None:
    """Write to the officers who may handle the evidence that something of it waits for them."""
    title = evidence.activity.consultation.title
    body = _(
        "Consultation: %(title)s\n"
        "Reference: %(reference)s\n"
        "\n"
        "This evidence %(what)s.\n"
        "\n"
        "%(site)s/staff/impact/evidence/%(id)s\n",
        title=title,
        reference=evidence.reference,
        what=what,
        site=_site(session),
        id=evidence.id,
    )
    for officer in officers_of(session, evidence):
        send_mail(
            session,
            to=officer.email,
            subject=_("Evidence %(reference)s %(what)s", reference=evidence.reference, what=what),
            body=body,
        )


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


def _write(session: Session, evidence: Evidence, subject: str, said: str) -> None:
    title = evidence.activity.consultation.title
    body = _(
        "Consultation: %(title)s\n"
        "Reference: %(reference)s\n"
        "\n"
        "%(said)s\n"
        "\n"
        "Sign in to read it:\n"
        "%(site)s/impact/evidence/%(id)s\n",
        title=title,
        reference=evidence.reference,
        said=said,
        site=_site(session),
        id=evidence.id,
    )
    members = (
        select(Person.email)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.organisation_id == evidence.organisation_id, Person.is_active)
        .order_by(Person.email)
    )
    for address in session.scalars(members):
        send_mail(session, to=address, subject=subject, body=body)


def _site(session: Session) -> str:
    return str(deployment_of(session).settings.base_url)
