"""Pages at which a questionnaire ends for those who are led there."""

from consult.contract.exits import ending_at_exits, has_ended
from consult.contract.questions import Question, Questionnaire, QuestionPage


def page(key: str, **more: object) -> QuestionPage:
    """Return a page with one question; an exit asks none."""
    questions = () if more.get("is_exit") else (Question(key=key, kind="text", label=key),)
    return QuestionPage(id=key, title=key, questions=questions, **more)  # type: ignore[arg-type]


ASKED = Questionnaire(
    activity_id=1,
    version=1,
    title="x",
    pages=ending_at_exits(
        [
            page("a"),
            page("out", is_exit=True, is_asked=lambda answers: answers.get("a") == "no", depends_on=frozenset({"a"})),
            page("b"),
            page("also", is_exit=True, is_asked=lambda answers: "b" not in answers),
            page("c", is_asked=lambda answers: answers.get("a") == "yes"),
        ]
    ),
)


def reached(**answers: str) -> list[str]:
    """Return the pages that these answers lead to."""
    return [found.id for found in ASKED.reachable(answers)]


def test_nothing_is_asked_behind_the_exit_that_somebody_is_led_to() -> None:
    assert reached(a="no", b="x", c="x") == ["a", "out"]
    assert reached(a="yes") == ["a", "b", "also"]
    assert reached(a="yes", b="x") == ["a", "b", "c"]
    assert reached(a="maybe", b="x") == ["a", "b"]


def test_what_follows_an_exit_depends_on_what_the_exit_depends_on() -> None:
    assert ASKED.pages[2].depends_on == {"a"}
    assert ASKED.pages[0].is_asked is None
    assert [len(held) for held in ASKED.conditions.values()] == [0, 1, 1]


def test_a_path_has_ended_only_where_it_leads_to_an_exit() -> None:
    assert has_ended(ASKED.reachable({"a": "no"}))
    assert not has_ended(ASKED.reachable({"a": "yes", "b": "x"}))
