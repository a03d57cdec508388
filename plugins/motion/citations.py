"""Motions and resolutions where others refer to them, by their numbers."""

from sqlalchemy import Select, false, select
from sqlalchemy.orm import Session, joinedload, selectinload

from consult.sdk.access import Actor, staff
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.references import Link, ReferenceKind, reference_to
from plugins.motion.actions import Action, Resolution
from plugins.motion.amendment_course import AmendmentState
from plugins.motion.amendments import Amendment
from plugins.motion.lifecycle import WAY_OF_MOTION
from plugins.motion.models import Motion
from plugins.motion.queries import visible_to


def _motions(_session: Session, actor: Actor) -> Select[Motion]:
    # A draft is known to those who write it, so that it can cite; nobody else finds it here.
    return visible_to(actor).options(selectinload(Motion.texts))


def _resolutions(_session: Session, actor: Actor) -> Select[Resolution]:
    readable = visible_to(actor).with_only_columns(Motion.id)
    return select(Resolution).where(Resolution.motion_id.in_(readable)).options(joinedload(Resolution.motion))


def _motion(_session: Session, _actor: Actor, motion: Motion) -> Link:
    if motion.number is None:
        title = _("Draft motion: %(title)s", title=motion.title)
        return Link(title=title, endpoint="motion_drafts.page", parts={"motion_id": motion.id})
    title = _("Motion %(number)s: %(public_title)s", number=motion.number, public_title=motion.public_title)
    return Link(title=title, endpoint="motion.page", parts={"number": motion.number})


def _resolution(_session: Session, _actor: Actor, resolution: Resolution) -> Link:
    title = _("Resolution %(number)s", number=resolution.number)
    return Link(title=title, endpoint="motion_resolutions.page", parts={"number": resolution.number})


def _actions(_session: Session, actor: Actor) -> Select[Action]:
    found = select(Action).options(joinedload(Action.resolution))
    return found if staff.allows(actor) else found.where(false())


def _action(_session: Session, _actor: Actor, action: Action) -> Link:
    title = _("Action %(number)s of resolution %(number_2)s", number=action.number, number_2=action.resolution.number)
    return Link(title=title, endpoint="motion_tracking.action", parts={"action_id": action.id})


def _amendments(_session: Session, actor: Actor) -> Select[Amendment]:
    readable = visible_to(actor).with_only_columns(Motion.id)
    return select(Amendment).where(Amendment.motion_id.in_(readable))


def _amendment(_session: Session, _actor: Actor, amendment: Amendment) -> Link:
    title = _("Amendment %(number)s", number=amendment.number)
    return Link(title=title, endpoint="motion_amendments.page", parts={"number": amendment.number})


REFERENCES = (
    ReferenceKind(
        model=Motion,
        title=_l("Motion"),
        visible_to=_motions,
        link=_motion,
        code=Motion.number,
        example="M2023-001",
        may_be_followed=True,
        states=WAY_OF_MOTION,
    ),
    ReferenceKind(
        model=Resolution,
        title=_l("Resolution"),
        visible_to=_resolutions,
        link=_resolution,
        code=Resolution.number,
        example="R2023-001",
        part_of=lambda resolution: reference_to(resolution.motion),
    ),
    ReferenceKind(
        model=Amendment,
        title=_l("Amendment of a motion"),
        visible_to=_amendments,
        link=_amendment,
        code=Amendment.number,
        example="M2023-001-A1",
        states=frozenset(AmendmentState),
        part_of=lambda amendment: reference_to(amendment.motion),
    ),
    ReferenceKind(
        model=Action,
        title=_l("Action of a resolution"),
        visible_to=_actions,
        link=_action,
        part_of=lambda action: reference_to(action.resolution),
    ),
)
