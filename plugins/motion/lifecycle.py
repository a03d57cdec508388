"""The course of a motion and of an action as two tables of allowed moves."""

from enum import StrEnum


class State(StrEnum):
    """Where a motion stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    VALID = "valid"
    ON_AGENDA = "on_agenda"
    CARRIED = "carried"
    LOST = "lost"
    TIED = "tied"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"

    @property
    def label(self) -> str:
        """The state as people say it."""
        return _STATE_LABELS.get(self, self.value.capitalize())

    @property
    def colour(self) -> str:
        """The colour of the state's tag."""
        return _STATE_COLOURS.get(self, "grey")


_STATE_LABELS = {
    State.SUBMITTED: "Submitted, being checked",
    State.RETURNED: "Returned to the proposer",
    State.VALID: "Valid, not yet on an agenda",
    State.ON_AGENDA: "On the agenda",
    State.LAPSED: "Lapsed, not debated",
    State.TIED: "Tied, not carried",
}
_STATE_COLOURS = {
    State.SUBMITTED: "blue",
    State.VALID: "turquoise",
    State.ON_AGENDA: "purple",
    State.CARRIED: "green",
    State.LOST: "red",
    State.TIED: "orange",
    State.RETURNED: "yellow",
}

MOVES: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SUBMITTED, State.WITHDRAWN}),
    State.SUBMITTED: frozenset({State.RETURNED, State.VALID, State.WITHDRAWN}),
    State.RETURNED: frozenset({State.DRAFT, State.WITHDRAWN}),
    State.VALID: frozenset({State.ON_AGENDA, State.WITHDRAWN}),
    State.ON_AGENDA: frozenset({State.ON_AGENDA, State.CARRIED, State.LOST, State.TIED, State.WITHDRAWN, State.LAPSED}),
    State.CARRIED: frozenset(),
    State.LOST: frozenset(),
    State.TIED: frozenset(),
    State.WITHDRAWN: frozenset(),
    State.LAPSED: frozenset(),
}
_HEARD = frozenset({State.ON_AGENDA, State.CARRIED, State.LOST, State.TIED, State.LAPSED})
PUBLIC_FROM = {
    "submitted": _HEARD | {State.VALID, State.SUBMITTED},
    "valid": _HEARD | {State.VALID},
    "agenda": _HEARD,
}
"""The states in which a motion becomes public, by what the standing orders say."""
TEXT_IS_PUBLIC = frozenset(State) - {State.DRAFT, State.RETURNED}
DECIDED = frozenset({State.CARRIED, State.LOST, State.TIED})


class ActionState(StrEnum):
    """Where an action of a resolution stands; `not_known` is for decisions taken before this record began."""

    NOT_KNOWN = "not_known"
    NOT_STARTED = "not_started"
    DRAFTED = "drafted"
    SENT = "sent"
    CHASED = "chased"
    REPLIED = "replied"
    NO_REPLY = "no_reply"
    OVERTAKEN = "overtaken"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """The state as people say it."""
        return _ACTION_LABELS.get(self, self.value.replace("_", " ").capitalize())

    @property
    def colour(self) -> str:
        """The colour of the state's tag."""
        return _ACTION_COLOURS.get(self, "grey")


_ACTION_LABELS = {ActionState.OVERTAKEN: "Overtaken by events"}
_ACTION_COLOURS = {
    ActionState.DRAFTED: "blue",
    ActionState.SENT: "turquoise",
    ActionState.CHASED: "orange",
    ActionState.REPLIED: "green",
    ActionState.NO_REPLY: "red",
    ActionState.CLOSED: "green",
}

_ENDS = frozenset({ActionState.OVERTAKEN, ActionState.CLOSED})
_ANSWERS = frozenset({ActionState.CHASED, ActionState.REPLIED, ActionState.NO_REPLY})
ACTION_MOVES: dict[ActionState, frozenset[ActionState]] = {
    ActionState.NOT_KNOWN: frozenset(ActionState) - {ActionState.NOT_KNOWN},
    ActionState.NOT_STARTED: frozenset({ActionState.DRAFTED, ActionState.SENT}) | _ENDS,
    ActionState.DRAFTED: frozenset({ActionState.SENT}) | _ENDS,
    ActionState.SENT: _ANSWERS | _ENDS,
    ActionState.CHASED: _ANSWERS | _ENDS,
    ActionState.NO_REPLY: frozenset({ActionState.CHASED, ActionState.REPLIED}) | _ENDS,
    ActionState.REPLIED: frozenset({ActionState.CHASED}) | _ENDS,
    ActionState.OVERTAKEN: frozenset({ActionState.CLOSED}),
    ActionState.CLOSED: frozenset(),
}
NEEDS_REASON = _ENDS
SETTLED = frozenset({ActionState.REPLIED, ActionState.OVERTAKEN, ActionState.CLOSED})
