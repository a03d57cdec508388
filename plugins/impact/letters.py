"""What the members of a group are written: that there is a question, and that there is an answer."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk import Membership, Person, database_of, send_mail
from plugins.impact.models import Evidence
from plugins.impact.procedure import Status


def tell_of_question(session: Session, evidence: Evidence, question: str) -> None:
    """Write to the members that an officer asks something."""
    _write(
        session,
        evidence,
        subject=f"A question about your evidence {evidence.reference}",
        said=f"A council officer has a question about the evidence that your group sent:\n\n{question}",
        asked="Any member of your group can sign in and answer it here:",
    )


def tell_of_answer(session: Session, evidence: Evidence) -> None:
    """Write to the members what was decided about their evidence, and why."""
    if evidence.stands_at is Status.OUT_OF_SCOPE:
        said = (
            "A council officer found that the evidence your group sent is outside the scope of this consultation. "
            f"The reason is:\n\n{evidence.scope_reason}"
        )
    else:
        said = f"The council has answered the evidence that your group sent:\n\n{evidence.answer}"
    _write(
        session,
        evidence,
        subject=f"An answer to your evidence {evidence.reference}",
        said=said,
        asked="Any member of your group can sign in and read it here:",
    )


def _write(session: Session, evidence: Evidence, *, subject: str, said: str, asked: str) -> None:
    consultation = evidence.activity.consultation
    address_of_site = database_of(session).surroundings["settings"].base_url
    body = (
        f"Consultation: {consultation.title}\nReference: {evidence.reference}\n\n{said}\n\n{asked}\n"
        f"{address_of_site}/impact/evidence/{evidence.id}\n"
    )
    members = (
        select(Person.email)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.organisation_id == evidence.organisation_id, Person.is_active)
        .order_by(Person.email)
    )
    for address in session.scalars(members):
        send_mail(session, to=address, subject=subject, body=body)
