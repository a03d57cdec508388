"""Facts about what was corrected and what was taken out."""

from dataclasses import dataclass

from consult.kernel.events import Event
from consult.kernel.messages import lazy_gettext as _l


@dataclass(frozen=True, kw_only=True)
class PassageRedacted(Event):
    """An officer took passages, or a whole text, out of a row, with a reason code."""

    name = "records.passage_redacted"
    sentence = _l("{actor} took out {passages} passages of {what} {row} ({code})")

    what: str
    table: str
    row: str
    places: int
    passages: int
    is_whole: bool
    code: str
    listed_as: str = ""


@dataclass(frozen=True, kw_only=True)
class RedactionUndone(Event):
    """A second officer put back what was taken out."""

    name = "records.redaction_undone"
    sentence = _l("{actor} put back what was taken out of {what} {row}")

    redaction_id: int
    what: str
    row: str
    place: str


@dataclass(frozen=True, kw_only=True)
class OriginalOpened(Event):
    """Somebody looked at a sealed original."""

    name = "records.original_opened"
    sentence = _l("{actor} opened the sealed original of {what} {row}")

    redaction_id: int
    what: str
    row: str


@dataclass(frozen=True, kw_only=True)
class RecordCorrected(Event):
    """An officer corrected a value on the record; what it said before stays readable."""

    name = "records.record_corrected"
    sentence = _l("{actor} corrected {what} {row}")

    correction_id: int
    what: str
    row: str
    place: str
    number: int
    table: str = ""


EVENTS: tuple[type[Event], ...] = (
    PassageRedacted,
    RedactionUndone,
    OriginalOpened,
    RecordCorrected,
)
