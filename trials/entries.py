"""The pages of a stored definition as they are asked, each entry by itself, read from the JSON alone."""

from collections.abc import Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]


def pages_asked(definition: Json) -> Iterator[Json]:
    """Yield every page that anybody can be asked, in order."""
    for page in (page for section in definition["sections"] for page in section["pages"]):
        repeat = page.get("repeat")
        if repeat is None:
            yield page
            continue
        yield from _entries(page, repeat, definition)


def _entries(page: Json, repeat: Json, definition: Json) -> Iterator[Json]:
    own = {item["key"] for item in page["items"]}
    wanted = page.get("show_if")
    for number in range(1, repeat["most"] + 1):
        if number > 1:
            wanted = {"q": _key(repeat["another"]["key"], number - 1), "op": "eq", "value": "yes"}
        yield {"show_if": wanted, "items": [_item(item, repeat, number, own, definition) for item in page["items"]]}
        if number < repeat["most"]:
            yield {"show_if": wanted, "items": [_item(repeat["another"], repeat, number, own, definition)]}


def _item(item: Json, repeat: Json, number: int, own: set[str], definition: Json) -> Json:
    label = item["label"]
    if number > 1:
        label = {tag: f"{said} ({repeat['entry'].get(tag, '')} {number})" for tag, said in label.items()}
    condition = _about(item.get("show_if"), number, own, definition)
    return {**item, "key": _key(item["key"], number), "label": label, "show_if": condition}


def _key(key: str, number: int) -> str:
    return key if number == 1 else f"{key}_{number}"


def _about(condition: Any, number: int, own: set[str], definition: Json) -> Any:
    """Return a condition about the answers of this entry, where it is about answers of an entry."""
    match condition:
        case {"all": parts}:
            return {"all": [_about(part, number, own, definition) for part in parts]}
        case {"any": parts}:
            return {"any": [_about(part, number, own, definition) for part in parts]}
        case {"not": part}:
            return {"not": _about(part, number, own, definition)}
        case {"ref": name}:
            when = next(one["when"] for one in definition["conditions"] if one["id"] == name)
            return _about(when, number, own, definition)
        case {"q": key} if key in own:
            return {**condition, "q": _key(key, number)}
    return condition
