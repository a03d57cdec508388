"""What happens to impact evidence."""

from dataclasses import dataclass

from consult.sdk import Event


@dataclass(frozen=True, kw_only=True)
class AboutEvidence(Event):
    """Something that happened to one piece of evidence that was sent."""

    evidence_id: int
    reference: str


@dataclass(frozen=True, kw_only=True)
class EvidenceStarted(Event):
    """A group began a piece of evidence."""

    name = "impact.evidence_started"
    sentence = "{actor} began evidence {evidence_id} for group {organisation_id}"

    evidence_id: int
    organisation_id: int


@dataclass(frozen=True, kw_only=True)
class EvidenceDiscarded(Event):
    """A group threw a draft away."""

    name = "impact.evidence_discarded"
    sentence = "{actor} threw away the draft of evidence {evidence_id}"

    evidence_id: int


@dataclass(frozen=True, kw_only=True)
class EvidenceSubmitted(Event):
    """A group sent a piece of evidence."""

    name = "impact.evidence_submitted"
    sentence = "{actor} sent evidence {reference} for group {organisation_id}"

    evidence_id: int
    organisation_id: int
    reference: str


@dataclass(frozen=True, kw_only=True)
class EvidenceScreened(AboutEvidence):
    """An officer read a piece of evidence for the first time, or again after it was reopened."""

    name = "impact.evidence_screened"
    sentence = "{actor} screened evidence {reference}"


@dataclass(frozen=True, kw_only=True)
class EvidenceQueried(AboutEvidence):
    """An officer asked the group a question."""

    name = "impact.evidence_queried"
    sentence = "{actor} asked the group a question about evidence {reference}"


@dataclass(frozen=True, kw_only=True)
class QueryAnswered(AboutEvidence):
    """The group answered a question."""

    name = "impact.query_answered"
    sentence = "{actor} answered the question about evidence {reference}"


@dataclass(frozen=True, kw_only=True)
class EvidenceAccepted(AboutEvidence):
    """An officer accepted a piece of evidence."""

    name = "impact.evidence_accepted"
    sentence = "{actor} accepted evidence {reference}"


@dataclass(frozen=True, kw_only=True)
class EvidenceCleared(AboutEvidence):
    """An officer let the public read a piece of evidence."""

    name = "impact.evidence_cleared"
    sentence = "{actor} published evidence {reference} as its group wished"


@dataclass(frozen=True, kw_only=True)
class EvidenceTakenBack(AboutEvidence):
    """An officer took a piece of evidence from the public page."""

    name = "impact.evidence_taken_back"
    sentence = "{actor} took evidence {reference} from the public page"


@dataclass(frozen=True, kw_only=True)
class EvidenceRuledOut(AboutEvidence):
    """An officer found a piece of evidence to be out of scope."""

    name = "impact.evidence_ruled_out"
    sentence = "{actor} found evidence {reference} out of scope"


@dataclass(frozen=True, kw_only=True)
class EvidenceConsidered(AboutEvidence):
    """An officer weighed a piece of evidence."""

    name = "impact.evidence_considered"
    sentence = "{actor} weighed evidence {reference}"


@dataclass(frozen=True, kw_only=True)
class EvidenceAnswered(AboutEvidence):
    """An officer told the group what was done with its evidence."""

    name = "impact.evidence_answered"
    sentence = "{actor} answered evidence {reference}"


EVENTS: tuple[type[Event], ...] = (
    EvidenceStarted,
    EvidenceDiscarded,
    EvidenceSubmitted,
    EvidenceScreened,
    EvidenceQueried,
    QueryAnswered,
    EvidenceAccepted,
    EvidenceCleared,
    EvidenceTakenBack,
    EvidenceRuledOut,
    EvidenceConsidered,
    EvidenceAnswered,
)
