"""Finding pledges."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.activities import Activity, Status, Submission, find_activity
from consult.sdk.errors import NotFound
from tests.outside.consult_pledge.models import Pledge


def find_pledges(session: Session, activity_id: int, actor: Actor) -> Activity:
    """Return the activity; raises `NotFound` for one of another plugin, or that the actor may not know of."""
    activity = find_activity(session, activity_id, actor)
    if activity.kind != "pledge":
        raise NotFound
    return activity


def find_pledge(session: Session, pledge_id: int) -> Pledge:
    """Return a pledge."""
    pledge = session.get(Pledge, pledge_id)
    if pledge is None:
        raise NotFound
    return pledge


def public() -> Select[Pledge]:
    """Select the pledges that everybody may read: those that count."""
    return select(Pledge).join(Pledge.submission).where(Submission.status == Status.SUBMITTED).order_by(Pledge.id)


def public_in(activity_id: int) -> Select[Pledge]:
    """Select the pledges of an activity that everybody may read."""
    return public().where(Submission.activity_id == activity_id)


def every_pledge(activity_id: int) -> Select[Pledge]:
    """Select all pledges of an activity, also those that were withdrawn or excluded."""
    return select(Pledge).join(Pledge.submission).where(Submission.activity_id == activity_id).order_by(Pledge.id)


def submissions_visible_to(_actor: Actor) -> Select[int]:
    """Select the numbers of the submissions that somebody who is not on the desk may know of."""
    return public().order_by(None).with_only_columns(Pledge.submission_id)
