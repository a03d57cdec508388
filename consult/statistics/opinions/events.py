"""What happens when officers look for groups."""

from dataclasses import dataclass

from consult.kernel.events import Event
from consult.kernel.messages import lazy_gettext as _l


@dataclass(frozen=True, kw_only=True)
class OpinionGroupsSought(Event):
    """Groups of people who answer alike were looked for, at the wish of an officer."""

    name = "statistics.opinion_groups_sought"
    sentence = _l(
        "{actor} looked for groups of opinion among {people} people of activity {activity_id}: {groups} found"
    )

    activity_id: int
    people: int
    groups: int


EVENTS: tuple[type[Event], ...] = (OpinionGroupsSought,)
