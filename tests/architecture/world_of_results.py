"""Published results, with the exact counts of a question that two officers signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.consultations.models import Activity
from consult.exports.making import publish_results
from consult.exports.models import ExactCounts
from tests.factories import XSS

if TYPE_CHECKING:
    from tests.architecture.world import World


def publish_all_results(world: World, activity: Activity) -> None:
    """Publish the results of an activity, and the exact counts of its first question beside them."""
    session, officer = world.session, world.actor("officer")
    edition = publish_results(session, officer, activity)
    table = next(table for table in edition.tables if table["name"] == "question:position")
    lines = {line["code"]: line["people"] or 0 for line in table["lines"] if line["kind"] != "total"}
    session.add(
        ExactCounts(
            activity_id=activity.id,
            edition_id=edition.id,
            counts={"question:position": lines},
            because=f"They are close. {XSS}",
            asked_at=edition.made_at,
            asked_by_id=world.people["administrator"].id,
            signed_at=edition.made_at,
            signed_by_id=officer.person_id,
        )
    )
    session.flush()
    session.expire(edition, ["exact"])
