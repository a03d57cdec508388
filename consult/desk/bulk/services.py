"""Planning one act for many responses, making it in slices, stopping it, and undoing it."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from consult.accounts.acting import actor_now
from consult.audit.services import record
from consult.consultations.models import Activity
from consult.desk.bulk.acts import ACTS, in_slices
from consult.desk.bulk.models import BulkAct, BulkChange, BulkKind, BulkState, Step
from consult.desk.bulk.queries import activity_of_act, steps_of
from consult.desk.events import BulkActMade, BulkActUndone
from consult.jobs.services import enqueue
from consult.kernel.authz import SYSTEM, Actor
from consult.kernel.db import begin_write, database_now, lock_row
from consult.kernel.errors import Conflict, Forbidden, Invalid
from consult.kernel.messages import gettext as _
from consult.submissions.owners import require_desk

BULK_ACT = "desk.bulk_act"
SLICE = 500
"""So many are changed while an officer waits; more by a job, in slices, so that nobody who writes waits long."""
KEPT = timedelta(days=1)
GOING_ON = (BulkState.RUNNING, BulkState.UNDOING)


def plan_act(
    session: Session,
    actor: Actor,
    activity: Activity,
    numbers: Sequence[int],
    kind: BulkKind,
    value: str,
    reason: str = "",
) -> BulkAct:
    """Note what is to be done with which responses, and do nothing yet.

    Those on which it would change nothing are left out. Raises `Forbidden` for who may not do so to one response,
    and `Invalid` when the value is not on offer or nothing would change.
    """
    act = ACTS[kind]
    require_desk(session, activity)
    if not actor.can(act.permission):
        raise Forbidden
    if act.in_words(session, activity, value) is None:
        raise Invalid(_("What you selected is not on offer any more. Select again."))
    begin_write(session)
    fitting = [
        number for part in in_slices(sorted(numbers), SLICE) for number in sorted(act.present(session, value, part))
    ]
    if not fitting:
        raise Invalid(_("This would change none of the responses, so there is nothing to do."))
    planned = BulkAct(
        activity_id=activity.id,
        kind=kind,
        value=value,
        reason=reason,
        found=len(numbers),
        planned_at=database_now(session),
        by_id=actor.person_id,
    )
    session.add(planned)
    session.flush()
    rows = [{"bulk_act_id": planned.id, "submission_id": number} for number in fitting]
    session.execute(insert(BulkChange), rows)
    return planned


def begin_act(session: Session, actor: Actor, act: BulkAct) -> None:
    """Do what was planned: at once where it is little, else by a job; asked for twice, it is done once.

    Raises `Forbidden` for anybody but who planned it.
    """
    lock_row(session, act)
    if act.by_id != actor.person_id:
        raise Forbidden(_("Only the officer who planned this can do it. Plan it yourself."))
    if act.state == BulkState.PLANNED:
        act.state = BulkState.RUNNING
        _go_on(session, act)


def stop_act(session: Session, actor: Actor, act: BulkAct) -> None:
    """Stop an act that is being done: what is not changed yet stays as it is."""
    lock_row(session, act)
    if act.state == BulkState.RUNNING:
        _end(session, act, actor, BulkState.STOPPED)


def undo_act(session: Session, actor: Actor, act: BulkAct) -> None:
    """Take an act back on every response that still stands as it left it.

    Raises `Forbidden` for who may not do so to one response, and `Conflict` while it is being done.
    """
    lock_row(session, act)
    if not actor.can(ACTS[act.kind].permission):
        raise Forbidden
    if act.state in {BulkState.PLANNED, BulkState.RUNNING}:
        raise Conflict(_("This is not done yet, so it cannot be undone. Stop it first."))
    if act.state in {BulkState.DONE, BulkState.STOPPED}:
        act.state, act.undone_by_id = BulkState.UNDOING, actor.person_id
        _go_on(session, act)


def discard_act(session: Session, act: BulkAct) -> None:
    """Forget what was planned and not begun; raises `Conflict` for what was."""
    lock_row(session, act)
    if act.state != BulkState.PLANNED:
        raise Conflict(_("This has already begun. You can stop it, or undo it."))
    session.delete(act)
    session.flush()


def take_slice(session: Session, act: BulkAct) -> None:
    """Change, or change back, the next responses of an act as the officer who asked, unless they may no longer."""
    lock_row(session, act)
    if act.state not in GOING_ON:
        return
    is_undone = act.state == BulkState.UNDOING
    actor = actor_now(session, act.undone_by_id if is_undone else act.by_id)
    if actor is None or not actor.can(ACTS[act.kind].permission):
        _end(session, act, SYSTEM, BulkState.STOPPED)
        return
    step = Step.MADE if is_undone else Step.WAITING
    next_rows = select(BulkChange).where(BulkChange.bulk_act_id == act.id, BulkChange.step == step)
    rows = session.scalars(next_rows.order_by(BulkChange.submission_id).limit(SLICE)).all()
    if is_undone:
        _undo(session, actor, act, rows)
    else:
        _make(session, actor, act, rows)
    session.flush()
    if len(rows) < SLICE:
        _end(session, act, actor, BulkState.UNDONE if is_undone else BulkState.DONE)


def _make(session: Session, actor: Actor, act: BulkAct, rows: Sequence[BulkChange]) -> None:
    kind, activity = ACTS[act.kind], activity_of_act(session, act)
    before = kind.present(session, act.value, [row.submission_id for row in rows])
    kind.make(session, actor, activity, act, list(before))
    for row in rows:
        row.step = Step.MADE if row.submission_id in before else Step.LEFT
        row.before = before.get(row.submission_id, "")


def _undo(session: Session, actor: Actor, act: BulkAct, rows: Sequence[BulkChange]) -> None:
    kind, activity = ACTS[act.kind], activity_of_act(session, act)
    same = set(kind.unchanged(session, act.value, [row.submission_id for row in rows]))
    kind.undo(
        session, actor, activity, act, {row.submission_id: row.before for row in rows if row.submission_id in same}
    )
    for row in rows:
        row.step = Step.UNDONE if row.submission_id in same else Step.KEPT


def _go_on(session: Session, act: BulkAct) -> None:
    session.flush()
    steps = steps_of(session, act)
    if steps.get(Step.MADE if act.state == BulkState.UNDOING else Step.WAITING, 0) < SLICE:
        take_slice(session, act)
    else:
        enqueue_slice(session, act)


def enqueue_slice(session: Session, act: BulkAct) -> None:
    """Ask for the next slice of an act by a job."""
    enqueue(
        session,
        BULK_ACT,
        created_by=actor_now(session, act.undone_by_id if act.state == BulkState.UNDOING else act.by_id),
        subject=("bulk_act", act.id),
        url=f"/staff/bulk-acts/{act.id}",
        bulk_act_id=act.id,
    )


def _end(session: Session, act: BulkAct, actor: Actor, state: BulkState) -> None:
    act.state = state
    session.flush()
    steps, activity = steps_of(session, act), activity_of_act(session, act)
    facts = {"consultation_id": activity.consultation_id, "activity_id": activity.id, "bulk_act_id": act.id}
    if state == BulkState.UNDONE:
        record(session, BulkActUndone(**facts, responses=steps.get(Step.UNDONE, 0)), actor)
    else:
        made = steps.get(Step.MADE, 0)
        record(session, BulkActMade(**facts, kind=act.kind, value=act.value, responses=made), actor)


def purge_plans(session: Session) -> int:
    """Delete what was planned more than a day ago and never begun, and return how much."""
    old = (BulkAct.state == BulkState.PLANNED, BulkAct.planned_at < database_now(session) - KEPT)
    return len(session.scalars(delete(BulkAct).where(*old).returning(BulkAct.id)).all())
