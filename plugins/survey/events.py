"""What happens to a survey."""

from dataclasses import dataclass

from consult.sdk.events import Event
from consult.sdk.messages import lazy_gettext as _l


@dataclass(frozen=True, kw_only=True)
class SurveyEdited(Event):
    """An officer changed the draft of a survey."""

    name = "survey.edited"
    sentence = _l("{actor} changed the draft of survey {activity_id}")

    activity_id: int


@dataclass(frozen=True, kw_only=True)
class SurveyImported(Event):
    """An officer replaced the draft of a survey by an imported definition."""

    name = "survey.imported"
    sentence = _l("{actor} replaced the draft of survey {activity_id} by an imported definition")

    activity_id: int


@dataclass(frozen=True, kw_only=True)
class SurveyPublished(Event):
    """An officer published a version of a survey."""

    name = "survey.published"
    sentence = _l("{actor} published version {version} of survey {activity_id} ({change_class})")

    activity_id: int
    version: int
    change_class: str


@dataclass(frozen=True, kw_only=True)
class ChangeProposed(Event):
    """An officer asked another to confirm a change after which answers cannot be compared."""

    name = "survey.change_proposed"
    sentence = _l("{actor} proposed version {version} of survey {activity_id} for another officer to confirm")

    activity_id: int
    version: int


@dataclass(frozen=True, kw_only=True)
class ChangeConfirmed(Event):
    """A second officer confirmed a change."""

    name = "survey.change_confirmed"
    sentence = _l("{actor} confirmed version {version} of survey {activity_id}, which another officer had proposed")

    activity_id: int
    version: int


@dataclass(frozen=True, kw_only=True)
class ChangeSentBack(Event):
    """A second officer did not confirm a change."""

    name = "survey.change_sent_back"
    sentence = _l("{actor} sent back version {version} of survey {activity_id}, which another officer had proposed")

    activity_id: int
    version: int


@dataclass(frozen=True, kw_only=True)
class ProposalWithdrawn(Event):
    """An officer took a proposal back."""

    name = "survey.proposal_withdrawn"
    sentence = _l("{actor} took back the proposal of version {version} of survey {activity_id}")

    activity_id: int
    version: int


@dataclass(frozen=True, kw_only=True)
class PictureTakenDown(Event):
    """An officer deleted a picture of an answer, also from published versions."""

    name = "survey.picture_taken_down"
    sentence = _l("{actor} deleted a picture of survey {activity_id}, also from published versions (SHA-256 {sha256})")

    activity_id: int
    sha256: str


EVENTS: tuple[type[Event], ...] = (
    SurveyEdited,
    SurveyImported,
    SurveyPublished,
    ChangeProposed,
    ChangeConfirmed,
    ChangeSentBack,
    ProposalWithdrawn,
    PictureTakenDown,
)
