"""The definition document: what it takes, and one sentence for each fault."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.survey.definition import definition_from
from plugins.survey.document import (
    FaultyDefinition,
    as_json,
    definition_from_json,
    digest,
    dump,
    empty_definition,
    read_definition,
)
from tests.plugins.survey.conftest import definitions, item, options, page, patient, survey, text


@patient
@given(definitions())
def test_a_definition_survives_the_round_trip_through_a_file(made: dict[str, Any]) -> None:
    read = read_definition(made)
    assert read_definition(dump(read)) == read
    assert definition_from(dump(read)) == read
    assert definition_from_json(as_json(read, indent=2)) == read
    assert digest(definition_from_json(as_json(read))) == digest(read)
    assert [item.key for item in read.items] == [
        each["key"] for part in made["sections"][0]["pages"] for each in part["items"]
    ]


json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=10,
)


@patient
@given(json_values, st.sampled_from(["sections", "conditions", "settings", "introduction", "languages"]))
def test_whatever_is_sent_is_read_or_refused_in_sentences(value: Any, name: str) -> None:
    for sent in (value, {**survey(page("p1", item("a"))), name: value}):
        faults = faults_in(json.dumps(sent))
        assert all(fault.endswith((".", "}.", "”.")) for fault in faults)


def faults_in(sent: str) -> list[str]:
    """Return the faults of a JSON text, none when it is a definition."""
    try:
        definition_from_json(sent)
    except FaultyDefinition as error:
        return error.faults
    return []


def faults_of(definition: Any) -> list[str]:
    """Return the faults that reading a definition names."""
    with pytest.raises(FaultyDefinition) as caught:
        read_definition(definition)
    return caught.value.faults


@pytest.mark.parametrize(
    ("definition", "said"),
    [
        ({"sections": []}, "“schema”: This is missing."),
        (survey(page("p1", item("Bad Key"))), "page 1, question 1, “key”: The key must be a small letter"),
        (survey(page("p1", item("a__b"))), "kept for other uses"),
        (survey(page("p1", item("data"))), "kept for other uses"),
        (survey(page("p1", item("reference"))), "kept for other uses"),
        (survey(page("p1", item("attribution"))), "kept for other uses"),
        (survey(page("check", item("a"))), "kept for other uses"),
        (survey(page("p1", item("a"), item("a"))), "Two questions have the same"),
        (survey(page("p1"), page("p1")), "Two pages have the same id"),
        (survey(page("p1", item("a", "slider"))), "Use one of: budget"),
        (survey(page("p1", item("a", "radios", options=options("x", "x")))), "Two options have the same code."),
        (survey(page("p1", item("a", options=options("x")))), "takes no options"),
        (survey(page("p1", item("a", least=1))), "Only a number can have"),
        (survey(page("p1", item("a", "number", least=2, most=1))), "must not be more than"),
        (survey(page("p1", item("a", max_words=5))), "Only a long text"),
        (survey(page("p1", {**item("a"), "label": text(" ")})), "Write the words for this."),
        (survey(page("p1", {**item("a"), "label": "plain"})), "for each language"),
        (survey(page("p1", show_if={"q": "a", "op": "eval"})), "There is no operator “eval”"),
        (survey(page("p1"), exit=True), "“exit”: This is not part of survey/1."),
        (survey(page("p1"), languages=["cy"]), "default language"),
        ("text", "wrong type"),
    ],
)
def test_each_fault_has_a_sentence(definition: Any, said: str) -> None:
    assert any(said in fault for fault in faults_of(definition))


@pytest.mark.parametrize(
    "sent",
    ["{", "[" * 100_000, '{"schema": NaN}', "x" * 500_001, '{"schema": "survey/1", "sections": 1e999}', ""],
)
def test_text_that_is_no_definition_is_refused(sent: str) -> None:
    with pytest.raises(FaultyDefinition):
        definition_from_json(sent)


def test_an_empty_definition_is_complete() -> None:
    assert read_definition(dump(empty_definition())) == empty_definition()
