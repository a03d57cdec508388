"""The course of an amendment as a table of allowed moves."""

from consult.sdk.errors import Conflict
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.states import Course, LabelledState


class AmendmentState(LabelledState):
    """Where an amendment stands."""

    PROPOSED = "proposed", _l("Proposed, waits for its seconder"), "blue"
    SECONDED = "seconded", _l("Seconded, waits for a ruling"), "blue"
    IN_ORDER = "in_order", _l("In order, waits for a vote"), "purple"
    OUT_OF_ORDER = "out_of_order", _l("Out of order"), "red"
    ACCEPTED = "accepted", _l("Accepted without a vote"), "green"
    CARRIED = "carried", _l("Carried"), "green"
    LOST = "lost", _l("Lost"), "red"
    TIED = "tied", _l("Tied, not carried"), "orange"
    WITHDRAWN = "withdrawn", _l("Withdrawn")
    FALLEN = "fallen", _l("Not put to the vote")


_ENDS = frozenset({AmendmentState.WITHDRAWN, AmendmentState.FALLEN})
AMENDMENT_MOVES: dict[AmendmentState, frozenset[AmendmentState]] = {
    AmendmentState.PROPOSED: _ENDS | {AmendmentState.SECONDED},
    AmendmentState.SECONDED: _ENDS | {AmendmentState.IN_ORDER, AmendmentState.OUT_OF_ORDER},
    AmendmentState.IN_ORDER: _ENDS
    | {AmendmentState.ACCEPTED, AmendmentState.CARRIED, AmendmentState.LOST, AmendmentState.TIED},
    AmendmentState.OUT_OF_ORDER: frozenset(),
    AmendmentState.ACCEPTED: frozenset(),
    AmendmentState.CARRIED: frozenset(),
    AmendmentState.LOST: frozenset(),
    # A casting vote may be given, or noted, after the vote was recorded.
    AmendmentState.TIED: frozenset({AmendmentState.CARRIED, AmendmentState.LOST}),
    AmendmentState.WITHDRAWN: frozenset(),
    AmendmentState.FALLEN: frozenset(),
}
OPEN = frozenset(state for state, follow in AMENDMENT_MOVES.items() if follow) - {AmendmentState.TIED}
ADOPTED = frozenset({AmendmentState.ACCEPTED, AmendmentState.CARRIED})


class NotAtThisStep(Conflict):
    """The amendment has not come that far, or is past that step."""

    default = _l("This amendment is not at this step. Go to its page to see where it stands.")


AMENDMENT_COURSE = Course(
    moves=AMENDMENT_MOVES,
    refusal=lambda _before, _after: NotAtThisStep(),
    needs_reason=frozenset({AmendmentState.OUT_OF_ORDER, AmendmentState.FALLEN}),
)
