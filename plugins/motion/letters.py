"""What people are written when it becomes their turn: what is to be done and where, and no more."""

from collections.abc import Callable, Iterable

from sqlalchemy import Select
from sqlalchemy.orm import Session

from consult.sdk.access import Role
from consult.sdk.database import address_of
from consult.sdk.events import on
from consult.sdk.messages import gettext as _
from consult.sdk.people import Person, ask_to_scrub, holders_of, send_mail, speaking_to
from consult.sdk.texts import say_date
from plugins.motion import events
from plugins.motion.actions import Action
from plugins.motion.letter_events import ReplyFiled
from plugins.motion.models import Motion

Words = tuple[str, str]
"""Subject and text of a mail."""


def officers() -> Select[Person]:
    """Select the officers with an account in use."""
    return holders_of(Role.OFFICER)


def tell_seconder(session: Session, event: events.SeconderNamed) -> None:
    """Ask the seconder to read the draft and to agree."""

    def write() -> Words:
        asked = _("You are named as the seconder of a motion. Read it, then agree to second it, or step back:")
        return _("You are asked to second a motion"), asked

    _write(session, event.motion_id, [event.person_id], write)


def tell_drafter(session: Session, event: events.DrafterInvited) -> None:
    """Tell a councillor of the invitation to write a draft."""

    def write() -> Words:
        asked = _("You are invited to write a motion with others. Take part, or decline:")
        return _("You are invited to write a motion"), asked

    _write(session, event.motion_id, [event.person_id], write)


def tell_of_deletion(session: Session, event: events.MotionDeleted) -> None:
    """Tell everybody else in a motion that its draft is deleted, without a word of it."""
    motion = session.get_one(Motion, event.motion_id)
    proposer, meeting_on = motion.proposer_name, motion.meeting_on
    others = [motion.seconder_id, *(drafter.person_id for drafter in motion.drafters)]

    def write() -> Words:
        if meeting_on is None:
            said = _(
                "%(proposer)s deleted the draft of a motion in which you had a part. Your motions:", proposer=proposer
            )
        else:
            said = _(
                "%(proposer)s deleted the draft of a motion for the meeting of %(day)s in which you had a part. "
                "Your motions:",
                proposer=proposer,
                day=say_date(meeting_on),
            )
        return _("A draft motion was deleted"), said

    _write(session, None, others, write)


def tell_of_void_consent(session: Session, event: events.ConsentVoided) -> None:
    """Ask somebody to agree again."""

    def write() -> Words:
        said = _("A motion that you agreed to was changed, so your agreement ended. Read it and agree again:")
        return _("A motion you agreed to was changed"), said

    _write(session, event.motion_id, [event.person_id], write)


def tell_of_step_back(session: Session, event: events.SeconderSteppedBack) -> None:
    """Tell the proposer, and for a submitted motion the officers, that there is no seconder."""
    motion = session.get_one(Motion, event.motion_id)

    def write() -> Words:
        said = _("The seconder of this motion stepped back, so it needs another:")
        return _("A motion needs another seconder"), said

    _write(session, motion.id, [motion.proposer_id], write)
    if motion.number is not None:
        _write_officers(session, motion, write)


def tell_of_submission(session: Session, event: events.MotionSubmitted) -> None:
    """Tell the officers that a motion waits to be checked."""
    motion = session.get_one(Motion, event.motion_id)
    _write_officers(
        session,
        motion,
        lambda: (
            _("Motion %(number)s waits for a check", number=motion.number),
            _("A motion waits to be checked:"),
        ),
    )


def tell_of_return(session: Session, event: events.MotionReturned) -> None:
    """Tell the proposer that the motion came back."""
    motion = session.get_one(Motion, event.motion_id)

    def write() -> Words:
        said = _("The council’s officers returned your motion. Read why, then change it or withdraw it:")
        return _("Motion %(number)s was returned to you", number=motion.number), said

    _write(session, motion.id, [motion.proposer_id], write)


def tell_of_asked_withdrawal(session: Session, event: events.WithdrawalAsked) -> None:
    """Ask the seconder, or the officers where there is none, to decide about a withdrawal."""
    motion = session.get_one(Motion, event.motion_id)

    def to_seconder() -> Words:
        said = _("The proposer asked to withdraw this motion. It is withdrawn when the seconder agrees:")
        return _("Withdrawal of motion %(number)s", number=motion.number), said

    def to_officers() -> Words:
        said = _("The proposer asked to withdraw this motion, and its seconder is gone:")
        return _("Withdrawal of motion %(number)s", number=motion.number), said

    if not _write(session, motion.id, [motion.seconder_id], to_seconder):
        _write_officers(session, motion, to_officers)


def tell_of_handover(session: Session, event: events.MotionHandedOver) -> None:
    """Tell a councillor that a motion is theirs now."""

    def write() -> Words:
        said = (
            _("The council’s officers made you the proposer of this motion:")
            if event.part == "proposer"
            else _("The council’s officers made you the seconder of this motion:")
        )
        return _("A motion was handed over to you"), said

    _write(session, event.motion_id, [event.person_id], write)


def tell_of_reply(session: Session, event: ReplyFiled) -> None:
    """Tell those who moved a motion what came of its resolution."""
    motion = session.get_one(Action, event.action_id).motion

    def write() -> Words:
        said = _("A body replied to the resolution on your motion. Read what it says:")
        return _("Motion %(number)s: a reply", number=motion.number), said

    _write(session, motion.id, [motion.proposer_id, motion.seconder_id], write, f"/motions/{motion.number}")


def _write(
    session: Session, motion_id: int | None, ids: Iterable[int | None], write: Callable[[], Words], page: str = ""
) -> int:
    wanted = holders_of(Role.COUNCILLOR).where(Person.id.in_([number for number in ids if number is not None]))
    return _send(session, session.scalars(wanted), write, page or f"/motions/drafts/{motion_id or ''}")


def _write_officers(session: Session, motion: Motion, write: Callable[[], Words]) -> None:
    _send(session, session.scalars(officers()), write, f"/motions/{motion.number}")


def _send(session: Session, readers: Iterable[Person], write: Callable[[], Words], place: str) -> int:
    found = sorted(readers, key=lambda person: person.email)
    for person in found:
        with speaking_to(session, person.language):
            subject, said = write()
            send_mail(session, to=person.email, subject=subject, body=f"{said}\n{address_of(session, place)}\n")
    return len(found)


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
    on(ReplyFiled, tell_of_reply),
)
