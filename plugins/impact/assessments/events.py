"""What happens to impact assessments."""

from dataclasses import dataclass

from consult.sdk.events import Event
from consult.sdk.messages import lazy_gettext as _l


@dataclass(frozen=True, kw_only=True)
class AboutAssessment(Event):
    """Something that happened to one assessment; its kind is the kind under which others refer to it."""

    assessment_id: int
    kind: str
    number: str
    version: int


@dataclass(frozen=True, kw_only=True)
class AssessmentBegun(AboutAssessment):
    """Somebody began an assessment, or a further version of it."""

    name = "impact.assessment_begun"
    sentence = _l("{actor} began version {version} of assessment {number}")


@dataclass(frozen=True, kw_only=True)
class EntrySaved(AboutAssessment):
    """Somebody saved a section or a row of an assessment."""

    name = "impact.entry_saved"
    sentence = _l("{actor} saved “{part}” in version {version} of assessment {number}")

    part: str
    entry_id: int


@dataclass(frozen=True, kw_only=True)
class EntryRemoved(AboutAssessment):
    """Somebody removed a row from an assessment; earlier versions keep it."""

    name = "impact.entry_removed"
    sentence = _l("{actor} removed a row of “{part}” from version {version} of assessment {number}")

    part: str
    entry_id: int


@dataclass(frozen=True, kw_only=True)
class AssessmentSent(AboutAssessment):
    """Somebody sent a version for review."""

    name = "impact.assessment_sent"
    sentence = _l("{actor} sent version {version} of assessment {number} for review")


@dataclass(frozen=True, kw_only=True)
class AssessmentReturned(AboutAssessment):
    """Somebody returned a version to its authors."""

    name = "impact.assessment_returned"
    sentence = _l("{actor} returned version {version} of assessment {number} to its authors")


@dataclass(frozen=True, kw_only=True)
class VersionDropped(AboutAssessment):
    """Somebody dropped a version that was begun by mistake, before it was signed."""

    name = "impact.version_dropped"
    sentence = _l("{actor} dropped version {version} of assessment {number}")


@dataclass(frozen=True, kw_only=True)
class AssessmentChanged(AboutAssessment):
    """A version of an assessment was signed, so the assessment says something else from now on."""

    name = "impact.assessment_changed"
    sentence = _l("{actor} signed version {version} of assessment {number}")


@dataclass(frozen=True, kw_only=True)
class WordsWithheld(AboutAssessment):
    """Somebody withheld words of an assessment from the public."""

    name = "impact.words_withheld"
    sentence = _l("{actor} withheld words of “{part}” in assessment {number} under {exemption}")

    part: str
    entry_id: int
    exemption: str


@dataclass(frozen=True, kw_only=True)
class WithholdingLifted(AboutAssessment):
    """Somebody published words of an assessment that were withheld."""

    name = "impact.withholding_lifted"
    sentence = _l("{actor} published words of “{part}” in assessment {number} that were withheld")

    part: str
    entry_id: int


@dataclass(frozen=True, kw_only=True)
class ReviewFellDue(AboutAssessment):
    """Something happened, or a day came, that makes a signed assessment due for review."""

    name = "impact.review_fell_due"
    sentence = _l("{actor} brought the review of assessment {number} forward ({cause})")

    cause: str


@dataclass(frozen=True, kw_only=True)
class LevelsNamed(Event):
    """Somebody named the levels of community tension."""

    name = "impact.levels_named"
    sentence = _l("{actor} named the levels of community tension")


EVENTS: tuple[type[Event], ...] = (
    AssessmentBegun,
    EntrySaved,
    EntryRemoved,
    AssessmentSent,
    AssessmentReturned,
    VersionDropped,
    AssessmentChanged,
    WordsWithheld,
    WithholdingLifted,
    ReviewFellDue,
    LevelsNamed,
)
