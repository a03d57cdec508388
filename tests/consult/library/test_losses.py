"""What cannot be kept of a question is told in words."""

from consult.contract.answer_rules import AnswerRule
from consult.contract.entries import Entry
from consult.contract.options import Option
from consult.contract.questions import Question, QuestionPage
from consult.library.losses import LOSSES, losses_of, told


def test_everything_that_means_other_questions_is_named() -> None:
    shown = Option(code="a", label="A", is_asked=lambda _answers: True)
    rule = AnswerRule(op="le", key="people", told="Too many.")
    asked = Question(
        key="x", kind="number", label="X?", options=(shown,), rules=(rule,), shows=frozenset({"people"}), is_asked=bool
    )
    page = QuestionPage(id="p", title="", questions=(asked,), entry=Entry("p", 1, "journey"))
    assert losses_of(page, asked, ["x"]) == [*LOSSES]
    assert "rules" not in losses_of(page, asked, ["x", "people"])
    plain = Question(key="y", kind="number", label="Y?")
    assert losses_of(QuestionPage(id="q", title="", questions=(plain,)), plain, ["y"]) == []
    assert told(["rules"]) == ["It was held against an earlier answer. That rule is left out."]
