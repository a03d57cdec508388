"""Whether the issues of a consultation may still change; whoever changes them takes the same lock first."""

from sqlalchemy.orm import Session

from consult.consultations.models import Consultation, State
from consult.decisions.models import Issue
from consult.decisions.queries import draft_of
from consult.kernel.db import lock_row
from consult.kernel.errors import Conflict
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l

NOT_YET = frozenset({State.DRAFT, State.SCHEDULED})
ENDED = frozenset({State.DECIDED, State.ARCHIVED})


class IssuesFixed(Conflict):
    """The decision was published, so its issues stand as they are."""

    default = _l(
        "The decision has been published, so its issues stand as they are. "
        "Begin a correction first if something in it is wrong."
    )


def require_open_list(session: Session, consultation: Consultation) -> None:
    """Lock the consultation and raise unless its issues may still change.

    Everything that changes what a decision says takes this lock first, and so does the publication: what the
    publication found complete cannot become incomplete before it commits.
    """
    lock_row(session, consultation)
    if consultation.state in NOT_YET:
        raise Conflict(_("This consultation has not opened yet, so there is nothing to answer."))
    if consultation.state in ENDED and session.scalar(draft_of(consultation.id)) is None:
        raise IssuesFixed


def may_change(session: Session, consultation: Consultation) -> bool:
    """Whether the issues of a consultation may change now, for the page that offers it."""
    if consultation.state in ENDED:
        return session.scalar(draft_of(consultation.id)) is not None
    return consultation.state not in NOT_YET


def lock_issue(session: Session, issue: Issue) -> None:
    """Lock an issue that is to change, and raise unless it may."""
    require_open_list(session, issue.consultation)
    lock_row(session, issue)
    if issue.dropped_at is not None:
        raise Conflict(_("Somebody took this issue from the list. Go back to the list of issues."))
