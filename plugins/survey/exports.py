"""The code book of a survey as an export."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.publishing import Audience, Column, Export
from plugins.survey.definition import Item, definition_from
from plugins.survey.kinds import missing_values
from plugins.survey.models import SurveyVersion
from plugins.survey.queries import published_versions, variables_of

COLUMNS: tuple[Column, ...] = (
    Column(name="key", label="Key", is_public=True),
    Column(name="kind", label="Kind of question", is_public=True),
    Column(name="label", label="Question", is_public=True),
    Column(name="options", label="Codes of the answers", is_public=True),
    Column(name="missing_values", label="Values that are no answer", is_public=True),
    Column(name="first_version", label="First version that asked it", kind="number", is_public=True),
    Column(name="last_version", label="Last version that asked it", kind="number", is_public=True),
)


def columns(session: Session, activity_id: int) -> Sequence[Column]:
    """Return the columns of the code book."""
    return COLUMNS


def rows(session: Session, activity_id: int, names: Sequence[str], audience: Audience) -> Iterator[tuple[object, ...]]:
    """Yield one row for each variable."""
    asked = {key: item for version in session.scalars(published_versions(activity_id)) for key, item in _items(version)}
    for variable in session.scalars(variables_of(activity_id)):
        cells = {
            "key": variable.key,
            "kind": variable.kind,
            "label": variable.label,
            "options": "; ".join(variable.options),
            "missing_values": "; ".join(missing_values(asked[variable.key])),
            "first_version": variable.first_version,
            "last_version": variable.last_version,
        }
        yield tuple(cells[name] for name in names)


def _items(version: SurveyVersion) -> Iterator[tuple[str, Item]]:
    return iter(definition_from(version.definition).items_by_key.items())


CODEBOOK = Export(
    name="survey.codebook", title=_l("Code book of the survey"), permission="survey.export", columns=columns, rows=rows
)
EXPORTS: tuple[Export, ...] = (CODEBOOK,)
