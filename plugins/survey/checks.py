"""What must be mended in a survey before it is published, in sentences."""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from consult.sdk.messages import gettext as _
from plugins.survey.conditions import LISTS, OF_KIND, Condition, comparisons, holds, parts_of
from plugins.survey.document import (
    items_before,
    items_of,
    named_conditions,
    offered_options,
    page_title,
    pages_of,
    words,
)
from plugins.survey.schemas import CHOICES

MOST_WAYS = 20_000


def problems_of(definition: Mapping[str, Any]) -> list[str]:
    """Return what must be mended before a survey is published; nothing when it can be."""
    pages = pages_of(definition)
    if not items_of(definition):
        return [_("The survey has no questions. Add at least one.")]
    found = [*_poor_pages(pages), *_poor_choices(definition), *_same_labels(definition)]
    unknown = [*_unknown_names(definition)]
    found += unknown
    if pages[0]["show_if"] is not None:
        found.append(
            _(
                "The first page, “%(page_title)s”, must be shown to everybody. Remove its condition.",
                page_title=page_title(pages[0]),
            )
        )
    elif not unknown:
        found += _dead_ends(definition)
    return found


def _poor_pages(pages: list[dict[str, Any]]) -> Iterator[str]:
    for number, page in enumerate(pages, start=1):
        if not page["items"] and not words(page["text"]):
            yield _(
                "Page %(number)s, “%(page_title)s”, is empty. Add a question or a text, or remove the page.",
                number=number,
                page_title=page_title(page),
            )
        if len(page["items"]) != 1 and not words(page["title"]):
            yield _("Page %(number)s does not ask exactly one question, so it needs a title.", number=number)


def _poor_choices(definition: Mapping[str, Any]) -> Iterator[str]:
    for item in items_of(definition):
        if item["kind"] in CHOICES and len(offered_options(item)) < (1 if item["kind"] == "checkboxes" else 2):
            yield _("The question “%(words)s” needs more answers to choose from.", words=words(item["label"]))


def _same_labels(definition: Mapping[str, Any]) -> Iterator[str]:
    seen: set[str] = set()
    for item in items_of(definition):
        label = words(item["label"])
        if label.casefold() in seen:
            yield _("Two questions have the same words, “%(label)s”. Change one of them.", label=label)
        seen.add(label.casefold())


def _unknown_names(definition: Mapping[str, Any]) -> Iterator[str]:
    named = named_conditions(definition)
    for one in definition["conditions"]:
        for name in _references(one["when"]):
            yield _(
                "The condition “%(name)s” refers to “%(name_2)s”. A named condition cannot refer to another one.",
                name=one["id"],
                name_2=name,
            )
    for page in pages_of(definition):
        if page["show_if"] is None:
            continue
        where = _("The condition of the page “%(page_title)s”", page_title=page_title(page))
        for name in _references(page["show_if"]):
            if name not in named:
                yield _("%(where)s refers to “%(name)s”, which is no condition of this survey.", where=where, name=name)
        earlier = {item["key"]: item for item in items_before(definition, page["id"])}
        for one in comparisons(page["show_if"], named):
            yield from (f"{where} {fault}" for fault in _faults_of(one, earlier))


def _references(condition: Condition) -> Iterator[str]:
    if "ref" in condition:
        yield condition["ref"]
    for part in parts_of(condition):
        yield from _references(part)


def _faults_of(one: Condition, earlier: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    item = earlier.get(one["q"])
    if item is None:
        yield _("asks for “%(name)s”, which is no question on an earlier page.", name=one["q"])
        return
    if one["op"] not in OF_KIND[item["kind"]]:
        yield _(
            "compares “%(words)s” by “%(name)s”, which does not suit this kind of question.",
            words=words(item["label"]),
            name=one["op"],
        )
        return
    if item["kind"] in CHOICES and one["op"] != "answered":
        codes = {option["code"] for option in offered_options(item)}
        wanted = one["value"] if one["op"] in LISTS else [one["value"]]
        for code in wanted:
            if code not in codes:
                yield _(
                    "asks for “%(code)s”, which is no answer to “%(words)s”.", code=code, words=words(item["label"])
                )
    elif item["kind"] == "number" and one["op"] in {"eq", "ne"} and isinstance(one["value"], str):
        yield _("compares “%(words)s” with a text. Use a number.", words=words(item["label"]))


def _dead_ends(definition: Mapping[str, Any]) -> Iterator[str]:
    named = named_conditions(definition)
    pages = pages_of(definition)
    for place, page in enumerate(pages):
        if page["show_if"] is not None and not _can_be_reached(pages[: place + 1], named):
            yield _(
                "Nobody can reach the page “%(page_title)s”: no answers fulfil its condition. Change it.",
                page_title=page_title(page),
            )


def _can_be_reached(pages: list[dict[str, Any]], named: Mapping[str, Condition]) -> bool:
    """Try the answers that matter to the last page's condition, directly or by an earlier page's."""
    wanted: dict[str, list[Condition]] = {}
    for page in reversed(pages):
        if page is pages[-1] or any(item["key"] in wanted for item in page["items"]):
            for one in comparisons(page["show_if"] or {}, named):
                wanted.setdefault(one["q"], []).append(one)
    items = {item["key"]: item for page in pages for item in page["items"] if item["key"] in wanted}
    tries = [[(key, answer) for answer in _answers_to_try(item, wanted[key])] for key, item in items.items()]
    for number, pairs in enumerate(product(*tries)):
        if number >= MOST_WAYS:
            return True
        if _reaches(pages, named, dict(pairs)):
            return True
    return False


def _reaches(pages: list[dict[str, Any]], named: Mapping[str, Condition], answers: Mapping[str, Any]) -> bool:
    kept: dict[str, Any] = {}
    for page in pages[:-1]:
        if holds(page["show_if"], kept, named):
            kept.update({item["key"]: answers.get(item["key"]) for item in page["items"]})
    return holds(pages[-1]["show_if"], kept, named)


def _answers_to_try(item: Mapping[str, Any], asked: list[Condition]) -> list[Any]:
    if item["kind"] in {"radios", "likert"}:
        return [None, *(one["code"] for one in offered_options(item))]
    if item["kind"] == "checkboxes":
        alone = [[one["code"]] for one in offered_options(item)]
        together = [one["code"] for one in offered_options(item) if not one["exclusive"]]
        wanted = [[code for code in one["value"] if code in together] for one in asked if one["op"] in LISTS]
        left = [[code for code in together if code not in some] for some in wanted]
        return [None, *alone, together, *(some for some in [*wanted, *left] if some)]
    if item["kind"] != "number":
        return [None, "x"]
    marks = [mark for one in asked for mark in _numbers_in(one)] + [item["least"], item["most"]]
    tried = {mark + step for mark in marks if mark is not None for step in (-1, -0.5, 0, 0.5, 1)} | {0.0}
    least, most = item["least"], item["most"]
    return [None, *sorted(n for n in tried if (least is None or n >= least) and (most is None or n <= most))]


def _numbers_in(one: Condition) -> list[float]:
    value = one.get("value")
    values = value if isinstance(value, list) else [value]
    return [float(number) for number in values if isinstance(number, int | float)]
