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
    """An officer published the results of an activity, by a method that is no longer used."""

    name = "exports.results_published"
    schema_version = 2
    sentence = _l("{actor} published results")

    activity_id: int


@dataclass(frozen=True, kw_only=True)
class EditionMade(Event):
    """The next edition of an activity's results was made and published."""

    name = "exports.edition_made"
    sentence = _l("{actor} published results: edition {number}, {people} people")

    activity_id: int
    number: int
    people: int


@dataclass(frozen=True, kw_only=True)
class ResultsWithdrawn(Event):
    """An officer withdrew the tables of an activity's results, for a reason that everybody reads."""

    name = "exports.results_withdrawn"
    sentence = _l("{actor} withdrew results: edition {number}")

    activity_id: int
    number: int


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


@dataclass(frozen=True, kw_only=True)
class ExactCountsRequested(Event):
    """An officer asked another one to sign that the exact counts of published results are published too."""

    name = "exports.exact_counts_requested"
    sentence = _l("{actor} asked a second officer to publish exact counts")

    activity_id: int


@dataclass(frozen=True, kw_only=True)
class ExactCountsSigned(Event):
    """A second officer signed that exact counts are published."""

    name = "exports.exact_counts_signed"
    sentence = _l("{actor} signed the publication of exact counts")

    activity_id: int


@dataclass(frozen=True, kw_only=True)
class ExactCountsPublished(Event):
    """The exact counts of the questions that are not sensitive were published, once and never again."""

    name = "exports.exact_counts_published"
    sentence = _l("{actor} published the exact counts of {questions} questions")

    activity_id: int
    number: int
    questions: int


@dataclass(frozen=True, kw_only=True)
class ExactCountsRequestDropped(Event):
    """Exact counts that were to be published are not: the request was taken back or sent back."""

    name = "exports.exact_counts_request_dropped"
    sentence = _l("{actor} dropped the request to publish exact counts")

    activity_id: int


@dataclass(frozen=True, kw_only=True)
class LateFormsDaySet(Event):
    """The last day for late forms of an activity was said, changed, or taken back."""

    name = "exports.late_forms_day_set"
    sentence = _l("{actor} set the last day for late forms to {day}")

    activity_id: int
    day: str


EVENTS: tuple[type[Event], ...] = (
    EditionMade,
    ExactCountsPublished,
    ExactCountsRequestDropped,
    ExactCountsRequested,
    ExactCountsSigned,
    ExportTaken,
    LateFormsDaySet,
    ResultsPublished,
    ResultsRequested,
    ResultsRequestDropped,
    ResultsWithdrawn,
)
