"""All actions of all resolutions as one table: how old each is, and those that are overdue first."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.publishing import Column
from consult.sdk.records import Shown, shown
from plugins.motion.actions import Action, ActionKind, Resolution
from plugins.motion.lifecycle import ActionState
from plugins.motion.models import Motion
from plugins.motion.published import ACTION, CHANGE
from plugins.motion.tabulated import Cells, Tabulated

STATES = {state.value: state.label for state in ActionState}
KINDS = {kind.value: kind.label for kind in ActionKind}
STANDINGS = {
    "overdue": _l("Overdue"),
    "open": _l("Open"),
    "settled": _l("Answered or ended"),
}
COLUMNS = (
    Column(name="resolution", label=_l("Resolution"), is_public=True),
    Column(name="action", label=_l("Action"), kind="number", is_public=True),
    Column(name="text", label=_l("What is to be done"), is_public=True),
    Column(name="kind", label=_l("Kind"), is_public=True, values=KINDS),
    Column(name="owner", label=_l("By whom"), is_public=True),
    Column(name="addressee", label=_l("Addressed to"), is_public=True),
    Column(name="due_on", label=_l("Due"), kind="date", is_public=True),
    Column(name="days_overdue", label=_l("Days overdue"), kind="number", is_public=True),
    Column(name="state", label=_l("Where it stands"), is_public=True, values=STATES),
    Column(name="standing", label=_l("Open or settled"), is_public=True, values=STANDINGS),
    Column(name="since", label=_l("Since"), kind="date", is_public=True),
    Column(name="adopted_on", label=_l("Adopted on"), kind="date", is_public=True),
    Column(name="age", label=_l("Days since it was adopted"), kind="number", is_public=True),
    Column(name="motion", label=_l("Motion number"), is_public=True),
    Column(name="title", label=_l("Title of the motion"), is_public=True),
)


def table_of_actions(session: Session, today: date) -> Tabulated:
    """Return all public actions: those longest overdue first, then the other open ones by age, then the settled."""
    query = select(Action).join(Action.resolution).join(Resolution.motion).where(Motion.public_at.is_not(None))
    motion = joinedload(Action.resolution).joinedload(Resolution.motion).selectinload(Motion.texts)
    actions = session.scalars(query.options(motion, selectinload(Action.changes)).order_by(Action.id)).unique().all()
    return Tabulated(
        COLUMNS,
        sorted(cells_of_actions(session, actions, today), key=_turn),
        choices=("standing", "state", "owner"),
        sorts={
            "": _l("Overdue first"),
            "due_on": _l("Due"),
            "adopted_on": _l("Adopted on"),
            "resolution": _l("Resolution"),
            "owner": _l("By whom"),
        },
    )


def cells_of_actions(session: Session, actions: Sequence[Action], today: date) -> list[Cells]:
    """Return what stands in the columns for each of some actions, as it was last corrected."""
    last = shown(session, CHANGE, [action.changes[-1] for action in actions if action.changes])
    happened = {read.row.action_id: read.value("happened_on") for read in last.values()}
    return [_cells(read, happened, today) for read in shown(session, ACTION, actions).values()]


def _turn(cells: Cells) -> tuple[int, int, int]:
    standing = list(STANDINGS).index(cells["standing"])
    return standing, -(cells["days_overdue"] or 0), -cells["age"]


def _cells(read: Shown, happened: dict[int, date], today: date) -> Cells:
    action: Action = read.row
    resolution, due_on = action.resolution, read.value("due_on")
    is_overdue = action.is_overdue(today, due_on)
    return {
        "resolution": resolution.number,
        "action": action.number,
        "text": read.value("text"),
        "kind": action.kind.value,
        "owner": read.value("owner"),
        "addressee": read.value("addressee"),
        "due_on": due_on,
        "days_overdue": (today - due_on).days if is_overdue else None,
        "state": action.state.value,
        "standing": "settled" if action.is_settled else "overdue" if is_overdue else "open",
        "since": happened.get(action.id),
        "adopted_on": resolution.adopted_on,
        "age": max(0, (today - resolution.adopted_on).days),
        "motion": resolution.motion.number,
        "title": resolution.motion.public_title,
    }


def counted(rows: Sequence[Cells]) -> dict[str, int]:
    """Return how many actions are overdue, open, and settled."""
    standings = [cells["standing"] for cells in rows]
    return {standing: standings.count(standing) for standing in STANDINGS}
