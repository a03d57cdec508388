"""What happens to cases."""

from dataclasses import dataclass

from consult.sdk.events import Event
from consult.sdk.messages import lazy_gettext as _l


@dataclass(frozen=True, kw_only=True)
class AboutCase(Event):
    """Something that happened to one case."""

    case_id: int
    number: str


@dataclass(frozen=True, kw_only=True)
class CaseOpened(AboutCase):
    """Somebody opened a case."""

    name = "authorisation.case_opened"
    sentence = _l("{actor} opened case {number}")


@dataclass(frozen=True, kw_only=True)
class CaseEdited(AboutCase):
    """Somebody changed what a case says or rests on."""

    name = "authorisation.case_edited"
    sentence = _l("{actor} changed “{part}” of case {number}")

    part: str


@dataclass(frozen=True, kw_only=True)
class ViewConsidered(AboutCase):
    """Somebody considered a view in a case."""

    name = "authorisation.view_considered"
    sentence = _l("{actor} considered {kind} {view_id} in case {number}")

    kind: str
    view_id: int


@dataclass(frozen=True, kw_only=True)
class CaseMoved(AboutCase):
    """A case came into another state."""

    name = "authorisation.case_moved"
    sentence = _l("{actor} recorded case {number} as {after}; before it was {before}")

    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class StepPublished(AboutCase):
    """What was withheld of a case came to its stated date, and is public."""

    name = "authorisation.step_published"
    sentence = _l("What was withheld of case {number} became public at its stated date")


@dataclass(frozen=True, kw_only=True)
class RulesImported(Event):
    """An administrator entered versions of the rules of the police."""

    name = "authorisation.rules_imported"
    sentence = _l("{actor} entered {versions} versions of the rules of the police")

    versions: int


@dataclass(frozen=True, kw_only=True)
class AboutConditions(Event):
    """Something that happened to a list of conditions."""

    list_id: int
    number: str


@dataclass(frozen=True, kw_only=True)
class ConditionsAsked(AboutConditions):
    """An officer entered that conditions were asked for."""

    name = "authorisation.conditions_asked"
    sentence = _l("{actor} entered the conditions {number} that were asked for")


@dataclass(frozen=True, kw_only=True)
class ConditionAdded(AboutConditions):
    """An officer added a condition to a list."""

    name = "authorisation.condition_added"
    sentence = _l("{actor} added the condition {code}")

    code: str


@dataclass(frozen=True, kw_only=True)
class ConditionFound(AboutConditions):
    """An officer noted whether a condition is met."""

    name = "authorisation.condition_found"
    sentence = _l("{actor} noted that condition {code} is: {status}")

    code: str
    status: str


@dataclass(frozen=True, kw_only=True)
class ConditionsWithdrawn(AboutConditions):
    """Conditions are asked for no longer."""

    name = "authorisation.conditions_withdrawn"
    sentence = _l("{actor} noted that the conditions {number} are asked for no longer")


EVENTS = (
    CaseOpened,
    CaseEdited,
    ViewConsidered,
    CaseMoved,
    StepPublished,
    RulesImported,
    ConditionsAsked,
    ConditionAdded,
    ConditionFound,
    ConditionsWithdrawn,
)
