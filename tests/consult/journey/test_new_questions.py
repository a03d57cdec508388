"""Questions that were added after somebody sent a response."""

from dataclasses import replace

from consult.contract.questions import Question, Questionnaire, QuestionPage
from consult.journey.new_questions import new_questions


def page(key: str, **more: object) -> QuestionPage:
    """Return a page with one question."""
    return QuestionPage(id=f"p_{key}", title=key, questions=(Question(key=key, kind="text", label=key),), **more)  # type: ignore[arg-type]


THEN = Questionnaire(activity_id=1, version=1, title="x", pages=(page("a"),))
NOW = replace(
    THEN, version=2, pages=(page("a"), page("b", is_asked=lambda answers: answers.get("a") == "yes"), page("c"))
)


def test_what_was_added_on_the_path_of_these_answers_is_new() -> None:
    assert list(new_questions(THEN, NOW, {"a": "no"})) == ["p_c"]
    assert list(new_questions(THEN, NOW, {"a": "yes"})) == ["p_b", "p_c"]


def test_nothing_is_new_in_the_version_that_was_answered_or_where_nothing_is_asked() -> None:
    assert new_questions(NOW, NOW, {"a": "yes"}) == {}
    assert new_questions(None, NOW, {}) == new_questions(THEN, None, {}) == {}
