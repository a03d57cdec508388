"""Facts about publishing what people wrote; what a respondent causes keeps no actor and only the hour."""

from dataclasses import dataclass

from consult.kernel.events import Event
from consult.kernel.messages import lazy_gettext as _l


@dataclass(frozen=True, kw_only=True)
class ResponsePublished(Event):
    """An officer published what a response says, by the consent of who sent it."""

    name = "comments.response_published"
    sentence = _l("{actor} published what response {submission_id} says")

    submission_id: int


@dataclass(frozen=True, kw_only=True)
class ResponseHeld(Event):
    """An officer held a response back from publication, with a reason code."""

    name = "comments.response_held"
    sentence = _l("{actor} held response {submission_id} back from publication ({code})")

    submission_id: int
    code: str


@dataclass(frozen=True, kw_only=True)
class PublicationReopened(Event):
    """An officer took back what was decided about publishing a response."""

    name = "comments.publication_reopened"
    sentence = _l("{actor} took back what was decided about publishing response {submission_id}")

    submission_id: int


@dataclass(frozen=True, kw_only=True)
class ConsentNarrowed(Event):
    """Whoever sent a response took back that it may be published, or that it may be with a name."""

    name = "comments.consent_narrowed"
    sentence = _l("Somebody took back consent to publish a response, or to name its author")
    is_anonymous = True

    activity_id: int


@dataclass(frozen=True, kw_only=True)
class TranslationKept(Event):
    """An officer kept a translation of a text of a response, or put another in its place."""

    name = "comments.translation_kept"
    sentence = _l("{actor} kept a translation of a text in response {submission_id}")

    submission_id: int
    language: str
    is_machine: bool


@dataclass(frozen=True, kw_only=True)
class TranslationRemoved(Event):
    """An officer removed the translation of a text of a response."""

    name = "comments.translation_removed"
    sentence = _l("{actor} removed a translation in response {submission_id}")

    submission_id: int


EVENTS: tuple[type[Event], ...] = (
    ResponsePublished,
    ResponseHeld,
    PublicationReopened,
    ConsentNarrowed,
    TranslationKept,
    TranslationRemoved,
)
