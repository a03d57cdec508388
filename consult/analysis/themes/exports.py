"""The code book with its counts, and every assignment with its history, as files for officers."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from consult.accounts.queries import names_of_people
from consult.analysis.themes.counts import ThemeCount, theme_counts
from consult.analysis.themes.models import Assignment, Source, Theme
from consult.analysis.themes.queries import themes_of
from consult.contract.plugin import Audience, Column, Export
from consult.kernel.messages import lazy_gettext as _l
from consult.submissions.models import Submission

THEME_COLUMNS: tuple[Column, ...] = (
    Column(name="theme", label="Permanent name of the theme"),
    Column(name="title", label="Title"),
    Column(name="definition", label="What belongs to it"),
    Column(name="examples", label="Examples"),
    Column(name="part_of", label="The theme it is part of"),
    Column(name="merged_into", label="The theme under which it counts since it was merged"),
    Column(name="split_from", label="The theme it was split from"),
    Column(name="responses", label="Counted responses with the theme", kind="integer"),
    Column(name="found_by_officer", label="Of these, where an officer found it", kind="integer"),
    Column(name="accepted_from_rule", label="Of these, where an officer accepted it from a rule", kind="integer"),
    Column(name="accepted_from_model", label="Of these, where an officer accepted it from a model", kind="integer"),
    Column(name="proposed", label="Further responses it is proposed for, which are not counted", kind="integer"),
)
ASSIGNMENT_COLUMNS: tuple[Column, ...] = (
    Column(name="response", label="Reference of the response"),
    Column(name="question", label="Key of the question"),
    Column(name="theme", label="Permanent name of the theme"),
    Column(name="counts_as", label="The theme it counts under"),
    Column(name="begins", label="Where the passage begins; empty for the whole text", kind="integer"),
    Column(name="ends", label="Where the passage ends", kind="integer"),
    Column(name="source", label="Who found it: officer, rule or model"),
    Column(name="score", label="How sure a rule or model is", kind="number"),
    Column(name="status", label="counted, proposed, or ended"),
    Column(name="made_at", label="When it was assigned or proposed", kind="moment"),
    Column(name="made_by", label="By whom"),
    Column(name="accepted_at", label="When it was accepted", kind="moment"),
    Column(name="accepted_by", label="By whom it was accepted"),
    Column(name="ended_at", label="When it ended", kind="moment"),
    Column(name="ended_by", label="By whom it was ended"),
)


def _theme_rows(
    session: Session, consultation_id: int, names: Sequence[str], audience: Audience
) -> Iterator[tuple[object, ...]]:
    found = session.scalars(themes_of(consultation_id)).all()
    codes, counts = {theme.id: theme.code for theme in found}, theme_counts(session, consultation_id)
    for theme in found:
        count = counts.get(theme.id, ThemeCount())
        cells = {
            "theme": theme.code,
            "title": theme.title,
            "definition": theme.definition,
            "examples": theme.examples,
            "part_of": codes.get(theme.parent_id or 0, ""),
            "merged_into": codes.get(theme.merged_into_id or 0, ""),
            "split_from": codes.get(theme.split_from_id or 0, ""),
            "responses": count.responses,
            "found_by_officer": count.by_source.get(Source.OFFICER, 0),
            "accepted_from_rule": count.by_source.get(Source.RULE, 0),
            "accepted_from_model": count.by_source.get(Source.MODEL, 0),
            "proposed": count.proposed,
        }
        yield tuple(cells[name] for name in names)


def _assignment_rows(
    session: Session, consultation_id: int, names: Sequence[str], audience: Audience
) -> Iterator[tuple[object, ...]]:
    into, by = aliased(Theme), _names(session, consultation_id)
    query = (
        select(Assignment, Submission.reference, Theme.number, into.number)
        .join(Submission, Submission.id == Assignment.submission_id)
        .join(Theme, Theme.id == Assignment.theme_id)
        .outerjoin(into, into.id == Theme.merged_into_id)
        .where(Theme.consultation_id == consultation_id)
        .order_by(Assignment.id)
        .execution_options(yield_per=1000)
    )
    for row, reference, number, merged in session.execute(query):
        status = "ended" if row.ended_at else "counted" if row.accepted_at else "proposed"
        cells = {
            "response": reference,
            "question": row.question,
            "theme": f"T{number}",
            "counts_as": f"T{merged or number}",
            "begins": row.begins,
            "ends": row.ends,
            "source": row.source.value,
            "score": row.score,
            "status": status,
            "made_at": row.made_at,
            "made_by": by.get(row.made_by_id or 0, ""),
            "accepted_at": row.accepted_at,
            "accepted_by": by.get(row.accepted_by_id or 0, ""),
            "ended_at": row.ended_at,
            "ended_by": by.get(row.ended_by_id or 0, ""),
        }
        yield tuple(cells[name] for name in names)


def _names(session: Session, consultation_id: int) -> dict[int, str]:
    """Return the names of everybody who assigned, accepted or ended anything of a consultation."""
    people: set[int] = set()
    for column in (Assignment.made_by_id, Assignment.accepted_by_id, Assignment.ended_by_id):
        of_column = select(column).join(Theme, Theme.id == Assignment.theme_id).distinct()
        found = session.scalars(of_column.where(Theme.consultation_id == consultation_id, column.is_not(None)))
        people.update(number for number in found if number)
    return names_of_people(session, people)


EXPORTS = (
    Export(
        name="themes",
        title=_l("Themes: the code book, and how many responses have each"),
        permission="exports.take",
        columns=lambda session, consultation_id: THEME_COLUMNS,
        rows=_theme_rows,
        subject="consultation",
    ),
    Export(
        name="assignments",
        title=_l("Assignments: which text was given which theme, by whom, and since when"),
        permission="exports.take",
        columns=lambda session, consultation_id: ASSIGNMENT_COLUMNS,
        rows=_assignment_rows,
        subject="consultation",
    ),
)
