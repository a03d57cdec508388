"""Finding responses on the desk by a theme they have."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from consult.analysis.themes.models import Assignment, Theme
from consult.analysis.themes.queries import themes_of
from consult.consultations.models import Activity
from consult.contract.desk_filters import DeskFilter
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.row_numbers import row_number
from consult.submissions.models import Submission


def _choices(session: Session, activity_id: int) -> Mapping[str, str]:
    consultation_id = session.get_one(Activity, activity_id).consultation_id
    themes = session.scalars(themes_of(consultation_id))
    return {str(theme.id): f"{theme.code} {theme.title}" for theme in themes if theme.merged_into_id is None}


def _has_theme(value: str) -> ColumnElement[bool]:
    """Return the condition that a submission was given a theme, or one that counts under it, and it still stands."""
    number = row_number(value)
    counts = select(Theme.id).where(or_(Theme.id == number, Theme.merged_into_id == number))
    stands = (Assignment.ended_at.is_(None), Assignment.accepted_at.is_not(None))
    given = select(Assignment.id).where(Assignment.submission_id == Submission.id, Assignment.theme_id.in_(counts))
    return given.where(*stands).exists()


DESK_FILTERS = (DeskFilter(name="theme", label=_l("Theme"), choices=_choices, condition=_has_theme),)
