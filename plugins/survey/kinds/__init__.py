"""The kinds of question that a survey asks, each with its field, its checks, its counts and its columns."""

from collections.abc import Mapping

from consult.sdk.questions import LONG_TEXT, Kind
from plugins.survey.kinds import choices, dates, lines, numbers, places
from plugins.survey.kinds.boxes import CHECKBOXES
from plugins.survey.kinds.budget import BUDGET
from plugins.survey.kinds.computed import COMPUTED
from plugins.survey.kinds.files import FILE
from plugins.survey.kinds.pairwise import PAIRWISE
from plugins.survey.kinds.ranking import RANKING

KINDS: tuple[Kind, ...] = (
    *choices.KINDS,
    *dates.KINDS,
    *lines.KINDS,
    *numbers.KINDS,
    *places.KINDS,
    BUDGET,
    CHECKBOXES,
    COMPUTED,
    FILE,
    PAIRWISE,
    RANKING,
)
ALL_KINDS: Mapping[str, Kind] = {kind.name: kind for kind in (*KINDS, LONG_TEXT)}
"""Every kind of question that a survey may ask, by name: the core's own long text too."""
