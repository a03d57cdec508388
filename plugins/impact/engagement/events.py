"""What happens in engagement."""

from dataclasses import dataclass

from consult.sdk.events import Event
from consult.sdk.messages import lazy_gettext as _l


@dataclass(frozen=True, kw_only=True)
class ContactSaved(Event):
    """Somebody entered or changed a body that can be invited."""

    name = "impact.contact_saved"
    sentence = _l("{actor} saved contact {contact_id}")

    contact_id: int


@dataclass(frozen=True, kw_only=True)
class ContactRemoved(Event):
    """Somebody removed a body from the list of contacts."""

    name = "impact.contact_removed"
    sentence = _l("{actor} removed contact {contact_id}")

    contact_id: int


@dataclass(frozen=True, kw_only=True)
class ContactsImported(Event):
    """Contacts were taken from a file."""

    name = "impact.contacts_imported"
    sentence = _l("{actor} took {lines} contacts from a file")

    lines: int


@dataclass(frozen=True, kw_only=True)
class AboutEngagement(Event):
    """Something that happened to an engagement about an assessment."""

    assessment_id: int
    number: str
    engagement_id: int


@dataclass(frozen=True, kw_only=True)
class EngagementSaved(AboutEngagement):
    """Somebody entered or changed an engagement."""

    name = "impact.engagement_saved"
    sentence = _l("{actor} saved engagement {engagement_id} about assessment {number}")


@dataclass(frozen=True, kw_only=True)
class BodiesInvited(AboutEngagement):
    """Bodies were invited by mail."""

    name = "impact.bodies_invited"
    sentence = _l("{actor} invited {invited} bodies to engagement {engagement_id} about assessment {number}")

    invited: int


@dataclass(frozen=True, kw_only=True)
class VoiceNoted(AboutEngagement):
    """Somebody noted what a body said, or what it was answered."""

    name = "impact.voice_noted"
    sentence = _l("{actor} noted what a body said at engagement {engagement_id} about assessment {number}")

    voice_id: int


@dataclass(frozen=True, kw_only=True)
class EngagementWordsWithheld(AboutEngagement):
    """Somebody withheld words of an engagement from the public."""

    name = "impact.engagement_words_withheld"
    sentence = _l("{actor} withheld words of engagement {engagement_id} about assessment {number} under {exemption}")

    exemption: str


@dataclass(frozen=True, kw_only=True)
class EngagementWordsPublished(AboutEngagement):
    """Somebody published words of an engagement that were withheld."""

    name = "impact.engagement_words_published"
    sentence = _l(
        "{actor} published words of engagement {engagement_id} about assessment {number}, withheld under {exemption}"
    )

    exemption: str


@dataclass(frozen=True, kw_only=True)
class GapAnswered(Event):
    """Somebody said what was done about a part of the community that was not reached."""

    name = "impact.gap_answered"
    sentence = _l("{actor} said what was done about “{category}” for assessment {number}")

    assessment_id: int
    number: str
    category: str


EVENTS: tuple[type[Event], ...] = (
    ContactSaved,
    ContactRemoved,
    ContactsImported,
    EngagementSaved,
    BodiesInvited,
    VoiceNoted,
    EngagementWordsWithheld,
    EngagementWordsPublished,
    GapAnswered,
)
