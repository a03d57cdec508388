"""How many responses have each theme, where that comes from, and how many texts were coded."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from consult.analysis.themes.models import Assignment, Coding, Source, Theme
from consult.consultations.models import Activity
from consult.submissions.models import Status, Submission
from consult.submissions.tallies import counts_of

_COUNTS_AS = func.coalesce(Theme.merged_into_id, Theme.id)
_IS_COUNTED = and_(Assignment.ended_at.is_(None), Assignment.accepted_at.is_not(None))
_IS_PROPOSED = and_(Assignment.ended_at.is_(None), Assignment.accepted_at.is_(None))
_NUMBER = func.count(Assignment.submission_id.distinct())


@dataclass(frozen=True)
class ThemeCount:
    """How many counted responses have a theme, after where that was first found, and how many it is proposed for.

    A response with a theme from two sources counts once in all, and once under each.
    """

    responses: int = 0
    by_source: Mapping[Source, int] = field(default_factory=dict)
    proposed: int = 0


def theme_counts(session: Session, consultation_id: int) -> dict[int, ThemeCount]:
    """Return the counts of every theme that has any, those of merged themes under the one they count as."""
    in_all = _numbers(session, consultation_id, _IS_COUNTED)
    proposed = _numbers(session, consultation_id, _IS_PROPOSED)
    sources: dict[int, dict[Source, int]] = {}
    by_source = _of(consultation_id, _IS_COUNTED).add_columns(Assignment.source).group_by(Assignment.source)
    for theme_id, number, source in session.execute(by_source):
        sources.setdefault(theme_id, {})[source] = number
    return {
        theme_id: ThemeCount(in_all.get(theme_id, 0), sources.get(theme_id, {}), proposed.get(theme_id, 0))
        for theme_id in {**in_all, **proposed}
    }


def theme_counts_among(session: Session, consultation_id: int, among: Select[int]) -> dict[int, int]:
    """Return how many of some responses have each theme that any of them has."""
    counted = _of(consultation_id, _IS_COUNTED).where(Submission.id.in_(among))
    return {row[0]: row[1] for row in session.execute(counted)}


def coded_among(session: Session, consultation_id: int, among: Select[int]) -> int:
    """Return how many of some responses have any theme."""
    query = (
        select(_NUMBER)
        .join(Theme, Theme.id == Assignment.theme_id)
        .join(Submission, Submission.id == Assignment.submission_id)
        .where(Theme.consultation_id == consultation_id, Submission.status == Status.SUBMITTED, _IS_COUNTED)
    )
    return session.scalar(query.where(Submission.id.in_(among))) or 0


def _numbers(session: Session, consultation_id: int, condition: ColumnElement[bool]) -> dict[int, int]:
    return {row[0]: row[1] for row in session.execute(_of(consultation_id, condition))}


def _of(consultation_id: int, condition: ColumnElement[bool]) -> Select[int, int]:
    return (
        select(_COUNTS_AS, _NUMBER)
        .join(Theme, Theme.id == Assignment.theme_id)
        .join(Submission, Submission.id == Assignment.submission_id)
        .where(Theme.consultation_id == consultation_id, Submission.status == Status.SUBMITTED, condition)
        .group_by(_COUNTS_AS)
    )


@dataclass(frozen=True)
class Progress:
    """How many of the counted answers to a question were coded."""

    coded: int
    texts: int


def progress_of(session: Session, activity: Activity, question: str) -> Progress:
    """Return how many of the counted answers to a question were coded."""
    coded = (
        select(func.count())
        .select_from(Coding)
        .join(Submission, Submission.id == Coding.submission_id)
        .where(
            Coding.activity_id == activity.id,
            Coding.question == question,
            Coding.is_current,
            Submission.status == Status.SUBMITTED,
        )
    )
    texts = sum(
        values.get("*", 0)
        for variable, values in counts_of(session, activity.id).items()
        if variable.startswith("q:") and variable[2:].rpartition("@")[0] == question
    )
    return Progress(session.scalar(coded) or 0, texts)
