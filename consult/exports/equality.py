"""Who took part: totals of the about-you answers, always under the small-number rules, and only after closing."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy.orm import Session

from consult.consultations.lifecycle import state_at
from consult.consultations.models import Activity, Consultation, State
from consult.contract.plugin import Column, Export
from consult.disclosure.protection import protect
from consult.disclosure.release import StillOpen
from consult.disclosure.rules import SENSITIVE
from consult.disclosure.tables import ProtectedTable
from consult.exports.summary import about_you_tables
from consult.kernel.db import database_now

COLUMNS: tuple[Column, ...] = (
    Column(name="question", label="Question about the person"),
    Column(name="answer", label="Answer"),
    Column(name="people", label="How many, rounded to 5", kind="number"),
    Column(name="percent", label="Per cent of those who answered any of these questions", kind="number"),
    Column(name="mark", label="Why a number is not shown"),
)


def is_running(session: Session, consultation: Consultation) -> bool:
    """Whether people can still take part, so that the change from day to day could tell what one person said."""
    return state_at(consultation, database_now(session)) in {State.DRAFT, State.SCHEDULED, State.OPEN}


def protected_tables(session: Session, activity: Activity) -> list[ProtectedTable]:
    """Return the about-you tables as anybody may see them, officers included.

    Raises `StillOpen` while people can take part: exact or rounded, a total that grows by the day tells too much.
    """
    if is_running(session, session.get_one(Consultation, activity.consultation_id)):
        raise StillOpen
    return [protect(table, SENSITIVE) for table in about_you_tables(session, activity.id)]


def _columns(session: Session, activity_id: int) -> Sequence[Column]:
    activity = session.get_one(Activity, activity_id)
    if is_running(session, session.get_one(Consultation, activity.consultation_id)):
        raise StillOpen
    return COLUMNS


def _rows(session: Session, activity_id: int, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    places = [place for place, column in enumerate(COLUMNS) if column.name in names]
    for table in protected_tables(session, session.get_one(Activity, activity_id)):
        for label, _column, value, percent, text in table.records():
            cells = (table.name, label, value, percent, "" if value is not None else text)
            yield tuple(cells[place] for place in places)


ABOUT_YOU = Export(
    name="about_you",
    title="About-you totals, small numbers hidden",
    permission="exports.take",
    columns=_columns,
    rows=_rows,
)
