"""How a piece of evidence goes from the group to an answer: one table of allowed moves."""

from enum import StrEnum

from consult.sdk import Conflict


class Status(StrEnum):
    """Where a piece of evidence stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SCREENED = "screened"
    QUERIED = "queried"
    ACCEPTED = "accepted"
    OUT_PROPOSED = "out_proposed"
    OUT_OF_SCOPE = "out_of_scope"
    APPEALED = "appealed"
    CONSIDERED = "considered"
    RESPONDED = "responded"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The status as the group and the officer read it."""
        return _LABELS[self]

    @property
    def colour(self) -> str:
        """The colour of its tag."""
        return _COLOURS.get(self, "")


_LABELS = {
    Status.DRAFT: "Draft",
    Status.SUBMITTED: "Submitted",
    Status.SCREENED: "Screened",
    Status.QUERIED: "Question asked",
    Status.ACCEPTED: "Accepted",
    Status.OUT_PROPOSED: "Out of scope, to be confirmed",
    Status.OUT_OF_SCOPE: "Out of scope",
    Status.APPEALED: "Appeal to be decided",
    Status.CONSIDERED: "Considered",
    Status.RESPONDED: "Answered",
    Status.WITHDRAWN: "Withdrawn",
}
_COLOURS = {
    Status.DRAFT: "grey",
    Status.SUBMITTED: "blue",
    Status.SCREENED: "turquoise",
    Status.QUERIED: "yellow",
    Status.ACCEPTED: "green",
    Status.OUT_PROPOSED: "orange",
    Status.OUT_OF_SCOPE: "grey",
    Status.APPEALED: "orange",
    Status.CONSIDERED: "purple",
    Status.RESPONDED: "green",
    Status.WITHDRAWN: "grey",
}

MOVES: dict[Status, frozenset[Status]] = {
    Status.DRAFT: frozenset({Status.SUBMITTED}),
    Status.SUBMITTED: frozenset({Status.SCREENED, Status.WITHDRAWN}),
    Status.SCREENED: frozenset({Status.ACCEPTED, Status.QUERIED, Status.OUT_PROPOSED, Status.WITHDRAWN}),
    # The group answers (back to screening), or the officer decides without its answer.
    Status.QUERIED: frozenset({Status.SCREENED, Status.ACCEPTED, Status.OUT_PROPOSED, Status.WITHDRAWN}),
    # A second officer confirms, or sends it back to screening.
    Status.OUT_PROPOSED: frozenset({Status.OUT_OF_SCOPE, Status.SCREENED, Status.WITHDRAWN}),
    # The group appeals once, or an officer looks at it again.
    Status.OUT_OF_SCOPE: frozenset({Status.APPEALED, Status.SCREENED, Status.WITHDRAWN}),
    # An officer who was neither of the two decides.
    Status.APPEALED: frozenset({Status.OUT_OF_SCOPE, Status.SCREENED, Status.WITHDRAWN}),
    Status.ACCEPTED: frozenset({Status.CONSIDERED, Status.WITHDRAWN}),
    Status.CONSIDERED: frozenset({Status.RESPONDED, Status.WITHDRAWN}),
    Status.RESPONDED: frozenset(),
    Status.WITHDRAWN: frozenset(),
}
# A decision waits for none of these.
SETTLED = frozenset({Status.DRAFT, Status.OUT_OF_SCOPE, Status.RESPONDED, Status.WITHDRAWN})
# The decision owes these an answer.
OWED = frozenset({Status.ACCEPTED, Status.CONSIDERED})
ANSWER_DAYS = 20
"""How many working days after closing (or after it was accepted, where that is later) an answer is promised."""
PUBLISHED = frozenset({Status.ACCEPTED, Status.CONSIDERED, Status.RESPONDED})


class NotNow(Conflict):
    """The piece of evidence is not at the point where this can be done."""


class SamePerson(Conflict):
    """One officer would do both halves of what needs two."""

    default = "You took the step before this one, so another officer must do this."


def require_move(before: Status, after: Status) -> None:
    """Raise `NotNow` unless the table allows the move."""
    if after not in MOVES[before]:
        raise NotNow(
            f"This evidence is “{before.label}”, so it cannot become “{after.label}”. "
            "Reload the page to see where it is."
        )
