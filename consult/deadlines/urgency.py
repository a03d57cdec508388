"""What waits for somebody, the most urgent first: what is overdue, what is due soon, and the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from consult.contract.deployment import deployment_of
from consult.contract.plugin import Waiting
from consult.deadlines.services import BEFORE
from consult.kernel import clock
from consult.kernel.authz import Actor
from consult.kernel.db import database_now


@dataclass(frozen=True)
class ByUrgency:
    """What waits for a person: of what is due the earliest first, of the rest what has waited longest."""

    overdue: Sequence[Waiting]
    soon: Sequence[Waiting]
    rest: Sequence[Waiting]


def waiting_by_urgency(session: Session, actor: Actor, part: str = "") -> ByUrgency:
    """Return what waits for a person; with the name of a plugin, only what is done on its pages."""
    found = waiting_on_pages(session, actor, part)
    today = clock.london(database_now(session)).date()
    dated = sorted((item for item in found if _due(item) <= today + BEFORE), key=_due)
    return ByUrgency(
        overdue=[item for item in dated if _due(item) < today],
        soon=[item for item in dated if _due(item) >= today],
        rest=[item for item in found if _due(item) > today + BEFORE],
    )


def waiting_on_pages(session: Session, actor: Actor, part: str = "") -> list[Waiting]:
    """Return what waits for a person; with the name of a plugin, or of one of its blueprints, what is done there."""
    return [
        item
        for item in deployment_of(session).registry.waiting_for(session, actor)
        for blueprint in [item.endpoint.partition(".")[0]]
        if not part or part in (blueprint, blueprint.partition("_")[0])
    ]


def _due(item: Waiting) -> date:
    return item.due or date.max
