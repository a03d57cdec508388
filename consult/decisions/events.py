"""What happens on the way to a decision."""

from dataclasses import dataclass

from consult.kernel.events import Event
from consult.kernel.messages import lazy_gettext as _l


@dataclass(frozen=True, kw_only=True)
class AboutIssue(Event):
    """Something that happened to an issue."""

    issue_id: int
    number: int


@dataclass(frozen=True, kw_only=True)
class IssueAdded(AboutIssue):
    """An officer listed a point that the decision must answer."""

    name = "decisions.issue_added"
    sentence = _l("{actor} listed issue {number}")


@dataclass(frozen=True, kw_only=True)
class IssueEdited(AboutIssue):
    """An officer changed the words of an issue."""

    name = "decisions.issue_edited"
    sentence = _l("{actor} changed the words of issue {number}")


@dataclass(frozen=True, kw_only=True)
class IssueDropped(AboutIssue):
    """An officer took an issue from the list, with a reason."""

    name = "decisions.issue_dropped"
    sentence = _l("{actor} took issue {number} from the list")


@dataclass(frozen=True, kw_only=True)
class IssueAnswered(AboutIssue):
    """An officer said what was done with an issue, and why."""

    name = "decisions.issue_answered"
    sentence = _l("{actor} answered issue {number}: {disposition}")

    disposition: str


@dataclass(frozen=True, kw_only=True)
class ItemsCited(AboutIssue):
    """An officer cited responses, evidence or other things for an issue."""

    name = "decisions.submissions_cited"
    sentence = _l("{actor} cited {count} for issue {number}")

    count: int


@dataclass(frozen=True, kw_only=True)
class CitationRemoved(AboutIssue):
    """An officer took a citation back."""

    name = "decisions.citation_removed"
    sentence = _l("{actor} took back the citation of {reference} for issue {number}")

    reference: str


@dataclass(frozen=True, kw_only=True)
class IssueMoved(AboutIssue):
    """An officer moved an issue in the outline."""

    name = "decisions.issue_moved"
    sentence = _l("{actor} moved issue {number} in the outline, to {place}")

    place: str


@dataclass(frozen=True, kw_only=True)
class PointsPlaced(AboutIssue):
    """An officer put points into an issue."""

    name = "decisions.points_placed"
    sentence = _l("{actor} put {count} points into issue {number}")

    count: int


@dataclass(frozen=True, kw_only=True)
class PointsTakenOut(AboutIssue):
    """An officer took points out of an issue."""

    name = "decisions.points_taken_out"
    sentence = _l("{actor} took {count} points out of issue {number}")

    count: int


@dataclass(frozen=True, kw_only=True)
class PointSupplemented(AboutIssue):
    """An officer said something to one point beside the answer to its issue."""

    name = "decisions.point_supplemented"
    sentence = _l("{actor} wrote what is said to point {point} of issue {number}")

    point: int


@dataclass(frozen=True, kw_only=True)
class AdviceAsked(AboutIssue):
    """An officer asked a subject expert or the lawyer for advice on an issue, or on one of its points."""

    name = "decisions.advice_asked"
    sentence = _l("{actor} asked for advice on issue {number} ({expertise})")

    expertise: str


@dataclass(frozen=True, kw_only=True)
class AdviceGiven(AboutIssue):
    """Somebody who was asked gave their advice on an issue."""

    name = "decisions.advice_given"
    sentence = _l("{actor} gave advice on issue {number}")


@dataclass(frozen=True, kw_only=True)
class AdviceTakenBack(AboutIssue):
    """An officer asked no more for advice on an issue."""

    name = "decisions.advice_taken_back"
    sentence = _l("{actor} took back a question for advice on issue {number}")


@dataclass(frozen=True, kw_only=True)
class AdviceShown(AboutIssue):
    """An officer chose whether the public reads advice on an issue."""

    name = "decisions.advice_shown"
    sentence = _l("{actor} chose whether the public reads advice on issue {number}: {is_public}")

    is_public: bool


@dataclass(frozen=True, kw_only=True)
class AboutDecision(Event):
    """Something that happened to the record of a decision."""

    decision_id: int
    number: int


@dataclass(frozen=True, kw_only=True)
class DecisionBegun(AboutDecision):
    """An officer began to write a version of the decision."""

    name = "decisions.begun"
    sentence = _l("{actor} began version {number} of the decision")


@dataclass(frozen=True, kw_only=True)
class DecisionEdited(AboutDecision):
    """An officer changed the draft of the decision."""

    name = "decisions.edited"
    sentence = _l("{actor} changed the draft of version {number} of the decision")


@dataclass(frozen=True, kw_only=True)
class CorrectionDropped(AboutDecision):
    """An officer threw the draft of a correction away."""

    name = "decisions.correction_dropped"
    sentence = _l("{actor} threw away the draft of version {number} of the decision")


@dataclass(frozen=True, kw_only=True)
class DecisionPublished(AboutDecision):
    """The decision was published: the first version, or a correction."""

    name = "decisions.published"
    sentence = _l("{actor} published version {number} of the decision")


@dataclass(frozen=True, kw_only=True)
class DecisionReviewed(AboutDecision):
    """An officer said whether the decision did what was meant."""

    name = "decisions.reviewed"
    sentence = _l("{actor} reviewed version {number} of the decision: {verdict}")

    verdict: str


@dataclass(frozen=True, kw_only=True)
class QuotationsWithheld(Event):
    """Quotations were taken out of texts, since the public can no longer read the words that they repeat."""

    name = "decisions.quotations_withheld"
    sentence = _l("Quotations were withheld, since their words can no longer be read ({count})")

    count: int


EVENTS: tuple[type[Event], ...] = (
    IssueAdded,
    IssueEdited,
    IssueDropped,
    IssueAnswered,
    ItemsCited,
    CitationRemoved,
    IssueMoved,
    PointsPlaced,
    PointsTakenOut,
    PointSupplemented,
    AdviceAsked,
    AdviceGiven,
    AdviceTakenBack,
    AdviceShown,
    DecisionBegun,
    DecisionEdited,
    CorrectionDropped,
    DecisionPublished,
    DecisionReviewed,
    QuotationsWithheld,
)
