"""Finding responses on the desk by what was decided about publishing them."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, and_, false, select
from sqlalchemy.orm import Session

from consult.comments.models import Publication, Standing
from consult.comments.queries import asks_consent
from consult.consultations.models import Activity
from consult.contract.desk_filters import DeskFilter
from consult.contract.questions import CONSENT_KEY
from consult.kernel.messages import lazy_gettext as _l
from consult.submissions.consent import NAMED, UNNAMED
from consult.submissions.models import Status, Submission

UNDECIDED = "undecided"
_CHOICES = {
    UNDECIDED: _l("May be published, nothing decided"),
    Standing.PUBLISHED: _l("Published"),
    Standing.HELD: _l("Held back"),
}


def _choices(session: Session, activity_id: int) -> Mapping[str, str]:
    return _CHOICES if asks_consent(session, session.get_one(Activity, activity_id)) else {}


def _stands_so(value: str) -> ColumnElement[bool]:
    """Return the condition that this was decided about a response, or nothing so far though it may be published."""
    decided = select(Publication.submission_id).where(Publication.submission_id == Submission.id)
    if value == UNDECIDED:
        consents = Submission.answers[CONSENT_KEY].as_string().in_([NAMED, UNNAMED])
        return and_(Submission.status == Status.SUBMITTED, consents, ~decided.exists())
    return decided.where(Publication.standing == value).exists() if value in _CHOICES else false()


DESK_FILTERS = (DeskFilter(name="publication", label=_l("Publication"), choices=_choices, condition=_stands_so),)
