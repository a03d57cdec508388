"""Words that are shortened, and links and pictures that go, are told."""

import pytest

from plugins.survey.convert.answers import Choice
from plugins.survey.convert.assembly import Asked, Assembly
from plugins.survey.convert.wording import is_longer, lost_of_question, lost_of_text
from plugins.survey.definition import words
from tests.plugins.survey.convert.conftest import asked, said

LINK = '<p>Read <a class="x" href="https://council.example/privacy">how we keep it</a></p>'


@pytest.mark.parametrize(
    ("label", "hint", "choice", "told"),
    [
        *(("How?", "", "", []), ("<b>How</b> are <you>?", "a < b", "", [])),
        ("x" * 1_001, "", "", ["Its words were shortened."]),
        ("<i>" * 300 + "How?", "", "", []),
        ("How?", "x" * 501, "", ["Its hint was shortened."]),
        ("How?", "", "x" * 481, ["The words of the answer “a” were shortened."]),
        ("How?", LINK, "", ["Links, pictures and films in its words are not kept."]),
        ("How? <IMG src='a.png'>", "", LINK, ["Links, pictures and films in its words are not kept."]),
        ("<a name='top'></a>How?", "", "", []),
    ],
)
def test_what_is_lost_of_a_question(label: str, hint: str, choice: str, told: list[str]) -> None:
    choices = [Choice("a", {"en-GB": choice or "A"}), Choice("b", {"en-GB": "B", "cy": "B"})]
    assert [*lost_of_question({"en-GB": label}, {"cy": hint}, choices)] == told


def test_what_is_lost_of_a_text() -> None:
    assert [*lost_of_text({"en-GB": "x" * 10_000})] == []
    assert [*lost_of_text({"en-GB": "Short", "cy": LINK + "x" * 10_000})] == [
        "Its text was shortened.",
        "Links, pictures and films in its words are not kept.",
    ]
    assert not is_longer({"en-GB": "one \n two"}, 7)


def test_a_report_has_a_line_for_each_place() -> None:
    into = Assembly()
    into.note({"en-GB": LINK}, "row 1", title={})
    into.ask(Asked("a", "short_text", {"en-GB": "How?"}, "row 2", hint={"en-GB": "x" * 600}))
    made = into.finish({"en-GB": "Streets"}, {"en-GB": LINK}, "en-GB")
    assert said(made) == [
        "row 1: Links, pictures and films in its words are not kept.",
        "row 2: Its hint was shortened.",
        "Links, pictures and films in its words are not kept.",
    ]
    assert words(asked(made)["a"].hint).endswith("…")
    assert words(made.definition.introduction) == "Read how we keep it"
