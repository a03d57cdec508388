"""Rules between two answers, as values."""

from consult.contract.answer_rules import AnswerRule
from consult.contract.questions import Question


def test_a_question_compares_with_what_its_rules_name() -> None:
    rules = tuple(AnswerRule(op=op, key=key, told="Too many.") for op, key in (("le", "a"), ("ne", "b"), ("ge", "a")))
    assert Question(key="c", kind="number", label="C", rules=rules).compares == {"a", "b"}
