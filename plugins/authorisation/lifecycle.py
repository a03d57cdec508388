"""Where a case can stand, and the one table of moves between these states."""

from consult.sdk.errors import Conflict
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.states import LabelledState


class State(LabelledState):
    """Where a case stands."""

    DRAFT = "draft", _l("Draft")
    INTELLIGENCE = "intelligence", _l("Intelligence case being written"), "blue"
    ENGAGEMENT = "engagement", _l("Impact being assessed with the community"), "blue"
    ASSESSED = "assessed", _l("Impact assessed"), "turquoise"
    SUBMITTED = "submitted", _l("Application submitted"), "turquoise"
    REVIEW = "review", _l("With the authorising officer"), "purple"
    RETURNED = "returned", _l("Returned to the applicant"), "yellow"
    REFUSED = "refused", _l("Refused"), "red"
    AUTHORISED = "authorised", _l("Authority recorded"), "orange"
    URGENT = "urgent", _l("Urgent authority recorded, to be ratified"), "orange"
    NOTIFIED = "notified", _l("Public notice given"), "orange"
    WATCHLIST = "watchlist", _l("Watchlist confirmed"), "orange"
    LIVE = "live", _l("Deployed"), "red"
    SUSPENDED = "suspended", _l("Deployment paused"), "yellow"
    ENDED = "ended", _l("Deployment ended")
    CANCELLED = "cancelled", _l("Cancelled")
    EXPIRED = "expired", _l("Authority expired")
    DELETED = "deleted", _l("Watchlist and data deleted")
    REVIEWED = "reviewed", _l("Reviewed after the deployment"), "purple"
    PUBLISHED = "published", _l("Results published"), "green"
    CLOSED = "closed", _l("Closed")


IN_FORCE = frozenset({State.AUTHORISED, State.URGENT, State.NOTIFIED, State.WATCHLIST, State.LIVE, State.SUSPENDED})
"""The states in which an authority is recorded and has not ended."""
WEIGHED = frozenset({State.REVIEW, State.URGENT, State.ENDED, State.DELETED, State.REVIEWED})
"""The states in which views on the case wait to be considered."""
DECISIONS = frozenset({State.AUTHORISED, State.URGENT, State.REFUSED})
"""The states that an officer who decides records."""
BEFORE_DECISION = frozenset(
    {State.INTELLIGENCE, State.ENGAGEMENT, State.ASSESSED, State.SUBMITTED, State.REVIEW, State.RETURNED}
)
EDITABLE = frozenset({State.DRAFT, *BEFORE_DECISION}) - {State.REVIEW}
"""The states in which the applicant changes the case."""

MOVES: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.INTELLIGENCE, State.CANCELLED}),
    State.INTELLIGENCE: frozenset({State.ENGAGEMENT, State.URGENT, State.CANCELLED}),
    State.ENGAGEMENT: frozenset({State.ASSESSED, State.URGENT, State.CANCELLED}),
    State.ASSESSED: frozenset({State.SUBMITTED, State.URGENT, State.CANCELLED}),
    State.SUBMITTED: frozenset({State.REVIEW, State.URGENT, State.CANCELLED}),
    State.REVIEW: frozenset({State.AUTHORISED, State.URGENT, State.RETURNED, State.REFUSED, State.CANCELLED}),
    State.RETURNED: frozenset({State.ENGAGEMENT, State.CANCELLED}),
    State.REFUSED: frozenset({State.CLOSED}),
    # Ratified by an officer of the full rank, or cancelled when that does not come in time.
    State.URGENT: frozenset({State.AUTHORISED, State.REVIEW, State.CANCELLED}),
    State.AUTHORISED: frozenset({State.NOTIFIED, State.REVIEW, State.CANCELLED, State.EXPIRED}),
    State.NOTIFIED: frozenset({State.WATCHLIST, State.REVIEW, State.CANCELLED, State.EXPIRED}),
    State.WATCHLIST: frozenset({State.LIVE, State.REVIEW, State.CANCELLED, State.EXPIRED}),
    State.LIVE: frozenset({State.SUSPENDED, State.ENDED, State.REVIEW}),
    State.SUSPENDED: frozenset({State.LIVE, State.ENDED, State.REVIEW}),
    State.ENDED: frozenset({State.DELETED}),
    State.CANCELLED: frozenset({State.CLOSED}),
    State.EXPIRED: frozenset({State.CLOSED}),
    State.DELETED: frozenset({State.REVIEWED}),
    State.REVIEWED: frozenset({State.PUBLISHED}),
    State.PUBLISHED: frozenset({State.CLOSED}),
    State.CLOSED: frozenset(),
}
BY_SYSTEM = frozenset({State.EXPIRED})
"""States that only the clock enters."""
EXEMPTIONS = {
    "s31": _l("section 31 of the Freedom of Information Act: law enforcement"),
    "s40": _l("section 40 of the Freedom of Information Act: personal information"),
    "s42": _l("section 42 of the Freedom of Information Act: legal advice"),
}
"""Why a step or a case may be withheld until a stated date."""


def refusal(before: State, after: State) -> Conflict:
    """Return what is said of a move that the table does not have."""
    return Conflict(
        _(
            "This case is “%(before)s”, so it cannot become “%(after)s”. Reload the page to see where it stands.",
            before=before.label,
            after=after.label,
        )
    )
