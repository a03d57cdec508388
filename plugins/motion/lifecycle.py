"""The course of a motion and of an action as two tables of allowed moves."""

from consult.sdk.errors import Conflict
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.states import Course, LabelledState


class State(LabelledState):
    """Where a motion stands."""

    DRAFT = "draft", _l("Draft")
    SUBMITTED = "submitted", _l("Submitted, being checked"), "blue"
    RETURNED = "returned", _l("Returned to the proposer"), "yellow"
    VALID = "valid", _l("Valid, not yet on an agenda"), "turquoise"
    ON_AGENDA = "on_agenda", _l("On the agenda"), "purple"
    CARRIED = "carried", _l("Carried"), "green"
    LOST = "lost", _l("Lost"), "red"
    TIED = "tied", _l("Tied, not carried"), "orange"
    WITHDRAWN = "withdrawn", _l("Withdrawn")
    LAPSED = "lapsed", _l("Lapsed, not debated")
    REFERRED = "referred", _l("Referred to another body"), "orange"
    DEFERRED = "deferred", _l("Deferred to another meeting"), "orange"
    ADJOURNED = "adjourned", _l("Debate adjourned"), "orange"
    NOT_PUT = "not_put", _l("Not put to the vote")
    OUT_OF_ORDER = "out_of_order", _l("Ruled out of order")


MOVES: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SUBMITTED, State.WITHDRAWN}),
    State.SUBMITTED: frozenset({State.RETURNED, State.VALID, State.WITHDRAWN}),
    State.RETURNED: frozenset({State.DRAFT, State.WITHDRAWN}),
    State.VALID: frozenset({State.ON_AGENDA, State.RETURNED, State.WITHDRAWN}),
    State.ON_AGENDA: frozenset(
        {
            State.ON_AGENDA,
            State.RETURNED,
            State.CARRIED,
            State.LOST,
            State.TIED,
            State.WITHDRAWN,
            State.LAPSED,
            State.REFERRED,
            State.DEFERRED,
            State.ADJOURNED,
            State.NOT_PUT,
            State.OUT_OF_ORDER,
        }
    ),
    State.REFERRED: frozenset({State.ON_AGENDA, State.WITHDRAWN, State.LAPSED}),
    State.DEFERRED: frozenset({State.ON_AGENDA, State.WITHDRAWN, State.LAPSED}),
    # What was moved belongs to the meeting, so its mover does not withdraw it alone.
    State.ADJOURNED: frozenset({State.ON_AGENDA, State.LAPSED}),
    State.NOT_PUT: frozenset(),
    State.OUT_OF_ORDER: frozenset(),
    State.CARRIED: frozenset(),
    State.LOST: frozenset(),
    # A casting vote may be given, or noted, after the vote was recorded.
    State.TIED: frozenset({State.CARRIED, State.LOST}),
    State.WITHDRAWN: frozenset(),
    State.LAPSED: frozenset(),
}


class AlreadyOver(Conflict):
    """The motion was decided, withdrawn or has lapsed."""

    default = _l("This motion is already decided, withdrawn or lapsed, so this cannot be done any more.")


class NotYet(Conflict):
    """The motion has not come that far, or is past that step."""

    default = _l("This motion is not at this step. Go to its page to see where it stands.")


COMES_BACK = frozenset({State.REFERRED, State.DEFERRED, State.ADJOURNED})
"""Where a motion waits for a later meeting."""
ENDED = frozenset(state for state, follow in MOVES.items() if not follow) | {State.TIED}
COURSE = Course(moves=MOVES, refusal=lambda before, _after: AlreadyOver() if before in ENDED else NotYet())
_HEARD = frozenset({State.ON_AGENDA}) | COMES_BACK | (ENDED - {State.WITHDRAWN})
PUBLIC_FROM = {
    "submitted": _HEARD | {State.VALID, State.SUBMITTED},
    "valid": _HEARD | {State.VALID},
    "agenda": _HEARD,
}
"""The states in which a motion becomes public, by what the standing orders say."""
TEXT_IS_PUBLIC = frozenset(State) - {State.DRAFT, State.RETURNED}
WAY_OF_MOTION = frozenset(State) - {State.DRAFT}
"""Where the public reads that a motion has been."""
DECIDED = frozenset({State.CARRIED, State.LOST, State.TIED})


class ActionState(LabelledState):
    """Where an action of a resolution stands; `not_known` is for decisions taken before this record began."""

    NOT_KNOWN = "not_known", _l("Not known")
    NOT_STARTED = "not_started", _l("Not started")
    DRAFTED = "drafted", _l("Drafted"), "blue"
    SENT = "sent", _l("Sent"), "turquoise"
    ACKNOWLEDGED = "acknowledged", _l("Acknowledged"), "turquoise"
    CHASED = "chased", _l("Chased"), "orange"
    REPLIED = "replied", _l("Replied"), "green"
    NO_REPLY = "no_reply", _l("No reply"), "red"
    OVERTAKEN = "overtaken", _l("Overtaken by events")
    CLOSED = "closed", _l("Closed"), "green"


_ENDS = frozenset({ActionState.OVERTAKEN, ActionState.CLOSED})
_ANSWERS = frozenset({ActionState.CHASED, ActionState.REPLIED, ActionState.NO_REPLY})
UNSENT = frozenset({ActionState.NOT_KNOWN, ActionState.NOT_STARTED, ActionState.DRAFTED})
"""Where nothing is known to have gone out yet."""
ACTION_MOVES: dict[ActionState, frozenset[ActionState]] = {
    ActionState.NOT_KNOWN: frozenset(ActionState) - {ActionState.NOT_KNOWN},
    ActionState.NOT_STARTED: frozenset({ActionState.DRAFTED, ActionState.SENT}) | _ENDS,
    ActionState.DRAFTED: frozenset({ActionState.SENT}) | _ENDS,
    ActionState.SENT: _ANSWERS | {ActionState.ACKNOWLEDGED} | _ENDS,
    ActionState.ACKNOWLEDGED: _ANSWERS | _ENDS,
    ActionState.CHASED: _ANSWERS | {ActionState.ACKNOWLEDGED} | _ENDS,
    ActionState.NO_REPLY: frozenset({ActionState.CHASED, ActionState.REPLIED}) | _ENDS,
    # Back to “sent” it goes only when what was filed as a reply was none.
    ActionState.REPLIED: frozenset({ActionState.CHASED, ActionState.SENT}) | _ENDS,
    ActionState.OVERTAKEN: frozenset({ActionState.CLOSED}),
    ActionState.CLOSED: frozenset(),
}
ACTION_COURSE = Course(
    moves=ACTION_MOVES,
    refusal=lambda before, after: Conflict(
        _("An action that is “%(label)s” cannot become “%(label_2)s”.", label=before.label, label_2=after.label)
    ),
    needs_reason=_ENDS,
    reason_field="note",
)
SETTLED = frozenset({ActionState.REPLIED, ActionState.OVERTAKEN, ActionState.CLOSED})
