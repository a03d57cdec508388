"""Facts about data leaving."""

from dataclasses import dataclass

from consult.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ExportTaken(Event):
    """Somebody took data out; written before its first byte left."""

    name = "exports.export_taken"
    sentence = "{actor} exported {export} as {file_format} ({audience} columns)"

    export: str
    subject_id: int
    file_format: str
    audience: str


@dataclass(frozen=True, kw_only=True)
class ResultsPublished(Event):
    """An officer published the results of an activity."""

    name = "exports.results_published"
    sentence = "{actor} published results"

    activity_id: int
    with_comments: bool
