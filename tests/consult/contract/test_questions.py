"""Questions as values."""

from consult.contract.questions import Option, Question, Questionnaire, QuestionPage


def page(key: str, **more: object) -> QuestionPage:
    return QuestionPage(id=key, title=key, questions=(Question(key=key, kind="text", label=key),), **more)  # type: ignore[arg-type]


ASKED = Questionnaire(
    activity_id=1,
    version=1,
    title="x",
    pages=(page("a"), page("b", is_asked=lambda answers: answers.get("a") == "yes"), page("c")),
)


def test_only_the_pages_on_the_path_are_asked() -> None:
    assert [one.id for one in ASKED.reachable({})] == ["a", "c"]
    assert [one.id for one in ASKED.reachable({"a": "yes"})] == ["a", "b", "c"]


def test_questions_are_found_in_order_and_by_key() -> None:
    assert [question.key for question in ASKED.questions] == ["a", "b", "c"]
    assert ASKED.by_key["b"].label == "b"


def test_an_option_that_is_gone_is_shown_by_its_code() -> None:
    question = Question(key="q", kind="choice", label="?", options=(Option(code="y", label="Yes"),))
    assert [question.option_label(code) for code in ("y", "z")] == ["Yes", "z"]
