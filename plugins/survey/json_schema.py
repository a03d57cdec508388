"""The JSON Schema of `survey/1`, made from the very declarations that check a definition, so that it cannot drift."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from marshmallow import Schema, fields, validate

from consult.sdk.database import JsonObject
from consult.sdk.questions import RESERVED_KEYS
from plugins.survey.conditions import DEEPEST, LARGEST, LISTS, OF_NUMBERS, OPERATORS
from plugins.survey.content import MAY_SAY, NEEDS
from plugins.survey.content_schemas import SAYS, BlockSchema
from plugins.survey.definition import CHOICES, COMPUTED, FILE, KINDS, NUMBERS, ORDERS, PICTURED, RULED, SCHEMA
from plugins.survey.formulas import MOST_PARTS, OF_LISTS
from plugins.survey.item_schemas import MAXIMUM, ItemSchema
from plugins.survey.schema_parts import KEY, TAG, When, Words, WorkedOut
from plugins.survey.schemas import DefinitionSchema, PageSchema
from plugins.survey.units import PER_CENT, USUAL_TOTAL

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MEDIA_TYPE = "application/schema+json"
_WORD: JsonObject = {"type": "string", "maxLength": 200, "pattern": r"^[^\u0000-\u001f\u007f-\u009f]*$(?!\n)"}
_NUMBER: JsonObject = {"type": "number", "minimum": -LARGEST, "maximum": LARGEST}


@cache
def schema_document() -> JsonObject:
    """Return the schema of a definition; what it cannot say is told in its description."""
    parts: dict[str, JsonObject] = {}
    root = _part(DefinitionSchema(), parts)
    return {
        "$schema": DIALECT,
        "title": f"A survey ({SCHEMA})",
        "description": (
            "What a survey asks. A schema cannot say everything: ids and keys must be unique, a minimum not above its "
            f"maximum, and a condition or a formula at most {DEEPEST} levels deep. Before publishing, both are held "
            "against the questions on earlier pages."
        ),
        **root,
        "$defs": {**parts, "condition": _condition(), "formula": _formula()},
    }


def _part(schema: Schema, parts: dict[str, JsonObject]) -> JsonObject:
    named = {field.data_key or name: field for name, field in schema.fields.items()}
    said: JsonObject = {
        "type": "object",
        "properties": {name: _field(field, parts) for name, field in named.items()},
        "required": sorted(name for name, field in named.items() if field.required),
        "additionalProperties": False,
    }
    return _ALSO[type(schema)](said) if type(schema) in _ALSO else said


def _field(field: fields.Field[object], parts: dict[str, JsonObject]) -> JsonObject:
    make = next((make for kind, make in _FIELDS.items() if isinstance(field, kind)), None)
    if make is None:
        raise TypeError(f"A schema cannot say what a {type(field).__name__} is.")
    said = make(field, parts)
    for rule in field.validators:
        said.update(_rule(rule))
    if field.allow_none:
        said = {"anyOf": [said, {"type": "null"}]}
    default = field.load_default
    return {**said, "default": default} if isinstance(default, str | int) else said


def _words(field: Words, _parts: object) -> JsonObject:
    text: JsonObject = {"type": "string", "maxLength": field.longest}
    filled: JsonObject = {"minLength": 1, "pattern": r"\S"} if field.required else {}
    return {
        "type": "object",
        "propertyNames": _pattern(TAG.regex.pattern),
        "additionalProperties": {**text, **filled},
        **({"minProperties": 1} if field.required else {}),
    }


def _list(field: fields.List[object], parts: dict[str, JsonObject]) -> JsonObject:
    return {"type": "array", "items": _field(field.inner, parts)}


def _nested(field: fields.Nested, parts: dict[str, JsonObject]) -> JsonObject:
    name = type(field.schema).__name__.removesuffix("Schema").lower()
    if name not in parts:
        parts[name] = {}
        parts[name] = _part(field.schema, parts)
    return {"$ref": f"#/$defs/{name}"}


def _map(field: fields.Dict, parts: dict[str, JsonObject]) -> JsonObject:
    names = {} if field.key_field is None else _field(field.key_field, parts)
    values = {} if field.value_field is None else _field(field.value_field, parts)
    return {"type": "object", "propertyNames": names, "additionalProperties": values}


_FIELDS: Mapping[type, Callable[..., JsonObject]] = {
    Words: _words,
    When: lambda _field, _parts: {"$ref": "#/$defs/condition"},
    WorkedOut: lambda _field, _parts: {"$ref": "#/$defs/formula"},
    fields.List: _list,
    fields.Nested: _nested,
    fields.Dict: _map,
    fields.Integer: lambda _field, _parts: {"type": "integer"},
    fields.Float: lambda _field, _parts: {"type": "number"},
    fields.Boolean: lambda _field, _parts: {"type": "boolean"},
    fields.String: lambda _field, _parts: {"type": "string"},
}


def _rule(rule: object) -> JsonObject:
    match rule:
        case validate.Regexp():
            return _pattern(rule.regex.pattern)
        case validate.OneOf():
            return {"enum": list(rule.choices)}
        case validate.Equal():
            return {"const": rule.comparable}
        case validate.Range():
            return _limits(minimum=rule.min, maximum=rule.max)
        case validate.Length():
            return _limits(minItems=rule.min, maxItems=rule.max)
    raise TypeError(f"A schema cannot say {rule!r}.")


def _limits(**limits: float | None) -> JsonObject:
    return {name: limit for name, limit in limits.items() if limit is not None}


def _pattern(pattern: str | bytes) -> JsonObject:
    # `\Z` is Python’s own. In ECMAScript `$` is the end; Python’s also stands before a last line break.
    return {"pattern": re.sub(r"\\Z$", r"$(?!\\n)", str(pattern))}


def _only(kinds: frozenset[str], name: str, otherwise: JsonObject) -> JsonObject:
    """Say that something is only for questions of these kinds."""
    others = [kind for kind in KINDS if kind not in kinds]
    return {
        "if": {"properties": {"kind": {"enum": others}}, "required": ["kind"]},
        "then": {"properties": {name: otherwise}},
    }


_OFFERED: JsonObject = {"retired": {"const": False}}
_PLAIN: JsonObject = {**_OFFERED, "exclusive": {"const": False}, "missing": {"type": "null"}}


def _answers(kind: str, options: JsonObject) -> JsonObject:
    """Say which options a kind has that leaves no choice of them."""
    rule = {"required": ["options"], "properties": {"options": options}}
    return {"if": _is({"kind": kind}), "then": rule}


def _yes_and_no() -> JsonObject:
    has = [{"contains": {"properties": {**_PLAIN, "code": {"const": code}}}} for code in ("yes", "no")]
    others = {"if": {"properties": _PLAIN}, "then": {"properties": {"code": {"enum": ["yes", "no"]}}}}
    return {"allOf": has, "items": others}


def _of_budget() -> Iterator[JsonObject]:
    plain = {"items": {"if": {"properties": _OFFERED}, "then": {"properties": _PLAIN}}}
    yield {"if": _is({"kind": "budget"}), "then": {"properties": {"options": plain}}}
    yield {"if": _is({"unit": PER_CENT}), "then": {"properties": {"total": {"enum": [None, USUAL_TOTAL]}}}}


def _of_pairwise() -> JsonObject:
    plain: JsonObject = {**_PLAIN, "show_if": {"type": "null"}}
    each = {"items": {"if": {"properties": _OFFERED}, "then": {"properties": plain}}}
    return {"if": _is({"kind": "pairwise"}), "then": {"properties": {"options": each}}}


def _is(names: Mapping[str, str]) -> JsonObject:
    return {"properties": {name: {"const": value} for name, value in names.items()}, "required": [*names]}


_NEVER_REQUIRED: JsonObject = {"properties": {"required": {"const": False}}}
_COMPUTED: JsonObject = {
    "required": ["formula"],
    "properties": {"formula": {"type": "object"}, "required": {"const": False}},
}


def _of_item(said: JsonObject) -> JsonObject:
    kept = {"not": {"anyOf": [{"pattern": "__"}, {"enum": sorted(RESERVED_KEYS)}]}}
    rules = [
        _only(CHOICES, "options", {"maxItems": 0}),
        _only(PICTURED, "options", {"items": {"properties": {"picture": {"type": "null"}}}}),
        *(_only(NUMBERS, name, {"type": "null"}) for name in ("least", "most")),
        _only(NUMBERS, "whole", {"const": False}),
        _only(frozenset({"long_text"}), "max_words", {"type": "null"}),
        *(_only(frozenset({"budget"}), name, {"type": "null"}) for name in ("total", "unit")),
        *_of_budget(),
        _only(frozenset({"pairwise"}), "pairs", {"type": "null"}),
        _of_pairwise(),
        *({"if": _is({"kind": kind}), "then": _NEVER_REQUIRED} for kind in ("hidden", FILE)),
        _only(frozenset({COMPUTED}), "formula", {"type": "null"}),
        {"if": _is({"kind": COMPUTED}), "then": _COMPUTED},
        _only(RULED, "rules", {"maxItems": 0}),
        _only(ORDERS["random"], "order", {"not": {"const": "random"}}),
        _only(ORDERS["reverse"], "order", {"not": {"const": "reverse"}}),
        _answers("yes_no", _yes_and_no()),
        _answers("declaration", {"contains": {"properties": _OFFERED}, "minContains": 1, "maxContains": 1}),
        {"properties": {"key": kept}},
    ]
    return {**said, "allOf": rules}


def _of_page(said: JsonObject) -> JsonObject:
    ends = {"properties": {"exit": {"const": True}}, "required": ["exit"]}
    counts = {"properties": {"quota": {"type": "integer"}}, "required": ["quota"]}
    is_check = {"properties": {"id": {"const": "check"}}, "required": ["id"]}
    return {**said, "not": is_check, "if": counts, "then": ends}


def _of_block(said: JsonObject) -> JsonObject:
    """Say what each sort of block must say, and what it cannot."""
    nothing: JsonObject = {
        "anyOf": [{"type": "null"}, {"type": "object", "additionalProperties": {"pattern": r"^\s*$"}}]
    }
    filled: JsonObject = {"type": "object", "minProperties": 1, "additionalProperties": {"pattern": r"\S"}}
    something: JsonObject = {"anyOf": [{"type": "string"}, filled]}
    rules = []
    for sort, needed in NEEDS.items():
        others = set(SAYS) - needed - MAY_SAY.get(sort, frozenset())
        told = {**dict.fromkeys(sorted(needed), something), **dict.fromkeys(sorted(others), nothing)}
        rules.append({"if": _is({"block": sort}), "then": {"required": sorted(needed), "properties": told}})
    return {**said, "allOf": rules}


def _of_definition(said: JsonObject) -> JsonObject:
    return {**said, "allOf": [{"properties": {"languages": {"minItems": 1}}}]}


_ALSO: Mapping[type, Callable[[JsonObject], JsonObject]] = {
    BlockSchema: _of_block,
    DefinitionSchema: _of_definition,
    ItemSchema: _of_item,
    PageSchema: _of_page,
}


def _condition() -> JsonObject:
    return {"oneOf": [*_joiners(), *_comparisons()]}


def _object(**properties: JsonObject) -> JsonObject:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _joiners() -> Iterator[JsonObject]:
    inner: JsonObject = {"$ref": "#/$defs/condition"}
    several: JsonObject = {"type": "array", "items": inner, "minItems": 1}
    yield from (_object(all=several), _object(any=several), _object(**{"not": inner}), _object(ref=_WORD))


def _comparisons() -> Iterator[JsonObject]:
    """Yield a shape for each way in which operators take their value."""
    alone = set(OPERATORS) - {"answered", "between"} - OF_NUMBERS - LISTS
    yield _object(q=_WORD, op={"const": "answered"})
    yield _compared(alone, {"anyOf": [_WORD, _NUMBER]})
    yield _compared(set(LISTS), {"type": "array", "items": _WORD, "minItems": 1})
    yield _compared(set(OF_NUMBERS) - {"between"}, _NUMBER)
    yield _compared({"between"}, {"type": "array", "items": _NUMBER, "minItems": 2, "maxItems": 2})


def _compared(operators: set[str], value: JsonObject) -> JsonObject:
    return _object(q=_WORD, op={"enum": sorted(operators)}, value=value)


def _formula() -> JsonObject:
    """Return the shapes of a formula; each list needs something in it that is no fixed number."""
    key = _pattern(KEY.regex.pattern)
    asked = _object(q={"type": "string", **key})
    number: JsonObject = {"type": "number", "minimum": -MAXIMUM, "maximum": MAXIMUM}
    part: JsonObject = {"anyOf": [number, asked, {"$ref": "#/$defs/formula"}]}
    parts: JsonObject = {"type": "array", "items": part, "maxItems": MOST_PARTS, "contains": {"type": "object"}}
    pair = {**parts, "minItems": 2, "maxItems": 2}
    missing = {"enum": ["none", "skip"]}
    lists = [_with_missing(_object(**{name: parts}), missing) for name in OF_LISTS]
    difference = _with_missing(_object(difference=pair), {"const": "none"})
    return {"oneOf": [*lists, difference, _object(count={"type": "string", **key})]}


def _with_missing(said: JsonObject, missing: JsonObject) -> JsonObject:
    return {**said, "properties": {**said["properties"], "missing": missing}}
