"""Words and pictures that change places."""

from copy import deepcopy
from typing import Any

import pytest

from plugins.survey.comparison import differences
from plugins.survey.document import dump, read_definition
from plugins.survey.models import ChangeClass
from tests.plugins.survey.conftest import ALL_KINDS, item, options, page, survey, text

BEFORE = read_definition(ALL_KINDS)
BREAKING = ChangeClass.BREAKING


def grave(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Return what no officer can confirm about a change."""
    found = differences(read_definition(before), read_definition(after))
    assert all(difference.remedy for difference in found if difference.level is BREAKING)
    return [one.sentence for one in found if one.level is BREAKING and not one.may_be_confirmed]


def swapped(made: dict[str, Any], name: str, *path: str | int, language: str = "") -> dict[str, Any]:
    """Return a definition in which the first two of a list have each other's words or picture."""
    other = deepcopy(made)
    parts: Any = other["sections"][0]["pages"][0]["items"]
    for step in path:
        parts = parts[step]
    first, second = parts[:2]
    if language:
        first, second, name = first[name], second[name], language
    first[name], second[name] = second[name], first[name]
    return other


def test_words_that_another_answer_had_break_the_comparison() -> None:
    swapped = dump(BEFORE)
    first, second = swapped["sections"][0]["pages"][0]["items"][0]["options"][:2]
    first["label"], second["label"] = second["label"], first["label"]
    found = differences(BEFORE, read_definition(swapped))
    grave = [difference.sentence for difference in found if difference.level is BREAKING]
    assert grave == [
        "The question “Question choice?” (choice): the words “Answer b” of the answer a were those of the answer b.",
        "The question “Question choice?” (choice): the words “Answer a” of the answer b were those of the answer a.",
    ]
    assert not any(difference.may_be_confirmed for difference in found if difference.level is BREAKING)


TWO = survey(page("p1", item("noise"), item("litter")))
PICTURED = survey(page("p1", item("place", "radios")))
for number, one in enumerate(PICTURED["sections"][0]["pages"][0]["items"][0]["options"]):
    one["picture"] = {"sha256": f"{number}" * 64, "alt": text(f"Bench {number}")}


def test_words_that_another_question_had_break_the_comparison() -> None:
    assert grave(TWO, swapped(TWO, "label")) == [
        "The question noise has the words “Question litter?”, which were those of the question litter.",
        "The question litter has the words “Question noise?”, which were those of the question noise.",
    ]
    gone = survey(page("p1", {**item("noise"), "label": text("question LITTER?")}, title=text("One")))
    assert "were those of the question litter" in grave(TWO, gone)[0]


@pytest.mark.parametrize("path", [(), (0, "options")])
def test_words_that_change_places_in_one_language_alone_break_it_too(path: tuple[str | int, ...]) -> None:
    both = survey(page("p1", item("noise", "radios"), item("litter", "radios")))
    for asked in both["sections"][0]["pages"][0]["items"]:
        asked["label"]["cy"] = f"Cwestiwn {asked['key']}?"
        for option in asked["options"]:
            option["label"]["cy"] = f"Ateb {option['code']}"
    assert grave(both, both) == []
    assert len(grave(both, swapped(both, "label", *path, language="cy"))) == 2


def test_pictures_that_change_places_break_the_comparison() -> None:
    found = grave(PICTURED, swapped(PICTURED, "picture", 0, "options"))
    assert found == [
        "The question “Question place?” (place): the picture of the answer a was that of the answer b.",
        "The question “Question place?” (place): the picture of the answer b was that of the answer a.",
    ]
    other = deepcopy(PICTURED)
    other["sections"][0]["pages"][0]["items"][0]["options"][0]["picture"]["sha256"] = "9" * 64
    assert grave(PICTURED, other) == []


def test_a_new_question_may_take_over_the_words_of_one_that_goes() -> None:
    instead = survey(page("p1", item("noise"), {**item("litter_2"), "label": text("Question litter?")}))
    assert grave(TWO, instead) == []


def test_lines_beneath_answers_may_have_each_others_words() -> None:
    def with_lines(one: str, other: str) -> dict[str, Any]:
        asked = []
        for key, said in (("first", one), ("second", other)):
            asked.append(item(key, "radios", options=options("a", "b")))
            line = {**item(f"{key}_more"), "label": text(said), "show_if": {"q": key, "op": "eq", "value": "b"}}
            asked.append(line)
        return survey(page("p1", *asked))

    assert grave(with_lines("Which?", "Say more"), with_lines("Say more", "Say more")) == []


def test_questions_for_another_entry_may_have_each_others_words() -> None:
    def repeated(one: str, other: str) -> dict[str, Any]:
        pages = []
        for key, said in (("trip", one), ("child", other)):
            another = {**item(f"more_{key}", "yes_no"), "label": text(said)}
            repeat = {"most": 3, "entry": text(key), "another": another}
            pages.append(page(f"p_{key}", item(key), repeat=repeat))
        return survey(page("p0", item("start")), *pages)

    assert grave(repeated("One more trip?", "Another?"), repeated("Another?", "Another?")) == []
