"""What happens to a survey."""

from dataclasses import dataclass

from consult.sdk import Event


@dataclass(frozen=True, kw_only=True)
class SurveyEdited(Event):
    """An officer changed the draft of a survey."""

    name = "survey.edited"
    sentence = "{actor} changed the draft of survey {activity_id}"

    activity_id: int


@dataclass(frozen=True, kw_only=True)
class SurveyImported(Event):
    """An officer replaced the draft of a survey by an imported definition."""

    name = "survey.imported"
    sentence = "{actor} replaced the draft of survey {activity_id} by an imported definition"

    activity_id: int


@dataclass(frozen=True, kw_only=True)
class SurveyPublished(Event):
    """An officer published a version of a survey."""

    name = "survey.published"
    sentence = "{actor} published version {version} of survey {activity_id} ({change_class})"

    activity_id: int
    version: int
    change_class: str


EVENTS: tuple[type[Event], ...] = (SurveyEdited, SurveyImported, SurveyPublished)
