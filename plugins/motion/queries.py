"""Finding motions, their actions and the councillors who vote."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from consult.sdk.access import Actor, Role
from consult.sdk.database import clock, database_now
from consult.sdk.errors import NotFound, SignInNeeded
from consult.sdk.messages import gettext as _
from consult.sdk.office import OfficeTerm, members_on, vacant_seats_on
from consult.sdk.people import Person, holders_of
from consult.sdk.references import Reference
from consult.sdk.texts import clean_line
from plugins.motion.actions import Action, Resolution
from plugins.motion.attendance import Attendance
from plugins.motion.interests import Interest
from plugins.motion.models import Drafter, Motion, StandingOrdersVersion
from plugins.motion.records import Division, Vacancy
from plugins.motion.rules import StandingOrders
from plugins.motion.schemas import StandingOrdersSchema


def visible_to(actor: Actor) -> Select[Motion]:
    """Select the motions the actor may know of; agrees with the rule `may_read`."""
    public = Motion.public_at.is_not(None)
    if actor.has(Role.OFFICER, Role.ADMINISTRATOR, Role.AUDITOR):
        public = Motion.number.is_not(None)
    if actor.person_id is None or not actor.has(Role.COUNCILLOR):
        return select(Motion).where(public)
    return select(Motion).where(or_(public, *_has_part(actor.person_id)))


def motions_of(person_id: int) -> Select[Motion]:
    """Select the motions a councillor has a part in, newest first."""
    return select(Motion).where(or_(*_has_part(person_id))).order_by(Motion.id.desc())


def motions_of_activity(activity_id: int) -> Select[Motion]:
    """Select the public motions that belong to an activity."""
    query = select(Motion).where(Motion.activity_id == activity_id, Motion.public_at.is_not(None))
    return query.options(selectinload(Motion.texts)).order_by(Motion.id)


def unattached_motions() -> Select[Motion]:
    """Select the submitted motions that belong to no consultation."""
    query = select(Motion).where(Motion.activity_id.is_(None), Motion.number.is_not(None))
    return query.options(selectinload(Motion.texts)).order_by(Motion.id.desc())


def councillors() -> Select[Person]:
    """Select the councillors with an account in use, by name."""
    return holders_of(Role.COUNCILLOR)


def ids_of_councillors(session: Session) -> set[int]:
    """Return the numbers of the councillors with an account in use."""
    return {person.id for person in session.scalars(councillors())}


def names_of_councillors(session: Session) -> list[tuple[int, str]]:
    """Return the councillors with an account in use, each under the name and ward of today's roll if they are on it."""
    today = clock.london(database_now(session)).date()
    seats = {term.holder.person_id: term for term in members_on(session, today)}
    return [
        (person.id, f"{seats[person.id].name}, {seats[person.id].ward}" if person.id in seats else person.name)
        for person in session.scalars(councillors())
    ]


def roll_of(session: Session, motion: Motion) -> Sequence[OfficeTerm]:
    """Return the members of the council on the day of the motion's meeting, by ward and seat."""
    return members_on(session, motion.meeting_on) if motion.meeting_on is not None else []


def attendance_on(session: Session, day: date) -> Sequence[Attendance]:
    """Return who came to the meeting of a day, in the order of its roll; nothing while that is not recorded."""
    return session.scalars(select(Attendance).where(Attendance.held_on == day).order_by(Attendance.id)).all()


def vacant_on(session: Session, day: date) -> Sequence[OfficeTerm | Vacancy]:
    """Return the seats that nobody held on the day of a meeting: as a vote on that day kept them, else as of now."""
    voted = session.scalar(
        select(Division).join(Division.motion).where(Division.held_on == day, ~Motion.is_from_record)
    )
    return voted.vacancies if voted is not None else vacant_seats_on(session, day)


def interests_on(session: Session, day: date) -> Sequence[Interest]:
    """Return the interests that were declared at the meeting of a day, in the order in which they were recorded."""
    query = select(Interest).join(Interest.attendance).where(Attendance.held_on == day)
    whole = (joinedload(Interest.attendance), joinedload(Interest.motion).selectinload(Motion.texts))
    return session.scalars(query.options(*whole).order_by(Interest.id)).all()


def public_motions_on(day: date) -> Select[Motion]:
    """Select the public motions of the meeting of a day, in the order of its agenda."""
    return motions_on(day).where(Motion.public_at.is_not(None))


def motions_on(day: date) -> Select[Motion]:
    """Select the submitted motions of the meeting of a day, in the order of its agenda."""
    query = select(Motion).where(Motion.meeting_on == day, Motion.number.is_not(None))
    return query.options(selectinload(Motion.texts)).order_by(
        Motion.agenda_item.is_(None), Motion.agenda_item, Motion.id
    )


def is_in_office(session: Session, person_id: int | None) -> bool:
    """Whether a person is a councillor with an account in use."""
    return person_id is not None and session.scalar(councillors().where(Person.id == person_id)) is not None


def find_motion(session: Session, motion_id: int, actor: Actor) -> Motion:
    """Return a motion; raises `NotFound` when the actor may not know of it."""
    found = session.scalar(visible_to(actor).where(Motion.id == motion_id).options(selectinload(Motion.drafters)))
    if found is None:
        raise NotFound
    return found


def find_draft(session: Session, motion_id: int, actor: Actor) -> Motion:
    """Return a motion for the pages of its drafters; asks a visitor to sign in before saying whether there is one."""
    if not actor.is_signed_in:
        raise SignInNeeded
    return find_motion(session, motion_id, actor)


def find_public_motion(session: Session, number: str, actor: Actor) -> Motion:
    """Return the motion with this number; raises `NotFound` while it is not public and not for the actor to read."""
    whole = (
        selectinload(Motion.texts),
        selectinload(Motion.checks),
        selectinload(Motion.divisions).options(selectinload(Division.votes), selectinload(Division.vacancies)),
        joinedload(Motion.resolution).options(
            joinedload(Resolution.text), selectinload(Resolution.actions).selectinload(Action.changes)
        ),
    )
    found = session.scalar(select(Motion).where(Motion.number == clean_line(number)).options(*whole))
    if found is None or not actor.can("motion.read", found):
        raise NotFound
    return found


def find_submitted(session: Session, motion_id: int) -> Motion:
    """Return a motion that was submitted; raises `NotFound`, for officers too while it is a private draft."""
    found = session.get(Motion, motion_id)
    if found is None or found.number is None:
        raise NotFound
    return found


def find_action(session: Session, action_id: int) -> Action:
    """Return an action of a resolution; raises `NotFound`."""
    found = session.get(Action, action_id)
    if found is None:
        raise NotFound
    return found


def resolutions_of(references: Collection[Reference]) -> Select[Resolution]:
    """Select the resolutions among these rows, and those of the motions among them."""
    motions = [found.id for found in references if found.kind == Motion.__tablename__]
    named = [found.id for found in references if found.kind == Resolution.__tablename__]
    wanted = or_(Resolution.id.in_(named), Resolution.motion_id.in_(motions))
    return select(Resolution).where(wanted).order_by(Resolution.id)


def standing_orders(session: Session) -> StandingOrders:
    """Return the council's rules in force, with the usual ones where it has set none."""
    newest = session.scalar(select(StandingOrdersVersion).order_by(StandingOrdersVersion.id.desc()).limit(1))
    loaded: StandingOrders = StandingOrdersSchema().load(newest.rules if newest else {})
    return loaded


def orders_version(session: Session) -> int:
    """Return the number of the standing orders in force; 0 where the council has set none."""
    return session.scalar(select(func.max(StandingOrdersVersion.id))) or 0


def desk_motions() -> Select[Motion]:
    """Select the submitted motions for the officers' list, newest number first."""
    query = select(Motion).where(Motion.number.is_not(None))
    return query.options(
        selectinload(Motion.texts), joinedload(Motion.resolution).selectinload(Resolution.actions)
    ).order_by(Motion.number.desc())


def open_actions() -> Select[Action]:
    """Select all actions with their resolutions, those with the earliest day first."""
    whole = joinedload(Action.resolution).joinedload(Resolution.motion)
    return select(Action).options(whole).order_by(Action.due_on.is_(None), Action.due_on, Action.id)


def _has_part(person_id: int) -> tuple[ColumnElement[bool], ...]:
    invited = select(Drafter.motion_id).where(Drafter.person_id == person_id)
    return Motion.proposer_id == person_id, Motion.seconder_id == person_id, Motion.id.in_(invited)


def numbers_of(session: Session, ids: Collection[int]) -> dict[int, str]:
    """Return motions by number, as the audit log names them; a draft has none."""
    found = session.execute(select(Motion.id, Motion.number).where(Motion.id.in_(ids), Motion.number.is_not(None)))
    return {row.id: _("motion %(number)s", number=row.number) for row in found}
