"""What a person answered, in words for that person alone."""

from consult.contract.own_words import in_words_for
from consult.contract.questions import Question, QuestionPage


def test_a_question_has_other_words_for_the_person_who_answered() -> None:
    asked = Question(
        key="q", kind="text", label="Why [park]?", words_for=lambda said: {"label": f"Why {said['park']}?"}
    )
    assert in_words_for(asked, {"park": "Central Park"}).label == "Why Central Park?"
    assert asked.label == "Why [park]?"


def test_what_shows_no_answer_stays_as_it_is() -> None:
    page = QuestionPage(id="p", title="Page", questions=())
    assert in_words_for(page, {"park": "Central Park"}) is page
    assert not page.is_personal


def test_a_page_is_for_one_person_where_any_of_its_words_are() -> None:
    asked = Question(key="q", kind="text", label="Why [park]?", shows=frozenset({"park"}))
    assert QuestionPage(id="p", title="Page", questions=(asked,)).is_personal
    assert QuestionPage(id="p", title="[park]", questions=(), shows=frozenset({"park"})).is_personal
