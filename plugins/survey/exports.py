"""The code book of a survey as an export."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy.orm import Session

from consult.sdk import Column, Export
from plugins.survey.queries import variables_of

COLUMNS: tuple[Column, ...] = (
    Column(name="key", label="Key", is_public=True),
    Column(name="kind", label="Kind of question", is_public=True),
    Column(name="label", label="Question", is_public=True),
    Column(name="options", label="Codes of the answers", is_public=True),
    Column(name="first_version", label="First version that asked it", kind="number", is_public=True),
    Column(name="last_version", label="Last version that asked it", kind="number", is_public=True),
)


def columns(session: Session, activity_id: int) -> Sequence[Column]:
    """Return the columns of the code book."""
    return COLUMNS


def rows(session: Session, activity_id: int, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Yield one row for each variable."""
    for one in session.scalars(variables_of(activity_id)):
        cells = {
            "key": one.key,
            "kind": one.kind,
            "label": one.label,
            "options": "; ".join(one.options),
            "first_version": one.first_version,
            "last_version": one.last_version,
        }
        yield tuple(cells[name] for name in names)


CODEBOOK = Export(
    name="survey.codebook", title="Code book of the survey", permission="survey.export", columns=columns, rows=rows
)
EXPORTS: tuple[Export, ...] = (CODEBOOK,)
