"""Reading a survey's definition: its pages, questions and words."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from consult.sdk.database import JsonObject
from consult.sdk.errors import NotFound
from consult.sdk.messages import gettext as _
from plugins.survey.schemas import LANGUAGE, read_definition

NAME = "survey/1"


def empty_definition() -> JsonObject:
    """Return the definition of a survey that asks nothing yet."""
    return read_definition({"schema": NAME, "sections": [{"id": "s1"}]})


def pages_of(definition: Mapping[str, Any]) -> list[JsonObject]:
    """Return all pages in order."""
    return [page for section in definition["sections"] for page in section["pages"]]


def items_of(definition: Mapping[str, Any]) -> list[JsonObject]:
    """Return all questions in order."""
    return [item for page in pages_of(definition) for item in page["items"]]


def items_by_key(definition: Mapping[str, Any]) -> dict[str, JsonObject]:
    """Return the questions by key."""
    return {item["key"]: item for item in items_of(definition)}


def items_before(definition: Mapping[str, Any], page_id: str) -> list[JsonObject]:
    """Return the questions on pages before this one; all of them for an unknown page."""
    found: list[JsonObject] = []
    for page in pages_of(definition):
        if page["id"] == page_id:
            break
        found.extend(page["items"])
    return found


def find_page(definition: Mapping[str, Any], page_id: str) -> JsonObject:
    """Return a page; raises `NotFound`."""
    found = next((page for page in pages_of(definition) if page["id"] == page_id), None)
    if found is None:
        raise NotFound
    return found


def find_item(definition: Mapping[str, Any], key: str) -> JsonObject:
    """Return a question; raises `NotFound`."""
    found = items_by_key(definition).get(key)
    if found is None:
        raise NotFound
    return found


def page_of_item(definition: Mapping[str, Any], key: str) -> JsonObject:
    """Return the page on which a question is asked; raises `NotFound`."""
    found = next((page for page in pages_of(definition) if any(one["key"] == key for one in page["items"])), None)
    if found is None:
        raise NotFound
    return found


def named_conditions(definition: Mapping[str, Any]) -> dict[str, JsonObject]:
    """Return the named conditions."""
    return {one["id"]: one["when"] for one in definition["conditions"]}


def words(text: Mapping[str, str], language: str = LANGUAGE) -> str:
    """Return a text in this language, in any other where it was not translated, or nothing."""
    return text.get(language) or next((one for one in text.values() if one), "")


def page_title(page: Mapping[str, Any]) -> str:
    """Return how a page is called: its title, or its first question."""
    title = words(page["title"])
    return title or (words(page["items"][0]["label"]) if page["items"] else _("Page without questions"))


def sections_with_pages(definition: Mapping[str, Any]) -> Iterator[tuple[str, list[JsonObject]]]:
    """Yield each section's title with its pages."""
    for section in definition["sections"]:
        yield words(section["title"]), section["pages"]


def is_whole(item: Mapping[str, Any]) -> bool:
    """Whether a question takes only whole numbers; versions from before there was a choice do not say."""
    return bool(item.get("whole"))


def offered_options(item: Mapping[str, Any]) -> list[JsonObject]:
    """Return the options that can be chosen now."""
    return [one for one in item["options"] if not one["retired"]]


def as_json(definition: Mapping[str, Any], *, indent: int | None = None) -> str:
    """Return the definition as JSON with its names in alphabetical order, so that equal ones are equal texts."""
    return json.dumps(definition, ensure_ascii=False, sort_keys=True, indent=indent)


def digest(part: Any) -> str:
    """Return the SHA-256 of a definition, or of a part of it."""
    return hashlib.sha256(as_json(part).encode()).hexdigest()
