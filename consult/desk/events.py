"""Facts about how officers share the work."""

from dataclasses import dataclass

from consult.kernel.events import Event
from consult.kernel.messages import lazy_gettext as _l


@dataclass(frozen=True, kw_only=True)
class ResponsesAssigned(Event):
    """An officer gave responses to somebody to read."""

    name = "desk.responses_assigned"
    sentence = _l("{actor} assigned {responses} responses to {person_id}")

    activity_id: int
    person_id: int
    responses: int


@dataclass(frozen=True, kw_only=True)
class ResponsesUnassigned(Event):
    """An officer took it back that responses are for somebody to read."""

    name = "desk.responses_unassigned"
    sentence = _l("{actor} took back to whom {responses} responses were assigned")

    activity_id: int
    responses: int


EVENTS: tuple[type[Event], ...] = (ResponsesAssigned, ResponsesUnassigned)
