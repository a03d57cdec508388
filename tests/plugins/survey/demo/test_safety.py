"""The demo’s short survey."""

from plugins.survey.checks import problems_of
from plugins.survey.demo.safety import DEFINITION
from plugins.survey.document import read_definition


def test_the_demo_asks_the_kinds_that_most_surveys_ask_and_is_in_order() -> None:
    read = read_definition(DEFINITION)
    assert problems_of(read) == []
    assert {item.kind for item in read.items} >= {"radios", "checkboxes", "likert", "short_text", "long_text", "number"}
