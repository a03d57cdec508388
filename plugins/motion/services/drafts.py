"""Beginning a draft, and who takes part in it."""

from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import database_now
from consult.sdk.errors import Compared, Invalid, require_version
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.people import Person
from consult.sdk.texts import clean_line
from plugins.motion import events
from plugins.motion.drafting.log import begin_document, write_details
from plugins.motion.drafting.models import Clause
from plugins.motion.meeting_queries import require_meeting
from plugins.motion.models import Drafter, Motion
from plugins.motion.queries import councillors, standing_orders
from plugins.motion.services.members import name_and_ward
from plugins.motion.services.moves import hold_draft


def start_draft(session: Session, actor: Actor, *, title: str, meeting_on: date | None) -> Motion:
    """Begin a draft of which the actor is the proposer; a repeat of the last empty draft returns that one."""
    title = clean_line(title)
    same = select(Motion).where(
        Motion.proposer_id == actor.person_id,
        Motion.title == title,
        Motion.meeting_on == meeting_on,
        Motion.state == "draft",
        Motion.number.is_(None),
        ~exists().where(Clause.motion_id == Motion.id),
    )
    found = session.scalar(same.limit(1))
    if found is not None:
        return found
    if meeting_on is not None:
        require_meeting(session, meeting_on)
    name, ward = name_and_ward(session, actor.person_id, actor.name)
    motion = Motion(
        title=title,
        meeting_on=meeting_on,
        proposer_id=actor.person_id,
        proposer_name=name,
        proposer_ward=ward,
        created_at=database_now(session),
    )
    session.add(motion)
    session.flush()
    begin_document(session, motion, actor)
    record(session, events.MotionStarted(motion_id=motion.id), by=actor)
    return motion


def change_details(
    session: Session,
    actor: Actor,
    motion: Motion,
    *,
    title: str,
    meeting_on: date | None,
    version: int,
) -> None:
    """Change what stands above the clauses; raises `ChangedMeanwhile` when somebody else did since `version`."""
    hold_draft(session, motion)
    title = clean_line(title)
    require_version(
        motion.version,
        version,
        Compared("Title", motion.title, title),
        Compared(_("Date of the meeting"), motion.meeting_on, meeting_on),
    )
    if meeting_on is not None:
        require_meeting(session, meeting_on)
    write_details(session, actor, motion, title=title, meeting_on=meeting_on)


def councillor_by_id(session: Session, person_id: int) -> Person:
    """Return a councillor with an account in use; raises `Invalid`."""
    found = session.scalar(councillors().where(Person.id == person_id))
    if found is None:
        raise Invalid(_("Select a councillor from the list."))
    return found


def invite_drafter(session: Session, actor: Actor, motion: Motion, person_id: int) -> None:
    """Let a councillor write the draft too; inviting somebody twice changes nothing."""
    hold_draft(session, motion)
    person = councillor_by_id(session, person_id)
    if person.id == motion.proposer_id:
        raise Invalid(_("You are the proposer, so you can already write this draft."))
    if session.get(Drafter, (motion.id, person.id)) is not None:
        return
    maximum = standing_orders(session).most_drafters
    if len(motion.drafters) >= maximum:
        raise Invalid(
            _("A motion may have up to %(maximum)s co-drafters. Remove one before you invite another.", maximum=maximum)
        )
    motion.drafters.append(Drafter(person=person, invited_at=database_now(session)))
    session.flush()
    record(session, events.DrafterInvited(motion_id=motion.id, person_id=person.id), by=actor)


def remove_drafter(session: Session, actor: Actor, motion: Motion, person_id: int) -> None:
    """Take a co-drafter off the draft; what they wrote stays."""
    hold_draft(session, motion)
    drafter = session.get(Drafter, (motion.id, person_id))
    if drafter is None:
        return
    session.delete(drafter)
    session.flush()
    session.expire(motion, ["drafters"])
    record(session, events.DrafterRemoved(motion_id=motion.id, person_id=person_id), by=actor)


def name_seconder(session: Session, actor: Actor, motion: Motion, person_id: int, *, version: int) -> None:
    """Name the seconder, who then has to agree to the text.

    Raises `ChangedMeanwhile` when somebody else changed the motion since `version`.
    """
    hold_draft(session, motion)
    person = councillor_by_id(session, person_id)
    if person.id == motion.proposer_id:
        raise Invalid(_("The seconder must be somebody other than the proposer."))
    name, ward = name_and_ward(session, person.id, person.name)
    require_version(
        motion.version,
        version,
        Compared("Councillor", motion.seconder_name, name),
    )
    motion.seconder_ward = ward
    session.flush()
    if person.id == motion.seconder_id:
        return
    motion.seconder_id, motion.seconder_name = person.id, name
    session.flush()
    record(session, events.SeconderNamed(motion_id=motion.id, person_id=person.id), by=actor)
