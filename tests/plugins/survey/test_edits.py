"""Changes to a definition, one at a time."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.kernel.errors import ChangedMeanwhile, Invalid
from plugins.survey import edits
from plugins.survey.definition import Definition, Item, Option
from plugins.survey.document import digest, dump, read_definition
from tests.plugins.survey.conftest import definitions, patient, text, words


@patient
@given(definitions(), st.data())
def test_moving_loses_no_page_and_no_question(made: dict[str, Any], data: st.DataObject) -> None:
    definition = read_definition(made)
    pages, keys = [page.id for page in definition.pages], [item.key for item in definition.items]
    for _ in range(data.draw(st.integers(1, 6))):
        way = data.draw(st.sampled_from(["up", "down"]))
        if data.draw(st.booleans()):
            definition = edits.move_page(definition, data.draw(st.sampled_from(pages)), way)
        else:
            definition = edits.move_item(definition, data.draw(st.sampled_from(keys)), way)
    assert sorted(page.id for page in definition.pages) == sorted(pages)
    assert sorted(item.key for item in definition.items) == sorted(keys)
    assert read_definition(dump(definition)) == definition


def test_pages_move_into_the_next_section() -> None:
    definition = read_definition(
        {"schema": "survey/1", "sections": [{"id": "a", "pages": [{"id": "p1"}, {"id": "p2"}]}, {"id": "b"}]}
    )
    definition = edits.move_page(definition, "p2", "down")
    assert [[page.id for page in section.pages] for section in definition.sections] == [["p1"], ["p2"]]
    definition = edits.move_page(definition, "p2", "down")
    definition = edits.move_page(definition, "p2", "up")
    assert [[page.id for page in section.pages] for section in definition.sections] == [["p1", "p2"], []]


def options_from(
    typed: str, present: tuple[Option, ...] = (), permanent: frozenset[str] = frozenset()
) -> tuple[Option, ...]:
    """Return the options that lines describe, without any that stand apart."""
    return edits.options_from(typed, present, [], permanent)


def test_lines_become_options_and_options_lines() -> None:
    made = options_from("Yes, often\nno | No, never\nrate | Rated | 4.5\n\n")
    assert [(option.code, option.label["en-GB"], option.value) for option in made] == [
        ("yes_often", "Yes, often", None),
        ("no", "No, never", None),
        ("rate", "Rated", 4.5),
    ]
    assert edits.option_lines(made) == "yes_often | Yes, often\nno | No, never\nrate | Rated | 4.5"
    assert options_from(edits.option_lines(made), made) == made


def test_an_option_keeps_its_translation_and_code_when_its_words_return() -> None:
    present = Option("n", {**text("No"), "cy": "Na"}, hint=text("h"), value=2)
    (again,) = options_from("No", (present,))
    assert again == present
    (other,) = options_from("n | Never", (present,))
    assert other.label == {"cy": "Na", "en-GB": "Never"}


def test_a_published_option_is_retired_and_an_unpublished_one_removed() -> None:
    present = options_from("a | A\nb | B")
    kept = options_from("c | C", present, frozenset({"a"}))
    assert [(option.code, option.retired) for option in kept] == [("c", False), ("a", True)]
    back = options_from("a | A again", kept, frozenset({"a"}))
    assert [(option.code, option.retired) for option in back] == [("a", False)]


@pytest.mark.parametrize("typed", ["a | b | c | d", "a | A\na | B", "a | A | much", " | A", "a |"])
def test_a_line_that_cannot_be_read_is_named(typed: str) -> None:
    with pytest.raises(Invalid) as caught:
        options_from(typed)
    assert "Line" in caught.value.fields["options"]


@patient
@given(st.lists(words, max_size=6))
def test_keys_made_from_words_fit_and_are_never_taken(labels: list[str]) -> None:
    definition = read_definition({"schema": "survey/1", "sections": [{"id": "s", "pages": [{"id": "p"}]}]})
    for label in labels:
        definition = asked(definition, "", label)
    assert len({item.key for item in definition.items}) == len(labels)
    read_definition(dump(definition))


def asked(definition: Definition, key: str, label: str) -> Definition:
    """Return the definition with one question more."""
    return edits.add_item(definition, "p", edits.new_item(definition, "short_text", key, label))


def test_a_change_to_what_somebody_else_changed_is_refused() -> None:
    def reworded(label: str) -> Callable[[Item], Item]:
        return lambda item: replace(item, label=text(label))

    definition = read_definition({"schema": "survey/1", "sections": [{"id": "s", "pages": [{"id": "p"}]}]})
    definition = asked(definition, "k", "One?")
    seen = digest(definition.find_item("k"))
    definition = edits.edit_item(definition, "k", seen, reworded("Two?"))
    assert definition.find_item("k").label == text("Two?")
    with pytest.raises(ChangedMeanwhile):
        edits.edit_item(definition, "k", seen, reworded("Three?"))
    with pytest.raises(ChangedMeanwhile):
        edits.remove_item(definition, "k", seen)
    with pytest.raises(Invalid):
        asked(definition, "k", "Again?")
