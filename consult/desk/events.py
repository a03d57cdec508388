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


@dataclass(frozen=True, kw_only=True)
class AnswerFileDeleted(Event):
    """An officer deleted a file that came with a response."""

    name = "desk.answer_file_deleted"
    sentence = _l("{actor} deleted a file of response {submission_id} (SHA-256 {sha256}): {reason}")

    submission_id: int
    sha256: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ResponseTagged(Event):
    """An officer gave a response a tag."""

    name = "desk.response_tagged"
    sentence = _l("{actor} gave response {submission_id} the tag {tag_id}")

    submission_id: int
    tag_id: int


@dataclass(frozen=True, kw_only=True)
class ResponseUntagged(Event):
    """An officer took a tag off a response."""

    name = "desk.response_untagged"
    sentence = _l("{actor} took the tag {tag_id} off response {submission_id}")

    submission_id: int
    tag_id: int


@dataclass(frozen=True, kw_only=True)
class BulkActMade(Event):
    """An officer did something with many responses at once; which ones is kept with the act."""

    name = "desk.bulk_act_made"
    sentence = _l("{actor} changed {responses} responses at once ({kind}: {value}, act {bulk_act_id})")

    activity_id: int
    bulk_act_id: int
    kind: str
    value: str
    responses: int


@dataclass(frozen=True, kw_only=True)
class BulkActUndone(Event):
    """An officer took back what was done with many responses at once, as far as they were not changed since."""

    name = "desk.bulk_act_undone"
    sentence = _l("{actor} took back what was done with {responses} responses at once (act {bulk_act_id})")

    activity_id: int
    bulk_act_id: int
    responses: int


@dataclass(frozen=True, kw_only=True)
class NoteAdded(Event):
    """An officer wrote a note about a response."""

    name = "desk.note_added"
    sentence = _l("{actor} wrote a note about response {submission_id}")

    submission_id: int


@dataclass(frozen=True, kw_only=True)
class NoteRemoved(Event):
    """A note about a response was removed."""

    name = "desk.note_removed"
    sentence = _l("{actor} removed a note about response {submission_id}")

    submission_id: int


EVENTS: tuple[type[Event], ...] = (
    ResponsesAssigned,
    ResponsesUnassigned,
    ResponseTagged,
    ResponseUntagged,
    BulkActMade,
    BulkActUndone,
    NoteAdded,
    NoteRemoved,
    AnswerFileDeleted,
)
