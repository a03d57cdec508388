"""What happens to impact evidence."""

from dataclasses import dataclass

from consult.sdk.events import Event
from consult.sdk.messages import lazy_gettext as _l


@dataclass(frozen=True, kw_only=True)
class AboutEvidence(Event):
    """Something that happened to one piece of evidence that was sent."""

    evidence_id: int
    reference: str


@dataclass(frozen=True, kw_only=True)
class EvidenceStarted(Event):
    """A group began a piece of evidence."""

    name = "impact.evidence_started"
    sentence = _l("{actor} began a piece of evidence for group {organisation_id}")

    evidence_id: int
    organisation_id: int


@dataclass(frozen=True, kw_only=True)
class EvidenceDiscarded(Event):
    """A group threw a draft away."""

    name = "impact.evidence_discarded"
    sentence = _l("{actor} threw away a draft of group {organisation_id}")

    evidence_id: int
    organisation_id: int


@dataclass(frozen=True, kw_only=True)
class AttachmentAdded(Event):
    """A file was added to a piece of evidence."""

    name = "impact.attachment_added"
    sentence = _l("{actor} added file {attachment_id} to evidence {evidence_id} (SHA-256 {sha256})")

    evidence_id: int
    attachment_id: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class AttachmentRemoved(Event):
    """A file was removed from a piece of evidence, and deleted."""

    name = "impact.attachment_removed"
    sentence = _l("{actor} removed file {attachment_id} from evidence {evidence_id} (SHA-256 {sha256})")

    evidence_id: int
    attachment_id: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class EvidenceSubmitted(Event):
    """A group sent a piece of evidence."""

    name = "impact.evidence_submitted"
    sentence = _l("{actor} sent evidence {reference} for group {organisation_id}")

    evidence_id: int
    organisation_id: int
    reference: str


@dataclass(frozen=True, kw_only=True)
class EvidenceScreened(AboutEvidence):
    """An officer read a piece of evidence for the first time, or again after it was reopened."""

    name = "impact.evidence_screened"
    sentence = _l("{actor} screened evidence {reference}")


@dataclass(frozen=True, kw_only=True)
class EvidenceQueried(AboutEvidence):
    """An officer asked the group a question."""

    name = "impact.evidence_queried"
    sentence = _l("{actor} asked the group a question about evidence {reference}")


@dataclass(frozen=True, kw_only=True)
class QueryAnswered(AboutEvidence):
    """The group answered a question."""

    name = "impact.query_answered"
    sentence = _l("{actor} answered the question about evidence {reference}")


@dataclass(frozen=True, kw_only=True)
class EvidenceAccepted(AboutEvidence):
    """An officer accepted a piece of evidence."""

    name = "impact.evidence_accepted"
    sentence = _l("{actor} accepted evidence {reference}")


@dataclass(frozen=True, kw_only=True)
class EvidenceCleared(AboutEvidence):
    """An officer let the public read a piece of evidence."""

    name = "impact.evidence_cleared"
    sentence = _l("{actor} published evidence {reference} as its group wished")

    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class EvidenceTakenBack(AboutEvidence):
    """An officer took a piece of evidence from the public page."""

    name = "impact.evidence_taken_back"
    sentence = _l("{actor} took evidence {reference} from the public page")


@dataclass(frozen=True, kw_only=True)
class EvidenceRuledOut(AboutEvidence):
    """An officer found a piece of evidence to be out of scope; a second has to agree."""

    name = "impact.evidence_ruled_out"
    sentence = _l("{actor} found evidence {reference} out of scope: {reason}")

    reason: str


@dataclass(frozen=True, kw_only=True)
class RuledOutConfirmed(AboutEvidence):
    """A second officer agreed that a piece of evidence is out of scope."""

    name = "impact.ruled_out_confirmed"
    sentence = _l("{actor} confirmed that evidence {reference} is out of scope: {reason}")

    reason: str


@dataclass(frozen=True, kw_only=True)
class RuledOutRefused(AboutEvidence):
    """An officer did not agree that a piece of evidence is out of scope."""

    name = "impact.ruled_out_refused"
    sentence = _l("{actor} sent evidence {reference} back to screening: {reason}")

    reason: str


@dataclass(frozen=True, kw_only=True)
class EvidenceAppealed(AboutEvidence):
    """A group appealed against its evidence being out of scope."""

    name = "impact.evidence_appealed"
    sentence = _l("{actor} appealed against evidence {reference} being out of scope")


@dataclass(frozen=True, kw_only=True)
class AppealDecided(AboutEvidence):
    """An officer decided the appeal of a group."""

    name = "impact.appeal_decided"
    sentence = _l("{actor} decided the appeal about evidence {reference}, {outcome}: {reason}")

    outcome: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class EvidenceWithdrawn(AboutEvidence):
    """A group withdrew its evidence."""

    name = "impact.evidence_withdrawn"
    sentence = _l("{actor} withdrew evidence {reference}")


@dataclass(frozen=True, kw_only=True)
class EvidenceCorrected(AboutEvidence):
    """A group corrected what an officer had entered for it."""

    name = "impact.evidence_corrected"
    sentence = _l("{actor} corrected the entered evidence {reference}")


@dataclass(frozen=True, kw_only=True)
class ReleaseAsked(AboutEvidence):
    """An officer asked a second one to publish evidence in which somebody could be recognised."""

    name = "impact.release_asked"
    sentence = _l("{actor} asked to publish evidence {reference}: {reason}")

    reason: str


@dataclass(frozen=True, kw_only=True)
class PublicationChosen(AboutEvidence):
    """A group changed who may read the evidence that it sent."""

    name = "impact.publication_chosen"
    sentence = _l("{actor} chose who may read evidence {reference}: {choice}")

    choice: str


@dataclass(frozen=True, kw_only=True)
class LatenessAllowed(Event):
    """An officer let a group send evidence after the closing time."""

    name = "impact.lateness_allowed"
    sentence = _l("{actor} let group {organisation_id} send evidence until {until_on}: {reason}")

    organisation_id: int
    until_on: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class EvidenceConsidered(AboutEvidence):
    """An officer weighed a piece of evidence."""

    name = "impact.evidence_considered"
    sentence = _l("{actor} weighed evidence {reference}")


@dataclass(frozen=True, kw_only=True)
class EvidenceAnswered(AboutEvidence):
    """An officer told the group what was done with its evidence."""

    name = "impact.evidence_answered"
    sentence = _l("{actor} answered evidence {reference}")


EVENTS: tuple[type[Event], ...] = (
    EvidenceStarted,
    EvidenceDiscarded,
    AttachmentAdded,
    AttachmentRemoved,
    EvidenceSubmitted,
    EvidenceScreened,
    EvidenceQueried,
    QueryAnswered,
    EvidenceAccepted,
    EvidenceCleared,
    EvidenceTakenBack,
    EvidenceRuledOut,
    RuledOutConfirmed,
    RuledOutRefused,
    EvidenceAppealed,
    AppealDecided,
    EvidenceWithdrawn,
    EvidenceCorrected,
    ReleaseAsked,
    PublicationChosen,
    LatenessAllowed,
    EvidenceConsidered,
    EvidenceAnswered,
)
