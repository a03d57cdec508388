"""Groups of people who answer alike, as an officer finds them on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult.consultations.models import Activity
from consult.kernel.db import database_now
from consult.statistics.opinions.differences import with_what_sets_apart
from consult.statistics.opinions.found import Found, Group, State, Votes
from consult.statistics.opinions.models import OpinionMap

if TYPE_CHECKING:
    from tests.architecture.world import World


def keep_opinion_groups(world: World, activity: Activity) -> None:
    """Keep two groups over two questions, which are old already."""
    first = Group(30, -1.0, 0.2, (Votes(28, 1, 1), Votes(27, 2, 1)))
    second = Group(20, 1.0, 0.1, (Votes(17, 2, 1), Votes(1, 19, 0)))
    found = Found(
        state=State.GROUPS,
        counted=55,
        people=50,
        statements=2,
        density=0.9,
        silhouette=0.4,
        by_chance=0.3,
        groups=with_what_sets_apart([first, second]),
    )
    made = OpinionMap(
        activity_id=activity.id,
        keys=["position", "reasons"],
        found=found.as_json(),
        newest_id=0,
        answers_revision=0,
        questions_version=1,
        made_at=database_now(world.session),
        asked_by_id=world.people["officer"].id,
    )
    world.session.add(made)
    world.session.flush()
