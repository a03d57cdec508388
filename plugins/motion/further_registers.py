"""Motions and actions as public registers, beside that of resolutions: as files, feeds and data packages."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from consult.sdk.database import clock, database_now
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.publishing import OPEN_GOVERNMENT, Column, Register
from consult.sdk.references import Link
from plugins.motion import action_table
from plugins.motion.actions import Action, Resolution
from plugins.motion.lifecycle import State
from plugins.motion.models import Motion

STATES = {state.value: state.label for state in State}
MOTION_COLUMNS = (
    Column(name="number", label="Motion", is_public=True),
    Column(name="title", label="Title", is_public=True),
    Column(name="proposer", label="Proposer", is_public=True),
    Column(name="seconder", label="Seconder", is_public=True),
    Column(
        name="state", label="Where it stands", kind="code", is_public=True, values={one: one.label for one in State}
    ),
    Column(name="meeting_on", label="Date of the meeting", kind="date", is_public=True),
    Column(name="public_at", label="Public since", kind="moment", is_public=True),
    Column(name="resolution", label="Resolution", is_public=True),
)


def _motions(_session: Session) -> Select[Motion]:
    whole = (selectinload(Motion.texts), joinedload(Motion.resolution))
    return select(Motion).where(Motion.public_at.is_not(None)).options(*whole)


def _motion_cells(_session: Session, motions: Sequence[Motion]) -> Iterator[Mapping[str, object]]:
    for motion in motions:
        yield {
            "number": motion.number,
            "title": motion.public_title,
            "proposer": motion.public_proposer,
            "seconder": motion.public_seconder,
            "state": motion.state.value,
            "meeting_on": motion.meeting_on,
            "public_at": motion.public_at,
            "resolution": motion.resolution.number if motion.resolution else None,
        }


def _motion_link(motion: Motion) -> Link:
    title = _("Motion %(number)s: %(title)s", number=motion.number, title=motion.public_title)
    return Link(title=title, endpoint="motion.page", parts={"number": motion.number})


def _motion_changed(motion: Motion) -> datetime:
    """Return the newest moment that the row itself knows of."""
    moments = (motion.public_at, motion.ended_at, *(text.frozen_at for text in motion.texts))
    return max(moment for moment in moments if moment is not None)


def _actions(_session: Session) -> Select[Action]:
    motion = joinedload(Action.resolution).joinedload(Resolution.motion).selectinload(Motion.texts)
    query = select(Action).join(Action.resolution).join(Resolution.motion).where(Motion.public_at.is_not(None))
    return query.options(motion, selectinload(Action.changes))


def _action_cells(session: Session, actions: Sequence[Action]) -> Sequence[Mapping[str, object]]:
    return action_table.cells_of_actions(session, actions, clock.london(database_now(session)).date())


def _action_link(action: Action) -> Link:
    numbers = {"action": action.number, "resolution": action.resolution.number}
    title = _("Action %(action)s of resolution %(resolution)s", **numbers)
    parts = {"number": action.resolution.number, "_anchor": f"action-{action.number}"}
    return Link(title=title, endpoint="motion_resolutions.page", parts=parts)


MOTIONS = Register(
    name="motion.motions",
    title=_l("Motions of the council"),
    summary=_l("Each motion since it became public, and where it stands."),
    licence=OPEN_GOVERNMENT,
    columns=MOTION_COLUMNS,
    key=Motion.number,
    rows=_motions,
    cells=_motion_cells,
    link=_motion_link,
    changed=_motion_changed,
    filters={"number": Motion.number, "state": Motion.state, "meeting_on": Motion.meeting_on},
)
ACTIONS = Register(
    name="motion.actions",
    title=_l("What resolutions ask for"),
    summary=_l("Each action of each resolution, where it stands, how old it is, and by how long it is overdue."),
    licence=OPEN_GOVERNMENT,
    columns=action_table.COLUMNS,
    key=Action.id,
    rows=_actions,
    cells=_action_cells,
    link=_action_link,
    changed=lambda action: action.changes[-1].made_at if action.changes else action.added_at,
    filters={"state": Action.state, "kind": Action.kind, "resolution": Resolution.number},
)
