"""What a definition says of questions and of the answers to choose from."""

from typing import Any

import pytest

from plugins.survey.document import FaultyDefinition, read_definition
from tests.plugins.survey.conftest import item, options, page, survey, text


def _fault(asked: dict[str, Any]) -> str:
    """Return the sentence with which a question is refused."""
    with pytest.raises(FaultyDefinition) as caught:
        read_definition(survey(page("p1", asked)))
    return caught.value.faults[0]


def test_two_options_may_not_have_the_same_words_and_may_have_those_of_a_table() -> None:
    same = [{"code": "x", "label": text("Yes")}, {"code": "y", "label": text("yes")}]
    assert "same words" in _fault(item("a", "radios", options=same))
    told = [{"code": "x", "label": text("No answer")}, {"code": "y", "label": text("Total")}]
    (asked,) = read_definition(survey(page("p1", item("a", "radios", options=told)))).items
    assert [option.code for option in asked.options] == ["x", "y"]


def test_words_of_a_retired_answer_are_refused_with_the_way_to_offer_it_again() -> None:
    retired = [*options("yes", retired=True), {"code": "yes_2", "label": text("Answer yes")}, *options("no")]
    with pytest.raises(FaultyDefinition) as refused:
        read_definition(survey(page("p1", item("q", "radios", options=retired))))
    assert "“Answer yes” is also the words of the retired answer yes." in str(refused.value)
    assert "Offer that one again (“yes | Answer yes”), or use other words." in str(refused.value)


def test_a_key_may_be_status_but_not_a_name_that_the_form_of_a_page_has() -> None:
    assert read_definition(survey(page("p1", item("status")))).items_by_key.keys() == {"status"}
    for key in ("validate", "errors", "places", "reference"):
        with pytest.raises(FaultyDefinition, match="kept for other uses"):
            read_definition(survey(page("p1", item(key))))


def test_only_a_number_can_be_whole() -> None:
    with pytest.raises(FaultyDefinition, match="Only a number can be whole"):
        read_definition(survey(page("p1", item("q", whole=True))))
