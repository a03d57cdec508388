"""What comes with the link by which somebody arrives."""

from consult.contract.link_values import seen_by_people, values_of_link
from consult.contract.options import Option
from consult.contract.questions import Question, Questionnaire, QuestionPage

POSTER, GONE = Option(code="poster", label="A poster"), Option(code="gone", label="Gone", is_retired=True)
SOURCE = Question(key="source", kind="hidden", label="You came by", options=(POSTER, GONE), is_hidden=True)
WHY = Question(key="why", kind="text", label="Why?", options=(Option(code="poster", label="A poster"),))
PAGES = (
    QuestionPage(id="hidden", title="You came by", questions=(SOURCE,)),
    QuestionPage(id="both", title="Both", questions=(WHY, Question(key="x", kind="text", label="?", is_hidden=True))),
    QuestionPage(id="text", title="A text", questions=(), text="Hello"),
)
ASKED = Questionnaire(activity_id=1, version=1, title="x", pages=PAGES)


def test_only_the_values_on_the_list_of_what_nobody_is_asked_come_with_a_link() -> None:
    assert values_of_link(ASKED, {"source": "poster", "why": "poster", "other": "poster"}) == {"source": "poster"}
    assert values_of_link(ASKED, {"source": "gone"}) == values_of_link(ASKED, {"source": "<b>"}) == {}
    assert values_of_link(ASKED, {}) == {}


def test_a_page_of_nothing_else_is_seen_by_nobody() -> None:
    assert [page.id for page in seen_by_people(PAGES)] == ["both", "text"]
    shown, _before = ASKED.as_shown(PAGES[1], {})
    assert [question.key for question in shown.questions] == ["why"]
