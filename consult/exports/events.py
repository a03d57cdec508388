"""Facts about data leaving."""

from dataclasses import dataclass

from consult.kernel.events import Event
from consult.kernel.messages import lazy_gettext as _l


@dataclass(frozen=True, kw_only=True)
class ExportTaken(Event):
    """Somebody took data out; written before its first byte left."""

    name = "exports.export_taken"
    sentence = _l("{actor} exported {export} as {file_format} ({audience} columns)")

    export: str
    subject_id: int
    file_format: str
    audience: str


@dataclass(frozen=True, kw_only=True)
class ResultsPublished(Event):
    """An officer published the results of an activity."""

    name = "exports.results_published"
    schema_version = 2
    sentence = _l("{actor} published results")

    activity_id: int


@dataclass(frozen=True, kw_only=True)
class ResultsRequested(Event):
    """An officer asked another one to publish the results of an activity."""

    name = "exports.results_requested"
    schema_version = 2
    sentence = _l("{actor} asked a second officer to publish results")

    activity_id: int


@dataclass(frozen=True, kw_only=True)
class ResultsRequestDropped(Event):
    """Results that were to be published are not: the request was taken back or sent back."""

    name = "exports.results_request_dropped"
    sentence = _l("{actor} dropped the request to publish results")

    activity_id: int


EVENTS: tuple[type[Event], ...] = (
    ExportTaken,
    ResultsPublished,
    ResultsRequested,
    ResultsRequestDropped,
)
