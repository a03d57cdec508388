"""The published JSON Schema says of a definition what our own reading of it says."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any, cast

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from marshmallow import fields

from consult.contract.reserved_keys import RESERVED_KEYS
from plugins.survey import json_schema
from plugins.survey.conditions import OPERATORS
from plugins.survey.demo.safety import DEFINITION
from plugins.survey.document import FaultyDefinition, dump, read_definition
from plugins.survey.json_schema import MEDIA_TYPE, schema_document
from tests.plugins.survey.conftest import ALL_KINDS, NEWER_KINDS, definitions, item, page, patient, survey, text
from tests.support.web import FormClient

VALIDATOR = Draft202012Validator(schema_document())
CONDITIONS = survey(
    page("p1", item("choice", "radios"), item("boxes", "checkboxes"), item("count", "number")),
    page("p2", item("a"), show_if={"all": [{"any": [{"q": "count", "op": "between", "value": [1, 5]}]}, {"ref": "c"}]}),
    page("p3", item("b"), show_if={"not": {"q": "boxes", "op": "none_of", "value": ["a", "b"]}}),
    page("p4", item("d"), show_if={"q": "count", "op": "ge", "value": 2.5}),
    page("p5", item("e"), show_if={"q": "choice", "op": "answered"}),
    conditions=[{"id": "c", "when": {"q": "choice", "op": "eq", "value": "a"}}],
    languages=["en-GB"],
    settings={"journey": "pages", "asks_area": False},
)
PARTS = survey(
    page(
        "p1",
        item("a", "yes_no", hint=text("?"), required=True, public=False, pii="special", sensitive=False),
        title=text("One"),
        text=text("Words"),
    ),
    title=text("Title"),
    introduction=text("Words"),
    default_language="en-GB",
)
FULL = {
    "code": "a",
    "label": text("A"),
    "hint": text("?"),
    "value": 1.5,
    "missing": "dk",
    "exclusive": True,
    "retired": False,
}
LIMITED = [
    survey(page("p1", item("a", "radios", options=[FULL]))),
    survey(page("p1", item("a", "number", least=0, most=9, whole=True))),
    survey(page("p1", item("a", "long_text", max_words=9))),
    survey(page("p1", item("a", "short_text", options=[], least=None, most=None, whole=False, max_words=None))),
    survey(page("p1", item("a", "declaration"))),
    survey(page("p1", item("a", "radios", options=[{**FULL, "picture": {"sha256": "a" * 64, "alt": text("A")}}]))),
    survey(page("p1", item("a", "checkboxes", options=[{**FULL, "picture": None}]))),
    survey(page("p1", item("a", "select", options=[{**FULL, "picture": None}]))),
    survey(page("p1", item("a"), blocks=[{"id": "b1", "block": "inset", "text": text("Words"), "title": {}}])),
    survey(page("p1", item("a"), blocks=[{"id": "b1", "block": "details", "text": text("W"), "title": text("T")}])),
    survey(page("p1", item("a"), blocks=[{"id": "b1", "block": "image", "sha256": "a" * 64, "alt": text("A")}])),
    survey(
        page(
            "p1",
            item("a"),
            blocks=[{"id": "b1", "block": "video", "url": "https://a.example", "title": text("T"), "text": text("W")}],
        )
    ),
]
FORMULAS = survey(
    page("p1", item("a", "number"), item("b", "checkboxes")),
    *(
        page(f"c{place}", item(f"c{place}", "computed", formula=formula))
        for place, formula in enumerate(
            [
                {"sum": [{"q": "a"}, 1.5, {"max": [{"count": "b"}, -2], "missing": "none"}], "missing": "skip"},
                {"mean": [{"q": "a"}]},
                {"min": [{"q": "a"}], "missing": "skip"},
                {"difference": [{"q": "a"}, 1], "missing": "none"},
                {"count": "b"},
            ]
        )
    ),
)
WRONG: tuple[Any, ...] = (None, 5, -1e30, "A b!\n", "a\n", "check", "a__b", min(RESERVED_KEYS), "x" * 20_000, [], {})


def spoiled(definition: Any) -> Iterator[tuple[str, Any]]:
    """Spoil each place, of several alike the first: a name left out, one too many, a value of another type or size."""
    seen: set[tuple[Any, ...]] = set()

    def places(part: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
        yield path
        for name, inner in (
            part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
        ):
            yield from places(inner, (*path, name))

    for path in places(definition, ()):
        alike = tuple("*" if isinstance(name, int) else name for name in path)
        if alike in seen:
            continue
        seen.add(alike)
        for wrong in (*WRONG, "left out", "too many"):
            copy = deepcopy(definition)
            holder = copy
            for name in path[:-1]:
                holder = holder[name]
            if wrong == "too many":
                here = holder[path[-1]] if path else copy
                if not isinstance(here, dict):
                    continue
                here["colour"] = "red"
            elif not path:
                continue
            elif wrong == "left out":
                del holder[path[-1]]
            else:
                holder[path[-1]] = deepcopy(wrong)
            yield f"{path} {str(wrong)[:20]!r}", copy


def is_read(definition: Any) -> bool:
    try:
        read_definition(definition)
    except FaultyDefinition:
        return False
    return True


def test_it_is_a_schema_served_to_everybody(client: FormClient) -> None:
    served = client.get("/survey/schema/1.json")
    assert served.status_code == 200
    assert served.mimetype == MEDIA_TYPE
    Draft202012Validator.check_schema(schema_document())
    assert served.json == schema_document()


def test_it_refuses_every_shape_that_we_refuse() -> None:
    judged = [
        (what, is_read(wrong), VALIDATOR.is_valid(wrong))
        for definition in (PARTS, CONDITIONS, FORMULAS, *LIMITED)
        for what, wrong in spoiled(definition)
    ]
    assert [what for what, taken, is_valid in judged if is_valid and not taken] == []
    assert sum(not is_valid for _what, _taken, is_valid in judged) > 500


@pytest.mark.parametrize("definition", [DEFINITION, ALL_KINDS, NEWER_KINDS, PARTS, CONDITIONS, FORMULAS, *LIMITED])
def test_it_takes_what_we_take(definition: Any) -> None:
    VALIDATOR.validate(definition)
    VALIDATOR.validate(dump(read_definition(definition)))


@settings(patient, max_examples=30)
@given(definition=definitions())
def test_it_takes_every_definition_as_it_is_stored(definition: dict[str, Any]) -> None:
    VALIDATOR.validate(definition)
    VALIDATOR.validate(dump(read_definition(definition)))


@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize("value", ["left out", None, "a", 5, [], ["a"], [1, 5], [5], ["a", "b"], {"a": 1}])
def test_a_condition_takes_the_values_that_its_operator_takes(operator: str, value: Any) -> None:
    condition = {"q": "a", "op": operator} | ({} if value == "left out" else {"value": value})
    whole = survey(page("p1", item("a")), page("p2", item("b"), show_if=condition))
    assert VALIDATOR.is_valid(whole) == is_read(whole)


@pytest.mark.parametrize(
    ("kind", "codes"),
    [("yes_no", ["yes"]), ("yes_no", ["yes", "no", "maybe"]), ("yes_no", []), ("declaration", ["a", "b"])],
)
def test_kinds_with_fixed_answers_have_these(kind: str, codes: list[str]) -> None:
    offered = [{"code": code, "label": text(code)} for code in codes]
    wrong = survey(page("p1", item("a", kind, options=offered)))
    assert not VALIDATOR.is_valid(wrong)
    assert not is_read(wrong)
    apart = [{"code": "yes", "label": text("Yes")}, {"code": "no", "label": text("No")}]
    apart += [{"code": "dk", "label": text("Don’t know"), "missing": "dk"}]
    VALIDATOR.validate(survey(page("p1", item("a", "yes_no", options=apart))))


def test_what_it_cannot_say_is_never_left_out_in_silence() -> None:
    with pytest.raises(TypeError, match="Date"):
        json_schema._field(cast(Any, fields.Date()), {})
    with pytest.raises(TypeError, match="cannot say"):
        json_schema._rule(lambda value: value)
