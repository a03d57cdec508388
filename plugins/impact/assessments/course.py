"""How a version of an assessment goes from a draft to one that somebody in office signed."""

from consult.sdk.errors import Conflict
from consult.sdk.messages import gettext as _
from consult.sdk.states import Course
from plugins.impact.assessments.guards import require_signer, require_whole
from plugins.impact.assessments.terms import Standing


class NotNow(Conflict):
    """The version of the assessment is not at the point where this can be done."""


def _refusal(before: Standing, after: Standing) -> NotNow:
    return NotNow(
        _(
            "This version is “%(before)s”, so it cannot become “%(after)s”. Reload the page to see where it is.",
            before=before.label,
            after=after.label,
        )
    )


COURSE = Course(
    moves={
        Standing.DRAFT: frozenset({Standing.REVIEW, Standing.DROPPED}),
        Standing.REVIEW: frozenset({Standing.DRAFT, Standing.SIGNED, Standing.DROPPED}),
        Standing.SIGNED: frozenset({Standing.SUPERSEDED}),
        Standing.SUPERSEDED: frozenset(),
        Standing.DROPPED: frozenset(),
    },
    refusal=_refusal,
    guards={
        (Standing.DRAFT, Standing.REVIEW): require_whole,
        (Standing.REVIEW, Standing.SIGNED): require_signer,
    },
)
