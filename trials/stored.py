"""What a file of responses must say, worked out anew from the stored JSON alone.

Nothing here calls the code that asks, counts or exports: two readings of `docs/survey-definition.md` are compared.
"""

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from trials.entries import pages_asked

Json = Mapping[str, Any]
MISSING = {-8: "Not asked", -9: "Not answered"}
REFUSED, NOT_ASKED, NOT_ANSWERED = -7, -8, -9
ONE_OF = {"radios", "select", "likert", "rating", "yes_no", "declaration", "hidden"}
NUMBERS = {"number", "money", "per_cent", "computed"}
TEXTS = {"short_text", "long_text", "month", "time", "email", "phone", "postcode", "website", "geoshape"}
COMPARE: Mapping[str, Any] = {
    "answered": lambda given, _wanted: True,
    "eq": lambda given, wanted: given == wanted,
    "ne": lambda given, wanted: given != wanted,
    "in": lambda given, wanted: given in wanted,
    "any_of": lambda given, wanted: bool({*_listed(given)} & {*wanted}),
    "all_of": lambda given, wanted: {*_listed(given)} >= {*wanted},
    "none_of": lambda given, wanted: not {*_listed(given)} & {*wanted},
    "lt": lambda given, wanted: given < wanted,
    "le": lambda given, wanted: given <= wanted,
    "gt": lambda given, wanted: given > wanted,
    "ge": lambda given, wanted: given >= wanted,
    "between": lambda given, wanted: wanted[0] <= given <= wanted[1],
}


@dataclass
class Variable:
    """A column: its cells (codes, numbers, texts, missing values), and where it has codes, the number of each."""

    label: str | None
    cells: list[Any] = field(default_factory=list)
    numbers: dict[Any, int] = field(default_factory=dict)
    words: dict[int, str] = field(default_factory=dict)

    @property
    def user_missing(self) -> set[int]:
        """The numbers that stand for no answer."""
        return {number for number in self.words if number < 0}

    def as_numbers(self) -> list[Any]:
        """Return the cells with the number of each code in its place."""
        return [self.numbers.get(cell, cell) if self.numbers else cell for cell in self.cells]


def expected(definition: Json, responses: list[Json], names: Container[str] = ()) -> dict[str, Variable]:
    """Return every column that questions fill, by its name, in order.

    What a formula can come to is not worked out here: `names`, those of a file, say which have a column for it besides.
    """
    paths = [path_of(definition, answers) for answers in responses]
    found: dict[str, Variable] = {}
    for item in items_of(definition):
        if item["kind"] == "computed" and f"{item['key']}__missing" in names:
            item = {**item, "least": -10}
        columns = _columns(item)
        for answers, (asked, before) in zip(responses, paths, strict=True):
            said = answers.get(item["key"])
            offered = {
                option["code"] for option in item.get("options", []) if holds(option.get("show_if"), before, definition)
            }
            cells = _cells(item, said, is_asked=item["key"] in asked, offered=offered)
            for column, cell in zip(columns.values(), cells, strict=True):
                column.cells.append(cell)
        found |= columns
    return found


def items_of(definition: Json) -> Iterator[Json]:
    """Yield the questions in order."""
    yield from (item for page in pages_asked(definition) for item in page["items"])


def path_of(definition: Json, answers: Json) -> tuple[set[str], dict[str, Any]]:
    """Return the keys of what somebody with these answers was asked, and the answers to it."""
    asked: set[str] = set()
    said: dict[str, Any] = {}
    for page in pages_asked(definition):
        if page.get("quota") or not holds(page.get("show_if"), said, definition):
            continue
        if page.get("exit"):
            break
        for item in page["items"]:
            if holds(item.get("show_if"), said, definition):
                asked.add(item["key"])
                if answers.get(item["key"]) not in (None, "", []):
                    said[item["key"]] = answers[item["key"]]
    return asked, said


def holds(condition: Json | None, answers: Json, definition: Json) -> bool:
    """Whether a condition holds for these answers."""
    match condition:
        case None:
            return True
        case {"all": parts}:
            return all(holds(part, answers, definition) for part in parts)
        case {"any": parts}:
            return any(holds(part, answers, definition) for part in parts)
        case {"not": part}:
            return not holds(part, answers, definition)
        case {"ref": name}:
            return any(holds(one["when"], answers, definition) for one in definition["conditions"] if one["id"] == name)
    given = answers.get(condition["q"])
    return given is not None and bool(COMPARE[condition["op"]](given, condition.get("value")))


def worked_out(formula: Any, answers: Json, values: Mapping[str, Mapping[str, float | None]]) -> float | None:
    """Return the number that a formula makes of answers; `values` are those of options, by question and code."""
    match formula:
        case {"q": key}:
            given = answers.get(key)
            return values[key].get(given) if isinstance(given, str) else given
        case {"count": key}:
            return len(answers[key]) if key in answers else None
        case {"difference": [first, second]}:
            pair = [worked_out(part, answers, values) for part in (first, second)]
            return None if None in pair else pair[0] - pair[1]  # type: ignore[operator]  # neither is None
        case {"sum": parts, **more}:
            made = [worked_out(part, answers, values) for part in parts]
            there = [one for one in made if one is not None]
            is_whole = len(there) == len(made) or (more.get("missing") == "skip" and there)
            return sum(there) if is_whole else None
    return formula if isinstance(formula, int | float) else None


def _listed(given: Any) -> list[Any]:
    return given if isinstance(given, list) else [given]


def _text(texts: Json) -> str:
    return str(texts.get("en-GB", ""))


def _columns(item: Json) -> dict[str, Variable]:
    key, label, kind = item["key"], _text(item["label"]), item["kind"]
    # Words that repeat an answer name its question instead: that is another rule, and not this one's.
    told = None if "((" in label else label
    options = item.get("options", [])
    refused = [_text(one["label"]) for one in options if one.get("missing") == "pnts"]
    refusals = {REFUSED: refused[0]} if refused else {}
    if kind in ONE_OF:
        numbers = _numbered([one["code"] for one in options if one.get("missing") != "pnts"])
        words = {numbers[one["code"]]: _text(one["label"]) for one in options if one["code"] in numbers}
        return {key: Variable(told, numbers=numbers, words=words | refusals | MISSING)}
    if kind == "checkboxes":
        words = {0: "Not chosen", 1: "Chosen", **refusals, **MISSING}
        return {f"{key}__{one['code']}": Variable(None, words=words) for one in options}
    if kind in {"ranking", "budget"}:
        return {f"{key}__{one['code']}": Variable(None, words=dict(MISSING)) for one in options}
    if kind in NUMBERS:
        if not _may_look_missing(item):
            return {key: Variable(told, words=dict(MISSING))}
        return {key: Variable(told), f"{key}__missing": Variable(None, words={0: "Answered", **MISSING})}
    if kind == "geopoint":
        return {key: Variable(told), f"{key}__latitude": Variable(None), f"{key}__longitude": Variable(None)}
    assert kind in TEXTS | {"date", "file"}, f"A trial of “{kind}” is to be written"
    return {key: Variable(None if kind == "file" else told)}


def _cells(item: Json, said: Any, *, is_asked: bool, offered: set[str]) -> list[Any]:
    kind, options = item["kind"], item.get("options", [])
    why = NOT_ANSWERED if is_asked else NOT_ASKED
    if kind in ONE_OF:
        refusals = {one["code"] for one in options if one.get("missing") == "pnts"}
        return [why if said is None else REFUSED if said in refusals else said]
    if kind in {"checkboxes", "ranking", "budget"}:
        return [why if not said else _of_option(item, one["code"], said, one["code"] in offered) for one in options]
    if kind in NUMBERS:
        if _may_look_missing(item):
            return [said, why if said is None else 0]
        return [why if said is None else said]
    if kind == "geopoint":
        marked = re.fullmatch(r"(-?[\d.]+),(-?[\d.]+)", said or "")
        return [said, *(map(float, marked.groups()) if marked else (None, None))]
    return [said]


def _of_option(item: Json, code: str, said: Any, is_offered: bool) -> Any:
    if code in said:
        return 1 if item["kind"] == "checkboxes" else said[code] if isinstance(said, dict) else said.index(code) + 1
    if not is_offered:
        return NOT_ASKED
    if item["kind"] == "ranking":
        return NOT_ANSWERED
    refusals = {one["code"] for one in item["options"] if one.get("missing") == "pnts"}
    return REFUSED if refusals & {*said} else 0


def _may_look_missing(item: Json) -> bool:
    least, most = item.get("least") or 0, item.get("most")
    return least < 0 and any(least <= code and (most is None or code <= most) for code in (-7, -8, -9))


def _numbered(codes: list[str]) -> dict[Any, int]:
    """Return a number for each code: its own where it is one of at most four digits, else the smallest that is free."""
    own = {code: int(code) for code in codes if re.fullmatch(r"0|[1-9]\d{0,3}", code)}
    taken, found = {*own.values()}, dict(own)
    for code in codes:
        if code not in found:
            found[code] = next(number for number in count(1) if number not in taken)
            taken.add(found[code])
    return found
