"""Parts as values."""

from dataclasses import replace

from consult.contract.parts import Part
from consult.contract.questions import Questionnaire


def test_a_questionnaire_has_parts_only_where_it_says_so() -> None:
    asked = Questionnaire(activity_id=1, version=1, title="x", pages=())
    part = Part(id="s1", title="You", pages=frozenset({"p1"}))
    assert (asked.parts, replace(asked, parts=(part,)).parts) == ((), (part,))
