"""Answers that no longer fit those before them."""

from dataclasses import replace
from typing import Any

from consult.contract.clashes import clashes_in
from consult.contract.questions import Question, Questionnaire, QuestionPage


def question(key: str, **more: Any) -> Question:
    return Question(key=key, kind="number", label=key, **more)


ASKED = Questionnaire(
    activity_id=1,
    version=1,
    title="x",
    pages=(
        QuestionPage(id="p1", title="1", questions=(question("a"),)),
        QuestionPage(
            id="p2",
            title="2",
            questions=(question("b", clash=lambda b, path: "Too many." if b > path.get("a", b) else ""),),
            is_asked=lambda path: path.get("a") != 0,
        ),
    ),
)


def test_only_what_is_on_the_path_can_clash() -> None:
    assert clashes_in(ASKED, {"a": 1, "b": 2}) == {"b": "Too many."}
    assert clashes_in(ASKED, {"a": 2, "b": 2}) == {}
    assert clashes_in(ASKED, {"b": 2}) == {}
    assert clashes_in(ASKED, {"a": 0, "b": 2}) == {}
    assert clashes_in(replace(ASKED, pages=ASKED.pages[:1]), {"a": 1}) == {}
