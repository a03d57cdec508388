"""Changes to a definition, one at a time; each keeps what others saved in the meantime."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from consult.sdk.database import JsonObject
from consult.sdk.errors import ChangedMeanwhile, Invalid, NotFound
from consult.sdk.messages import gettext as _
from consult.sdk.questions import RESERVED_KEYS
from consult.sdk.texts import clean_line, code_from
from plugins.survey.document import digest, find_item, find_page, items_by_key, page_of_item, pages_of, words
from plugins.survey.schemas import CHOICES, LANGUAGE

UP, DOWN = "up", "down"


def require_unchanged(part: Any, seen: str | None) -> None:
    """Raise `ChangedMeanwhile` unless a part of the definition is as the officer saw it."""
    if digest(part) != seen:
        raise ChangedMeanwhile


def put_words(text: Mapping[str, str], typed: str) -> dict[str, str]:
    """Return a text with its English words replaced; other languages stay."""
    others = {tag: one for tag, one in text.items() if tag != LANGUAGE}
    return {**others, LANGUAGE: typed} if typed else others


def add_page(definition: JsonObject, *, title: str, text: str, show_if: Mapping[str, Any] | None) -> JsonObject:
    """Add a page at the end and return it."""
    taken = {page["id"] for page in pages_of(definition)}
    page: JsonObject = {
        "id": _unused("p", taken),
        "title": put_words({}, title),
        "text": put_words({}, text),
        "show_if": show_if,
        "items": [],
    }
    definition["sections"][-1]["pages"].append(page)
    return page


def remove_page(definition: JsonObject, page_id: str, seen: str | None) -> None:
    """Remove a page and its questions."""
    require_unchanged(find_page(definition, page_id), seen)
    for section in definition["sections"]:
        section["pages"] = [page for page in section["pages"] if page["id"] != page_id]


def move_page(definition: JsonObject, page_id: str, way: str) -> None:
    """Move a page one place up or down, into the neighbouring section at the edge of its own."""
    find_page(definition, page_id)
    _move([section["pages"] for section in definition["sections"]], "id", page_id, way)


def move_item(definition: JsonObject, key: str, way: str) -> None:
    """Move a question one place up or down, onto the neighbouring page at the edge of its own."""
    find_item(definition, key)
    _move([page["items"] for page in pages_of(definition)], "key", key, way)


def _move(lists: list[list[JsonObject]], name: str, value: str, way: str) -> None:
    if way not in {UP, DOWN}:
        raise NotFound
    which = next(number for number, one in enumerate(lists) if any(part[name] == value for part in one))
    here = lists[which]
    place = next(number for number, part in enumerate(here) if part[name] == value)
    step = -1 if way == UP else 1
    if 0 <= place + step < len(here):
        here[place], here[place + step] = here[place + step], here[place]
    elif 0 <= which + step < len(lists):
        moved = here.pop(place)
        there = lists[which + step]
        there.insert(len(there) if way == UP else 0, moved)


def add_item(definition: JsonObject, page_id: str, kind: str, key: str, values: Mapping[str, Any]) -> JsonObject:
    """Add a question to a page and return it; without a key one is made from its words."""
    page = find_page(definition, page_id)
    taken = items_by_key(definition)
    if key and key in taken:
        raise Invalid(None, {"key": _("Another question of this survey has the key %(key)s. Choose another.", key=key)})
    item: JsonObject = {
        "id": _unused("i", {one["id"] for one in taken.values()}),
        "key": key or key_from(values["label"], taken),
        "kind": kind,
        "label": {},
        "hint": {},
    }
    page["items"].append(item)
    _put(item, values)
    return item


def edit_item(definition: JsonObject, key: str, seen: str | None, values: Mapping[str, Any]) -> None:
    """Change a question."""
    item = find_item(definition, key)
    require_unchanged(item, seen)
    _put(item, values)


def remove_item(definition: JsonObject, key: str, seen: str | None) -> None:
    """Remove a question."""
    require_unchanged(find_item(definition, key), seen)
    page = page_of_item(definition, key)
    page["items"] = [one for one in page["items"] if one["key"] != key]


def _put(item: JsonObject, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        item[name] = put_words(item.get(name, {}), value) if name in {"label", "hint"} else value


def _unused(letter: str, taken: Collection[str]) -> str:
    number = len(taken) + 1
    while f"{letter}{number}" in taken:
        number += 1
    return f"{letter}{number}"


def key_from(label: str, taken: Collection[str]) -> str:
    """Return a key made from a question’s words that no other question has."""
    name = code_from(label)
    name = name if re.match(r"[a-z]", name) else f"q_{name}".rstrip("_")
    number, found = 1, name
    while found in taken or found in RESERVED_KEYS:
        number += 1
        found = f"{name}_{number}"
    return found


def option_lines(item: Mapping[str, Any]) -> str:
    """Return the options as lines to edit: `code | label`, and the value of a Likert item."""
    lines = []
    for one in item["options"]:
        if not one["retired"] and one["missing"] is None and not one["exclusive"]:
            value = "" if one["value"] is None else f" | {one['value']:g}"
            lines.append(f"{one['code']} | {words(one['label'])}{value}")
    return "\n".join(lines)


def options_from(
    typed: str, present: list[JsonObject], apart: list[JsonObject], permanent: Collection[str]
) -> list[JsonObject]:
    """Return the options that typed lines describe, then those that stand apart, then the retired ones.

    A line is `label`, `code | label` or `code | label | value`. `present` options keep their hints and translations;
    those in `permanent` (published codes) that are no longer listed are retired, not removed.
    """
    known = {one["code"]: one for one in present}
    by_label = {words(one["label"]).casefold(): one["code"] for one in present}
    found: dict[str, JsonObject] = {}
    for number, line in enumerate((one for one in map(clean_line, typed.split("\n")) if one), start=1):
        parts = [part.strip() for part in line.split("|")]
        if len(parts) > 3 or not all(parts):
            raise _line_fault(number, _("write it as label, or code | label"))
        label = parts[0] if len(parts) == 1 else parts[1]
        code = by_label.get(label.casefold()) or _code_from(label, {*found, *known}) if len(parts) == 1 else parts[0]
        if code in found:
            raise _line_fault(number, _("the code %(code)s is used twice", code=code))
        before = known.get(code, {})
        value = before.get("value") if len(parts) < 3 else _value(parts[2], number)
        found[code] = {**before, "code": code, "label": put_words(before.get("label", {}), label), "value": value}
        found[code].update(retired=False, missing=None, exclusive=False)
    for option in apart:
        found[option["code"]] = {**option, **known.get(option["code"], {}), "retired": False}
    gone = [{**one, "retired": True} for one in present if one["code"] not in found and one["code"] in permanent]
    return [*found.values(), *gone]


def _line_fault(number: int, what: str) -> Invalid:
    return Invalid(None, {"options": _("Line %(number)s of the answers: %(what)s", number=number, what=what)})


def _value(typed: str, number: int) -> float:
    if not re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,6})?", typed):
        raise _line_fault(number, _("the value after the second bar must be a number"))
    return float(typed)


def _code_from(label: str, taken: Collection[str]) -> str:
    name = code_from(label) or "answer"
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name}_{number}"
    return found


def has_choices(kind: str) -> bool:
    """Whether a kind of question has answers to choose from."""
    return kind in CHOICES
