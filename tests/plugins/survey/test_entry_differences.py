"""More entries are added, fewer are confirmed by a second officer, and each is said once."""

from typing import Any

from plugins.survey.comparison import class_of, differences, reused_keys
from plugins.survey.definition import Definition
from plugins.survey.document import read_definition
from plugins.survey.models import ChangeClass
from tests.plugins.survey.conftest import item, page, survey, text
from tests.plugins.survey.test_entries import repeated

ONCE = read_definition(survey(page("p1", item("first")), page("p2", item("place"))))


def journeys(most: int = 3, **more: Any) -> Definition:
    """Return a survey that asks for so many journeys."""
    made = repeated("p2", item("place", **more), most=most)
    return read_definition(survey(page("p1", item("first")), made))


def test_more_entries_are_added() -> None:
    found = differences(journeys(3), journeys(5))
    assert class_of(found) is ChangeClass.ADDITIVE
    assert [one.sentence for one in found if one.level is ChangeClass.ADDITIVE] == [
        "The question “Question place?” (place) is asked for up to 5 entries, not 3.",
        "The question “Do you want to add another journey?” (another) is asked for up to 4 entries, not 2.",
    ]


def test_fewer_entries_are_confirmed_by_a_second_officer() -> None:
    found = differences(journeys(5), journeys(3))
    grave = [one for one in found if one.level is ChangeClass.BREAKING]
    assert grave
    assert all(one.may_be_confirmed for one in grave)


def test_a_page_can_become_repeated_and_the_first_entry_keeps_its_key() -> None:
    assert class_of(differences(ONCE, journeys())) is ChangeClass.ADDITIVE
    back = differences(journeys(), ONCE)
    assert class_of(back) is ChangeClass.BREAKING
    assert all(one.may_be_confirmed for one in back if one.level is ChangeClass.BREAKING)
    assert not differences(journeys(), journeys())


def test_a_change_of_a_repeated_question_is_told_once() -> None:
    found = [one.sentence for one in differences(journeys(), journeys(required=True))]
    assert found == ["The question “Question place?” (place) must now be answered."]


def test_another_name_of_an_entry_is_other_words() -> None:
    renamed = repeated("p2", item("place"))
    renamed["repeat"]["entry"] = text("trip")
    found = differences(journeys(), read_definition(survey(page("p1", item("first")), renamed)))
    assert "An entry of the page “Question place?” has another name: “journey” is now “trip”." in [
        one.sentence for one in found if one.is_reworded
    ]
    assert class_of(found) is ChangeClass.COSMETIC


def test_the_key_of_an_entry_is_not_used_for_another_question() -> None:
    other = read_definition(survey(page("p1", item("first")), page("p2", item("place"), item("place_2", "number"))))
    assert any("place_2" in sentence for sentence in reused_keys([journeys()], other))
    assert reused_keys([journeys()], journeys(5)) == []
