"""What people are written about amendments: the seconder who is asked, the officers who rule, those who are amended."""

from collections.abc import Callable, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import Role
from consult.sdk.database import address_of
from consult.sdk.events import on
from consult.sdk.messages import gettext as _
from consult.sdk.people import Person, holders_of, send_mail, speaking_to
from plugins.motion import amendment_events as events
from plugins.motion.amendment_course import AmendmentState
from plugins.motion.amendments import Amendment
from plugins.motion.events import VoteRecorded

Words = tuple[str, str]


def ask_seconder(session: Session, event: events.AmendmentProposed) -> None:
    """Ask the one who was named to second an amendment."""
    amendment = _amendment(session, event.number)

    def write() -> Words:
        if amendment.is_alteration:
            asked = _("The proposer asks to alter the motion that you second. Read the alteration, and consent or not:")
            return _("You are asked to consent to alteration %(number)s", number=event.number), asked
        asked = _("You are named as the seconder of an amendment. Read it, and agree to second it or not:")
        return _("You are asked to second amendment %(number)s", number=event.number), asked

    _send(session, [amendment.seconder_id], write, event.number)


def ask_for_ruling(session: Session, event: events.AmendmentSeconded) -> None:
    """Ask the officers to rule on an amendment, and tell those whose motion is to be amended."""
    amendment = _amendment(session, event.number)

    def to_officers() -> Words:
        asked = _("An amendment was seconded. Rule whether it is in order:")
        return _("Amendment %(number)s waits for a ruling", number=event.number), asked

    def to_movers() -> Words:
        said = _("Somebody proposes to amend a motion in which you have a part. Read the amendment:")
        return _("Amendment %(number)s to your motion", number=event.number), said

    _post(session, session.scalars(holders_of(Role.OFFICER)), to_officers, event.number)
    if amendment.is_alteration:
        return
    _send(session, [amendment.motion.proposer_id, amendment.motion.seconder_id], to_movers, event.number)


def tell_of_ruling(session: Session, event: events.AmendmentRuledOn) -> None:
    """Tell proposer and seconder of an amendment how the officer ruled."""
    amendment = _amendment(session, event.number)

    def write() -> Words:
        said = _("The council’s officers ruled on your amendment. Read the ruling and its reason:")
        return _("The ruling on amendment %(number)s", number=event.number), said

    _send(session, [amendment.proposer_id, amendment.seconder_id], write, event.number)
    if amendment.status is AmendmentState.IN_ORDER and amendment.parent is None:
        _ask_movers(session, amendment)


def _ask_movers(session: Session, amendment: Amendment) -> None:
    def write() -> Words:
        asked = _(
            "An amendment to your motion is in order. You can agree to take it in without a vote, or leave it to the "
            "council:"
        )
        return _("Amendment %(number)s: do you agree?", number=amendment.number), asked

    motion = amendment.motion
    movers = {motion.proposer_id, motion.seconder_id} - {amendment.proposer_id, amendment.seconder_id}
    _send(session, movers, write, amendment.number)


def tell_of_vote(session: Session, event: VoteRecorded) -> None:
    """Tell those who moved an amendment, and those whose motion it is, how the council voted on it."""
    amendment = session.scalars(select(Amendment).where(Amendment.number == event.number)).one_or_none()
    if amendment is not None:
        _tell_of_end(session, amendment)


def tell_of_end(
    session: Session, event: events.AmendmentAccepted | events.AmendmentFell | events.AmendmentWithdrawn
) -> None:
    """Tell the same people that an amendment was taken in, withdrawn, or not put to the vote."""
    _tell_of_end(session, _amendment(session, event.number))


def _tell_of_end(session: Session, amendment: Amendment) -> None:
    state, motion = amendment.status, amendment.motion

    def write() -> Words:
        said = _("An amendment in which you have a part is now: %(state)s.", state=state.label)
        return _("Amendment %(number)s: %(state)s", number=amendment.number, state=state.label), said

    parts = [amendment.proposer_id, amendment.seconder_id, motion.proposer_id, motion.seconder_id]
    _send(session, parts, write, amendment.number)


def _amendment(session: Session, number: str) -> Amendment:
    return session.scalars(select(Amendment).where(Amendment.number == number)).one()


def _send(session: Session, ids: Iterable[int | None], write: Callable[[], Words], number: str) -> None:
    wanted = [person_id for person_id in ids if person_id is not None]
    _post(session, session.scalars(holders_of(Role.COUNCILLOR).where(Person.id.in_(wanted))), write, number)


def _post(session: Session, readers: Iterable[Person], write: Callable[[], Words], number: str) -> None:
    for person in sorted(readers, key=lambda person: person.email):
        with speaking_to(session, person.language):
            subject, said = write()
            address = address_of(session, f"/motions/amendments/{number}")
            send_mail(session, to=person.email, subject=subject, body=f"{said}\n{address}\n")


AMENDMENT_LETTERS = (
    on(events.AmendmentProposed, ask_seconder),
    on(events.AmendmentSeconded, ask_for_ruling),
    on(events.AmendmentRuledOn, tell_of_ruling),
    on(events.AmendmentAccepted, tell_of_end),
    on(events.AmendmentWithdrawn, tell_of_end),
    on(events.AmendmentFell, tell_of_end),
    on(VoteRecorded, tell_of_vote),
)
