"""Who took part: totals of the about-you answers, always under the small-number rules, and only after closing."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from consult.consultations.lifecycle import state_at
from consult.consultations.models import Activity, Consultation, State
from consult.contract.plugin import Audience, Column, Export
from consult.disclosure.release import StillOpen
from consult.exports.releases import DatedRelease, newest_about_you
from consult.exports.summary import was_asked
from consult.kernel.clock import london
from consult.kernel.db import database_now
from consult.kernel.numbers import typed

WITHHELD = "withheld: beside what was shown before, it would tell what a few people said"

COLUMNS: tuple[Column, ...] = (
    Column(name="question", label="Question about the person"),
    Column(name="answer", label="Answer"),
    Column(name="people", label="How many, rounded to 5", kind="number"),
    Column(
        name="percent", label="Per cent of those who answered the question, from the rounded numbers", kind="number"
    ),
    Column(name="mark", label="Why a number is not shown"),
    Column(name="counted_on", label="Day on which it was counted; it changes only with 10 people or more", kind="date"),
    Column(name="code", label="Code of the answer"),
    Column(name="line", label="What the line is: an answer, why there is none, or the total"),
)


def is_running(session: Session, consultation: Consultation) -> bool:
    """Whether people can still take part, so that the change from day to day could tell what one person said."""
    return state_at(consultation, database_now(session)) in {State.DRAFT, State.SCHEDULED, State.OPEN}


def protected_tables(session: Session, activity: Activity) -> list[tuple[str, DatedRelease | None]]:
    """Return each about-you question with its totals as they were last shown, or nothing where they are withheld.

    They are fixed with the export's line in the audit log, so that officers too see no change of a few people. Raises
    `StillOpen` while people can take part: exact or rounded, a total that grows by the day tells too much.
    """
    if is_running(session, session.get_one(Consultation, activity.consultation_id)):
        raise StillOpen
    if not was_asked(session, activity, lambda asked: asked.asks_about_you):
        return []
    return list(newest_about_you(session, activity.id))


def _columns(session: Session, activity_id: int) -> Sequence[Column]:
    activity = session.get_one(Activity, activity_id)
    if is_running(session, session.get_one(Consultation, activity.consultation_id)):
        raise StillOpen
    return COLUMNS


def _rows(session: Session, activity_id: int, names: Sequence[str], audience: Audience) -> Iterator[tuple[object, ...]]:
    places = [place for place, column in enumerate(COLUMNS) if column.name in names]
    for title, dated in protected_tables(session, session.get_one(Activity, activity_id)):
        if dated is None:
            yield tuple((title, "", None, None, WITHHELD, "", "", "")[place] for place in places)
            continue
        day = london(dated.at).date().isoformat()
        for row in dated.release.shown.records():
            cell = row.cell
            mark = "" if cell.value is not None else cell.text
            cells = (title, row.label, cell.value, cell.percent, mark, day, typed(row.code), row.kind)
            yield tuple(cells[place] for place in places)


ABOUT_YOU = Export(
    name="about_you",
    title="About-you totals, small numbers hidden",
    permission="exports.take",
    columns=_columns,
    rows=_rows,
)
