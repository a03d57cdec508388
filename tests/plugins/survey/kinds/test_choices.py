"""One of several options: its code is kept, counted and exported, whatever the control looks like."""

from typing import Any

import pytest

from consult.contract.options import Option
from consult.contract.question_kinds import Kind
from consult.contract.questions import Question
from consult.kernel.errors import Invalid
from plugins.survey.kinds.choices import DECLARATION, KINDS

OPTIONS = (
    Option(code="x", label="Ex"),
    Option(code="y", label="Why"),
    Option(code="old", label="Gone", is_retired=True),
    Option(code="none", label="None of these", is_exclusive=True),
)


def question(kind: str, **more: Any) -> Question:
    """Return a question of a kind."""
    return Question(key="k", kind=kind, label="What?", **more)


@pytest.mark.parametrize("kind", KINDS)
def test_preferring_not_to_say_is_a_missing_value_and_not_knowing_keeps_its_code(kind: Kind) -> None:
    more = (Option(code="dont_know", label="Don’t know"), Option(code="silent", label="Rather not", is_refusal=True))
    asked = question(kind.name, options=(*OPTIONS, *more))
    assert kind.cells(asked, "silent") == (-7,)
    assert kind.cells(asked, "dont_know") == ("dont_know",)
    values = kind.columns(asked)[0].values
    assert "silent" not in values
    assert [values[code] for code in ("dont_know", "-7", "-8", "-9")] == [
        "Don’t know",
        "Rather not",
        "Not asked",
        "Not answered",
    ]
    assert kind.counts(asked, "silent") == ("silent",)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind is not DECLARATION])
def test_one_of_several_answers_keeps_its_code(kind: Kind) -> None:
    asked = question(kind.name, options=OPTIONS)
    assert kind.read(asked, "x") == "x"
    assert kind.read(asked, None) is None
    assert kind.show(asked, "old") == "Gone"
    assert kind.counts(asked, "x") == ("x",)
    assert kind.columns(asked)[0].values["old"] == "Gone"
    assert kind.cells(asked, "x") == ("x",)


@pytest.mark.parametrize("kind", KINDS)
def test_only_what_is_offered_is_taken(kind: Kind) -> None:
    asked = question(kind.name, options=OPTIONS)
    kind.check(asked, "x")
    for answer in ("z", "old", ["x"], 1):
        with pytest.raises(Invalid):
            kind.check(asked, answer)
    assert kind.from_text(asked, " Why ") == "y"


def test_a_declaration_is_one_box_whose_answer_is_its_option() -> None:
    asked = question("declaration", options=(Option(code="agreed", label="I agree"),))
    assert [offered.value for offered in DECLARATION.make_field(asked).kwargs["choices"]] == ["agreed"]
    assert DECLARATION.read(asked, ["agreed"]) == "agreed"
    assert DECLARATION.read(asked, "agreed") == "agreed"
    assert DECLARATION.read(asked, []) is None
