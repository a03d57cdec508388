"""The code book of a survey as an export."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.publishing import Audience, Column, Export
from consult.sdk.questions import MISSING, PREFERRED_NOT_TO_SAY
from plugins.survey.definition import DONT_KNOW, PREFER_NOT, Item, definition_from, words
from plugins.survey.entries import unrolled
from plugins.survey.kinds import ALL_KINDS
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
            "missing_values": "; ".join(_missing_values(asked[variable.key])),
            "first_version": variable.first_version,
            "last_version": variable.last_version,
        }
        yield tuple(cells[name] for name in names)


def _items(version: SurveyVersion) -> Iterator[tuple[str, Item]]:
    return iter(unrolled(definition_from(version.definition)).items_by_key.items())


def _missing_values(item: Item) -> list[str]:
    """Return what stands in the columns of a question where there is no answer, with its meaning."""
    dont_know = [f"{option.code} = {words(option.label)}" for option in item.options if option.missing == DONT_KNOW]
    refused = [words(option.label) for option in item.options if option.missing == PREFER_NOT][:1]
    typed = MISSING.items() if ALL_KINDS[item.kind].types_missing else ()
    return [
        *dont_know,
        *(f"{PREFERRED_NOT_TO_SAY} = {label}" for label in refused),
        *(f"{value} = {meaning}" for value, meaning in typed),
    ]


CODEBOOK = Export(
    name="survey.codebook", title=_l("Code book of the survey"), permission="survey.export", columns=columns, rows=rows
)
EXPORTS: tuple[Export, ...] = (CODEBOOK,)
