"""How a piece of evidence goes from the group to an answer: one table of allowed moves."""

from typing import Any

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.errors import Conflict
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.states import Course, LabelledState


class Status(LabelledState):
    """Where a piece of evidence stands."""

    DRAFT = "draft", _l("Draft")
    SUBMITTED = "submitted", _l("Submitted"), "blue"
    SCREENED = "screened", _l("Screened"), "turquoise"
    QUERIED = "queried", _l("Question asked"), "yellow"
    ACCEPTED = "accepted", _l("Accepted"), "green"
    OUT_PROPOSED = "out_proposed", _l("Out of scope, to be confirmed"), "orange"
    OUT_OF_SCOPE = "out_of_scope", _l("Out of scope")
    APPEALED = "appealed", _l("Appeal to be decided"), "orange"
    CONSIDERED = "considered", _l("Considered"), "purple"
    RESPONDED = "responded", _l("Answered"), "green"
    WITHDRAWN = "withdrawn", _l("Withdrawn")


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

    default = _l("You took the step before this one, so another officer must do this.")


def officers_who_found(evidence: Any) -> set[int | None]:
    """Return who found the evidence out of scope and who confirmed it, in the round that counts now."""
    found: set[int | None] = set()
    for step in reversed(evidence.steps):
        if step.stands_at in {Status.OUT_PROPOSED, Status.OUT_OF_SCOPE}:
            found.add(step.by_id)
        if step.stands_at is Status.OUT_PROPOSED:
            break
    return found


def _require_other(_session: Session, actor: Actor, evidence: object) -> None:
    if actor.person_id in officers_who_found(evidence):
        raise SamePerson(_("You took part in finding this evidence out of scope, so another officer must do this."))


def _refusal(before: Status, after: Status) -> NotNow:
    return NotNow(
        _(
            "This evidence is “%(label)s”, so it cannot become “%(label_2)s”. Reload the page to see where it is.",
            label=before.label,
            label_2=after.label,
        )
    )


COURSE = Course(
    moves=MOVES,
    refusal=_refusal,
    column="status",
    guards={
        (Status.OUT_PROPOSED, Status.OUT_OF_SCOPE): _require_other,
        (Status.APPEALED, Status.OUT_OF_SCOPE): _require_other,
        (Status.APPEALED, Status.SCREENED): _require_other,
    },
)
