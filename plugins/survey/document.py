"""The definition of a survey as a document: read with a sentence for each fault, and written as JSON."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import Schema, ValidationError

from consult.sdk.database import JsonObject
from consult.sdk.errors import Invalid
from consult.sdk.messages import gettext as _
from consult.sdk.messages import ngettext
from plugins.survey.conditions import Condition, condition_as_json
from plugins.survey.content import Block
from plugins.survey.content_schemas import BlockSchema
from plugins.survey.definition import Definition, Item, Page, Repeat, Section, Settings
from plugins.survey.entry_schemas import RepeatSchema
from plugins.survey.item_schemas import ItemSchema
from plugins.survey.schemas import DefinitionSchema, PageSchema, SettingsSchema

LONGEST_DEFINITION = 500_000
_SCHEMAS: Mapping[type, Schema] = {
    Definition: DefinitionSchema(),
    Page: PageSchema(),
    Block: BlockSchema(),
    Item: ItemSchema(),
    Repeat: RepeatSchema(),
    Settings: SettingsSchema(),
}


def dump(part: object) -> JsonObject:
    """Return a definition, or a part of it, as it is stored."""
    schema = _SCHEMAS.get(type(part))
    if schema is not None:
        dumped: JsonObject = schema.dump(part)
        return dumped
    if isinstance(part, Condition):
        return condition_as_json(part)
    raise TypeError(f"{part!r} is no part of a survey")


def as_json(part: object, *, indent: int | None = None) -> str:
    """Return a part of a definition as JSON with its names in order, so that equal ones are equal texts."""
    return json.dumps(part, default=dump, ensure_ascii=False, sort_keys=True, indent=indent)


def digest(part: object) -> str:
    """Return the SHA-256 of a definition, or of a part of it."""
    return hashlib.sha256(as_json(part).encode()).hexdigest()


def empty_definition() -> Definition:
    """Return the definition of a survey that asks nothing yet."""
    return Definition(sections=(Section("s1"),))


class FaultyDefinition(Invalid):
    """A definition that is no `survey/1`; `faults` has a sentence for each fault."""

    def __init__(self, faults: list[str]) -> None:
        sentence = _("The survey cannot be saved. %(fault)s", fault=faults[0])
        if len(faults) > 1:
            more = ngettext("There is %(num)s more fault.", "There are %(num)s more faults.", len(faults) - 1)
            sentence = f"{sentence} {more}"
        super().__init__(sentence)
        self.faults = faults


def read_definition(data: Any) -> Definition:
    """Return the definition checked, cleaned and complete; raises `FaultyDefinition`."""
    try:
        loaded: Definition = _SCHEMAS[Definition].load(data)
    except ValidationError as error:
        raise FaultyDefinition(list(_sentences(error.messages, ()))) from error
    return loaded


def definition_from_json(text: str) -> Definition:
    """Return the definition in a JSON text; raises `FaultyDefinition`."""
    if len(text) > LONGEST_DEFINITION:
        raise FaultyDefinition(
            [
                _(
                    "The definition is longer than %(longest_definition)s characters. Shorten it.",
                    longest_definition=f"{LONGEST_DEFINITION:,}",
                )
            ]
        )
    try:
        data = json.loads(text, parse_constant=_refuse_constant)
    except ValueError as error:
        if isinstance(error, json.JSONDecodeError):
            fault = _("This is not valid JSON (line %(line)s). Paste the whole file.", line=error.lineno)
        else:
            fault = _("This is not valid JSON. Paste the whole file.")
        raise FaultyDefinition([fault]) from error
    except RecursionError as error:
        raise FaultyDefinition([_("This JSON is nested too deeply to be a survey.")]) from error
    return read_definition(data)


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is no number")


_NAMES = {
    "sections": "section",
    "pages": "page",
    "items": "question",
    "options": "option",
    "blocks": "block",
    "conditions": "condition",
}


def _sentences(messages: object, path: tuple[str | int, ...]) -> Iterator[str]:
    if isinstance(messages, Mapping):
        for name, inner in messages.items():
            yield from _sentences(inner, path if name == "_schema" else (*path, name))
        return
    for sentence in messages if isinstance(messages, list) else [messages]:
        where = _where(path)
        yield f"{where}: {sentence}" if where else str(sentence)


def _where(path: tuple[str | int, ...]) -> str:
    parts: list[str] = []
    for place, name in enumerate(path):
        if isinstance(name, int):
            before = path[place - 1] if place else ""
            parts.append(f"{_NAMES.get(str(before), str(before))} {name + 1}")
        elif place + 1 == len(path) or not isinstance(path[place + 1], int):
            parts.append(f"“{name}”")
    where = ", ".join(parts)
    return where[:1].upper() + where[1:]
