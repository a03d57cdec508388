"""Every text of a definition is found, with a place that it keeps."""

from typing import Any

from hypothesis import given
from marshmallow import Schema, fields

from plugins.survey.document import dump, read_definition
from plugins.survey.edits import move_item
from plugins.survey.schema_parts import Words
from plugins.survey.schemas import DefinitionSchema
from plugins.survey.texts import texts_of, with_texts, words_by_place
from tests.plugins.survey.conftest import definitions, item, options, page, patient, survey, text


def filled(schema: Schema, number: list[int]) -> dict[str, Any]:
    """Return one part of a definition in which each text there can be has words of its own."""
    made: dict[str, Any] = {}
    for name, field in schema.fields.items():
        if isinstance(field, Words):
            number[0] += 1
            made[name] = text(f"Text {number[0]}?")
        elif isinstance(field, fields.Nested):
            made[name] = filled(field.schema, number)
        elif isinstance(field, fields.List) and isinstance(field.inner, fields.Nested):
            made[name] = [filled(field.inner.schema, number) for _one in range(2)]
    return made


def words_in(said: object) -> set[str]:
    """Return all English words anywhere in a document."""
    if isinstance(said, dict):
        return {said["en-GB"]} if "en-GB" in said else set().union(*map(words_in, said.values()))
    return set().union(*map(words_in, said)) if isinstance(said, list) else set()


class _Bare:
    """A part as the walk reads it: whatever the schema names, and numbers for names."""

    def __init__(self, said: dict[str, Any], number: list[int]) -> None:
        number[0] += 1
        self.id = self.key = self.code = f"n{number[0]}"
        for name, value in said.items():
            parts = isinstance(value, list) and [_Bare(each, number) for each in value]
            is_part = isinstance(value, dict) and "en-GB" not in value
            setattr(self, name, parts or (_Bare(value, number) if is_part else value))

    def __getattr__(self, name: str) -> None:
        """Return nothing for what is no text."""


def test_no_text_that_the_schema_knows_is_left_out() -> None:
    document = filled(DefinitionSchema(), [0])
    found = list(texts_of(_Bare(document, [0])))  # type: ignore[arg-type]  # it has all that the walk reads
    assert {one.text["en-GB"] for one in found} == words_in(document)
    assert len({one.place for one in found}) == len(found)
    # the frame, a condition, a section, a page, a question and an option at the least
    assert len(words_in(document)) > 10


@patient
@given(definitions())
def test_every_word_of_a_definition_has_one_place_and_changing_nothing_changes_nothing(made: dict[str, Any]) -> None:
    definition = read_definition(made)
    places = [one.place for one in texts_of(definition)]
    assert len(set(places)) == len(places)
    assert {one.text["en-GB"] for one in texts_of(definition)} == words_in(dump(definition))
    same = with_texts(definition, lambda one: one.text)
    assert dump(same) == dump(definition)


def test_a_text_keeps_its_place_wherever_its_question_goes() -> None:
    definition = read_definition(
        survey(page("p1", item("a", "radios", options=options("x", "y"))), page("p2", item("b")))
    )
    moved = move_item(definition, "a", "down")
    assert "options.x.label" in str([*words_by_place(definition)])
    assert words_by_place(moved).keys() == words_by_place(definition).keys()
