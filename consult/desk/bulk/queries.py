"""Finding acts for many responses, and how far they are."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.consultations.policies import desk
from consult.desk.bulk.models import BulkAct, BulkChange, BulkState, Step
from consult.kernel.authz import Actor
from consult.kernel.errors import NotFound, SignInNeeded
from consult.submissions.models import Submission


def find_bulk_act(session: Session, bulk_act_id: int, actor: Actor) -> BulkAct:
    """Return an act; raises `SignInNeeded` for a stranger, `NotFound` when there is none the actor may know of."""
    if not actor.is_signed_in:
        raise SignInNeeded
    act = session.get(BulkAct, bulk_act_id)
    if act is None or not desk.allows(actor):
        raise NotFound
    return act


def activity_of_act(session: Session, act: BulkAct) -> Activity:
    """Return the activity whose responses an act changes."""
    return session.get_one(Activity, act.activity_id)


def steps_of(session: Session, act: BulkAct) -> dict[Step, int]:
    """Return how many responses stand at each step of an act; none that has none."""
    query = select(BulkChange.step, func.count()).where(BulkChange.bulk_act_id == act.id).group_by(BulkChange.step)
    return {row[0]: row[1] for row in session.execute(query)}


def first_of(session: Session, act: BulkAct, number: int) -> Sequence[Submission]:
    """Return the first responses of an act."""
    query = select(Submission).join(BulkChange, BulkChange.submission_id == Submission.id)
    return session.scalars(query.where(BulkChange.bulk_act_id == act.id).order_by(Submission.id).limit(number)).all()


def acts_of(activity_id: int) -> Select[BulkAct]:
    """Select the acts for many responses of an activity that were begun, the newest first."""
    begun = (BulkAct.activity_id == activity_id, BulkAct.state != BulkState.PLANNED)
    return select(BulkAct).where(*begun).order_by(BulkAct.id.desc())
