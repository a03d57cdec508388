"""Where a deployment and a pause can stand, and the one table of moves between these states."""

from consult.sdk.errors import Conflict
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.states import Course, LabelledState


class State(LabelledState):
    """Where a deployment stands, whether everybody may read it, and where a pause stands."""

    PLANNED = "planned", _l("Planned"), "blue"
    HELD = "held", _l("Took place")
    CANCELLED = "cancelled", _l("Cancelled"), "yellow"
    OPEN = "open", _l("Open to everybody"), "green"
    WITHHELD = "withheld", _l("Withheld"), "yellow"
    PAUSED = "paused", _l("Paused"), "yellow"
    RESUMED = "resumed", _l("Used again"), "green"


STAGES = (State.PLANNED, State.HELD, State.CANCELLED)
"""Where a deployment stands; it is born as planned or as held."""
MOVES: dict[State, frozenset[State]] = {
    # A plan gets its figures from a file, or is cancelled by an officer.
    State.PLANNED: frozenset({State.HELD, State.CANCELLED}),
    # The police publish figures of what was said to be cancelled, and an officer confirms them.
    State.CANCELLED: frozenset({State.HELD}),
    State.HELD: frozenset(),
    # An officer withholds it until a day, and again until another; a job or an officer ends it.
    State.OPEN: frozenset({State.WITHHELD}),
    State.WITHHELD: frozenset({State.WITHHELD, State.OPEN}),
    # Each pause ends once; another one is a pause of its own.
    State.PAUSED: frozenset({State.RESUMED}),
    State.RESUMED: frozenset(),
}
_REFUSALS = {
    (State.HELD, State.CANCELLED): _l(
        "This deployment took place, so it cannot be cancelled. Correct its figures instead."
    ),
    (State.RESUMED, State.RESUMED): _l("This pause has a last day already. Note a new pause if there is one."),
}


def refusal(before: State, after: State) -> Conflict:
    """Return what is said of a move that the table does not have."""
    said = _(
        "This is “%(before)s”, so it cannot become “%(after)s”. Reload the page to see where it stands.",
        before=before.label,
        after=after.label,
    )
    return Conflict(str(_REFUSALS.get((before, after), said)))


STAGE = Course(moves=MOVES, refusal=refusal, column="stage")
ACCESS = Course(moves=MOVES, refusal=refusal, column="access")
USE = Course(moves=MOVES, refusal=refusal, column="state")


def only_moves(column: str, states: tuple[State, ...]) -> str:
    """Return the condition under which a database lets a column go from one of these states into another."""
    return " OR ".join(
        f"(OLD.{column} = '{before}' AND NEW.{column} = '{after}')"
        for before in states
        for after in states
        if after in MOVES[before]
    )
