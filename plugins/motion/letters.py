"""What people are written when it becomes their turn: what is to be done and where, and no more."""

from collections.abc import Iterable

from sqlalchemy import Select
from sqlalchemy.orm import Session

from consult.sdk.access import Role
from consult.sdk.database import deployment_of
from consult.sdk.events import on
from consult.sdk.messages import gettext as _
from consult.sdk.people import Person, ask_to_scrub, people, send_mail
from consult.sdk.texts import say_date
from plugins.motion import events
from plugins.motion.models import Motion


def officers() -> Select[Person]:
    """Select the officers with an account in use."""
    return people().where(Person.is_active, Person.grants.any(role=Role.OFFICER))


def tell_seconder(session: Session, event: events.SeconderNamed) -> None:
    """Ask the seconder to read the draft and to agree."""
    asked = _("You are named as the seconder of a motion. Read it, then agree to second it, or step back:")
    _write(session, event.motion_id, [event.person_id], _("You are asked to second a motion"), asked)


def tell_drafter(session: Session, event: events.DrafterInvited) -> None:
    """Tell a councillor of the invitation to write a draft."""
    asked = _("You are invited to write a motion with others. Take part, or decline:")
    _write(session, event.motion_id, [event.person_id], _("You are invited to write a motion"), asked)


def tell_of_deletion(session: Session, event: events.MotionDeleted) -> None:
    """Tell everybody else in a motion that its draft is deleted, without a word of it."""
    motion = session.get_one(Motion, event.motion_id)
    others = [motion.seconder_id, *(drafter.person_id for drafter in motion.drafters)]
    meeting = (
        _(" for the meeting of %(meeting_on)s", meeting_on=say_date(motion.meeting_on)) if motion.meeting_on else ""
    )
    said = _(
        "%(proposer_name)s deleted the draft of a motion%(meeting)s in which you had a part. Your motions:",
        proposer_name=motion.proposer_name,
        meeting=meeting,
    )
    _write(session, None, others, _("A draft motion was deleted"), said)


def tell_of_void_consent(session: Session, event: events.ConsentVoided) -> None:
    """Ask somebody to agree again."""
    said = _("A motion that you agreed to was changed, so your agreement ended. Read it and agree again:")
    _write(session, event.motion_id, [event.person_id], _("A motion you agreed to was changed"), said)


def tell_of_step_back(session: Session, event: events.SeconderSteppedBack) -> None:
    """Tell the proposer, and for a submitted motion the officers, that there is no seconder."""
    motion = session.get_one(Motion, event.motion_id)
    said = _("The seconder of this motion stepped back, so it needs another:")
    _write(session, motion.id, [motion.proposer_id], _("A motion needs another seconder"), said)
    if motion.number is not None:
        _write_officers(session, motion, _("A motion needs another seconder"), said)


def tell_of_submission(session: Session, event: events.MotionSubmitted) -> None:
    """Tell the officers that a motion waits to be checked."""
    motion = session.get_one(Motion, event.motion_id)
    _write_officers(
        session,
        motion,
        _("Motion %(number)s waits for a check", number=motion.number),
        _("A motion waits to be checked:"),
    )


def tell_of_return(session: Session, event: events.MotionReturned) -> None:
    """Tell the proposer that the motion came back."""
    motion = session.get_one(Motion, event.motion_id)
    said = _("The council’s officers returned your motion. Read why, then change it or withdraw it:")
    _write(
        session, motion.id, [motion.proposer_id], _("Motion %(number)s was returned to you", number=motion.number), said
    )


def tell_of_asked_withdrawal(session: Session, event: events.WithdrawalAsked) -> None:
    """Ask the seconder, or the officers where there is none, to decide about a withdrawal."""
    motion = session.get_one(Motion, event.motion_id)
    said = _("The proposer asked to withdraw this motion. It is withdrawn when the seconder agrees:")
    subject = _("Withdrawal of motion %(number)s", number=motion.number)
    if not _write(session, motion.id, [motion.seconder_id], subject, said):
        gone = _("The proposer asked to withdraw this motion, and its seconder is gone:")
        _write_officers(session, motion, subject, gone)


def tell_of_handover(session: Session, event: events.MotionHandedOver) -> None:
    """Tell a councillor that a motion is theirs now."""
    said = _("The council’s officers made you the %(part)s of this motion:", part=event.part)
    _write(session, event.motion_id, [event.person_id], _("A motion was handed over to you"), said)


def _write(session: Session, motion_id: int | None, ids: Iterable[int | None], subject: str, said: str) -> int:
    wanted = people().where(
        Person.is_active,
        Person.id.in_([number for number in ids if number is not None]),
        Person.grants.any(role=Role.COUNCILLOR),
    )
    return _send(session, session.scalars(wanted), subject, said, f"/motions/drafts/{motion_id or ''}")


def _write_officers(session: Session, motion: Motion, subject: str, said: str) -> None:
    _send(session, session.scalars(officers()), subject, said, f"/motions/{motion.number}")


def _send(session: Session, readers: Iterable[Person], subject: str, said: str, place: str) -> int:
    site = deployment_of(session).settings.base_url
    addresses = sorted(person.email for person in readers)
    for address in addresses:
        send_mail(session, to=address, subject=subject, body=f"{said}\n{site}{place}\n")
    return len(addresses)


SUBSCRIBERS = (
    on(events.SeconderNamed, tell_seconder),
    on(events.DrafterInvited, tell_drafter),
    on(events.MotionDeleted, tell_of_deletion),
    on(events.MotionDeleted, ask_to_scrub),
    on(events.ConsentVoided, tell_of_void_consent),
    on(events.SeconderSteppedBack, tell_of_step_back),
    on(events.MotionSubmitted, tell_of_submission),
    on(events.MotionReturned, tell_of_return),
    on(events.WithdrawalAsked, tell_of_asked_withdrawal),
    on(events.MotionHandedOver, tell_of_handover),
)
