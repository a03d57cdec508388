"""All texts of a definition with their places, found by what its schema calls words: none has to be listed here."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from marshmallow import Schema, fields

from plugins.survey.definition import Definition, Text
from plugins.survey.schema_parts import Words
from plugins.survey.schemas import DefinitionSchema

_NAMES = ("key", "id", "code", "compares")
"""By what a part is named among others of its list, the name that it keeps for ever first."""


@dataclass(frozen=True)
class PlacedText:
    """A text, the name of its place (the same wherever its page or question is moved), and what it may be.

    `name` is what it is of the last of the `parts` in which it stands, which begin with the definition.
    """

    place: str
    name: str
    parts: tuple[object, ...]
    text: Text
    longest: int
    is_line: bool


def texts_of(definition: Definition) -> Iterator[PlacedText]:
    """Yield each text of a definition that has words, in the order in which they stand."""
    yield from (found for found in _texts_of((definition,), _SCHEMA, "") if any(found.text.values()))


def with_texts(definition: Definition, change: Callable[[PlacedText], Text]) -> Definition:
    """Return a definition in which each text is what `change` makes of it."""
    made: Definition = _changed((definition,), _SCHEMA, "", change)
    return made


_SCHEMA = DefinitionSchema()


def _texts_of(parts: tuple[Any, ...], schema: Schema, at: str) -> Iterator[PlacedText]:
    for name, field in schema.fields.items():
        value = getattr(parts[-1], name)
        if isinstance(field, Words):
            yield PlacedText(f"{at}{name}", name, parts, value, field.longest, field.is_line)
        elif isinstance(field, fields.Nested) and value is not None:
            yield from _texts_of((*parts, value), field.schema, f"{at}{name}.")
        elif (inner := _schema_of_parts(field)) is not None:
            for number, each in enumerate(value):
                yield from _texts_of((*parts, each), inner, _place_of(each, name, at, number))


def _changed(parts: tuple[Any, ...], schema: Schema, at: str, change: Callable[[PlacedText], Text]) -> Any:
    changed: dict[str, object] = {}
    for name, field in schema.fields.items():
        value = getattr(parts[-1], name)
        if isinstance(field, Words):
            changed[name] = change(PlacedText(f"{at}{name}", name, parts, value, field.longest, field.is_line))
        elif isinstance(field, fields.Nested) and value is not None:
            changed[name] = _changed((*parts, value), field.schema, f"{at}{name}.", change)
        elif (inner := _schema_of_parts(field)) is not None:
            changed[name] = tuple(
                _changed((*parts, each), inner, _place_of(each, name, at, number), change)
                for number, each in enumerate(value)
            )
    return replace(parts[-1], **changed)


def _schema_of_parts(field: fields.Field[Any]) -> Schema | None:
    inner = field.inner if isinstance(field, fields.List) else None
    return inner.schema if isinstance(inner, fields.Nested) else None


def _place_of(part: object, name: str, at: str, number: int) -> str:
    """Return the beginning of the places in a part: an id or a key is told once in a whole definition."""
    named = next((each for each in _NAMES if hasattr(part, each)), "")
    said = getattr(part, named) if named else number
    return f"{'' if named in {'key', 'id'} else at}{name}.{said}."


def words_by_place(definition: Definition) -> Mapping[str, PlacedText]:
    """Return the texts of a definition by place."""
    return {found.place: found for found in texts_of(definition)}
