"""Questions as values."""

from dataclasses import replace

from consult.contract.options import Option
from consult.contract.questions import Question, Questionnaire, QuestionPage


def page(key: str, **more: object) -> QuestionPage:
    return QuestionPage(id=key, title=key, questions=(Question(key=key, kind="text", label=key),), **more)  # type: ignore[arg-type]


ASKED = Questionnaire(
    activity_id=1,
    version=1,
    title="x",
    pages=(page("a"), page("b", is_asked=lambda answers: answers.get("a") == "yes"), page("c")),
)


def test_only_the_pages_on_the_path_are_asked() -> None:
    assert [question_page.id for question_page in ASKED.reachable({})] == ["a", "c"]
    assert [question_page.id for question_page in ASKED.reachable({"a": "yes"})] == ["a", "b", "c"]


def test_pages_without_any_condition_are_all_asked_as_they_are() -> None:
    text = QuestionPage(id="t", title="t", questions=())
    asked = replace(ASKED, pages=(page("a"), text, page("c")))
    assert list(asked.reachable({"a": "yes"})) == list(asked.pages)


def test_a_condition_of_one_question_or_option_alone_decides() -> None:
    first, second = page("a"), page("b")
    (question,) = second.questions
    option = Option(code="y", label="Yes", is_asked=_never)
    passed_by = replace(second, questions=(replace(question, is_asked=_never),))
    assert list(replace(ASKED, pages=(first, passed_by)).reachable({})) == [first]
    withheld = replace(second, questions=(replace(question, options=(option,)),))
    shown = list(replace(ASKED, pages=(first, withheld)).reachable({}))
    assert [each.id for each in shown] == ["a", "b"]
    assert shown[1].questions[0].offered == ()


def _never(_answers: object) -> bool:
    return False


def test_questions_are_found_in_order_and_by_key() -> None:
    assert [question.key for question in ASKED.questions] == ["a", "b", "c"]
    assert ASKED.by_key["b"].label == "b"


def test_an_option_that_is_gone_is_shown_by_its_code() -> None:
    question = Question(key="q", kind="choice", label="?", options=(Option(code="y", label="Yes"),))
    assert [question.option_label(code) for code in ("y", "z")] == ["Yes", "z"]


def on_a_scale(label: str, *options: str, hint: str = "") -> Question:
    offered = tuple(Option(code=f"o{number}", label=words) for number, words in enumerate(options))
    return Question(key="q", kind="scale", label=label, hint=hint, options=offered)


AGREEMENT = ("Strongly agree", "Agree", "Neither agree nor disagree", "Disagree", "Don’t know")


def test_a_bare_statement_is_asked_as_a_question() -> None:
    one = on_a_scale("The police tell people enough.", *AGREEMENT, hint="In your street.")
    assert one.asked == "How much do you agree or disagree with this statement?"
    assert one.beneath == "“The police tell people enough.” In your street."
    assert one.in_full == "How much do you agree or disagree with this statement? “The police tell people enough.”"


def test_what_is_a_question_stays_as_it_is() -> None:
    for label, options in (
        ("Do you agree that the police tell people enough?", AGREEMENT),
        ("The police tell people enough.", ("Support", "Oppose")),
        ("Where you live", ()),
    ):
        one = on_a_scale(label, *options, hint="A hint")
        assert (one.asked, one.beneath, one.in_full) == (label, "A hint", label)
