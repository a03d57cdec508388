"""What holds for every kind of question."""

from dataclasses import replace
from random import Random
from typing import Any

import pytest

from consult.contract.options import Option
from consult.contract.question_kinds import Kind
from consult.contract.questions import Question
from plugins.survey.definition import CHOICES, COMPUTED, COUNCIL_ONLY, FILE, NUMBERS, OF_KIND, ONE_OF
from plugins.survey.definition import KINDS as NAMES
from plugins.survey.kinds import ALL_KINDS, KINDS
from plugins.survey.question_forms import KIND_CHOICES

OPTIONS = (
    Option(code="x", label="Ex"),
    Option(code="y", label="Why"),
    Option(code="old", label="Gone", is_retired=True),
    Option(code="none", label="None of these", is_exclusive=True),
)


def question(kind: str, **more: Any) -> Question:
    """Return a question of a kind."""
    return Question(key="k", kind=kind, label="What?", **more)


def test_columns_and_cells_are_of_equal_length() -> None:
    for kind in KINDS:
        asked = question(kind.name, options=OPTIONS if kind.name in CHOICES else ())
        assert len(kind.columns(asked)) == len(kind.cells(asked, None))


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_made_up_keeps_to_the_limits(kind: Kind) -> None:
    chance = Random(1)
    asked = question(kind.name, options=OPTIONS if kind.name in CHOICES else (), minimum=2, maximum=9, most_words=3)
    asked = replace(asked, endings=("jpg", "pdf") if kind.name == FILE else ())
    for _ in range(50):
        kind.check(asked, kind.example(asked, chance))


def test_every_kind_that_a_definition_may_name_is_there_and_has_words_in_the_builder() -> None:
    assert set(ALL_KINDS) == set(NAMES) == set(OF_KIND) == {offered.value for offered in KIND_CHOICES}


def test_the_groups_of_a_definition_say_what_the_kinds_say() -> None:
    assert {kind.name for kind in KINDS if kind.is_number} == NUMBERS | {COMPUTED}
    assert {kind.name for kind in KINDS if kind.is_contact} == COUNCIL_ONLY - {COMPUTED, FILE}
    assert {kind.name for kind in KINDS if kind.is_multiple} == CHOICES - ONE_OF
