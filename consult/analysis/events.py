"""What happens when officers divide texts into points."""

from dataclasses import dataclass

from consult.kernel.events import Event
from consult.kernel.messages import lazy_gettext as _l


@dataclass(frozen=True, kw_only=True)
class PointsMarked(Event):
    """An officer marked passages of a response as points."""

    name = "analysis.points_marked"
    sentence = _l("{actor} marked {count} points in response {submission_id}, up to point {number}")

    submission_id: int
    count: int
    number: int


@dataclass(frozen=True, kw_only=True)
class PassagesSetAside(Event):
    """An officer marked passages of a response as not substantive."""

    name = "analysis.passages_set_aside"
    sentence = _l("{actor} marked {count} passages of response {submission_id} as not substantive ({code})")

    submission_id: int
    count: int
    code: str


@dataclass(frozen=True, kw_only=True)
class MarkTakenBack(Event):
    """An officer took the mark of a passage back, so that it is open again."""

    name = "analysis.mark_taken_back"
    sentence = _l("{actor} took back a mark in response {submission_id}")

    submission_id: int
    passage_id: int


EVENTS: tuple[type[Event], ...] = (PointsMarked, PassagesSetAside, MarkTakenBack)
