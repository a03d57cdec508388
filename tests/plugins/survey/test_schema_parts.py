"""What the parts of a definition share."""

import pytest

from plugins.survey.document import FaultyDefinition, as_json, definition_from_json, dump, read_definition
from tests.plugins.survey.conftest import ALL_KINDS, item, page, survey


def test_characters_that_cannot_be_stored_are_refused() -> None:
    sent = as_json(read_definition(ALL_KINDS)).replace("Question why?", "\\ud800")
    with pytest.raises(FaultyDefinition, match="cannot be stored"):
        definition_from_json(sent)


def test_what_came_later_is_left_out_where_it_says_nothing() -> None:
    (plain,) = dump(read_definition(survey(page("p1", item("a")))))["sections"][0]["pages"][0]["items"]
    assert not {"sensitive", "show_if"} & plain.keys()
    asked = read_definition(survey(page("p1", item("a", sensitive=False))))
    (open_one,) = dump(asked)["sections"][0]["pages"][0]["items"]
    assert open_one["sensitive"] is False
