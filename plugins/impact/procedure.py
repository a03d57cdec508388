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
    OUT_OF_SCOPE = "out_of_scope"
    CONSIDERED = "considered"
    RESPONDED = "responded"

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
    Status.OUT_OF_SCOPE: "Out of scope",
    Status.CONSIDERED: "Considered",
    Status.RESPONDED: "Answered",
}
_COLOURS = {
    Status.DRAFT: "grey",
    Status.SUBMITTED: "blue",
    Status.SCREENED: "turquoise",
    Status.QUERIED: "yellow",
    Status.ACCEPTED: "green",
    Status.OUT_OF_SCOPE: "grey",
    Status.CONSIDERED: "purple",
    Status.RESPONDED: "green",
}

MOVES: dict[Status, frozenset[Status]] = {
    Status.DRAFT: frozenset({Status.SUBMITTED}),
    Status.SUBMITTED: frozenset({Status.SCREENED}),
    Status.SCREENED: frozenset({Status.ACCEPTED, Status.QUERIED, Status.OUT_OF_SCOPE}),
    # The group answers (back to screening), or the officer decides without its answer.
    Status.QUERIED: frozenset({Status.SCREENED, Status.ACCEPTED, Status.OUT_OF_SCOPE}),
    Status.ACCEPTED: frozenset({Status.CONSIDERED}),
    Status.OUT_OF_SCOPE: frozenset({Status.SCREENED}),
    Status.CONSIDERED: frozenset({Status.RESPONDED}),
    Status.RESPONDED: frozenset(),
}
# A decision waits for none of these.
SETTLED = frozenset({Status.DRAFT, Status.OUT_OF_SCOPE, Status.RESPONDED})
PUBLISHED = frozenset({Status.ACCEPTED, Status.CONSIDERED, Status.RESPONDED})


class NotNow(Conflict):
    """The piece of evidence is not at the point where this can be done."""


def require_move(before: Status, after: Status) -> None:
    """Raise `NotNow` unless the table allows the move."""
    if after not in MOVES[before]:
        raise NotNow(
            f"This evidence is “{before.label}”, so it cannot become “{after.label}”. "
            "Reload the page to see where it is."
        )
