"""Rules as values."""

from plugins.survey.rule_values import OPERATORS, Rule
from plugins.survey.rules import holds


def test_two_rules_are_told_apart_by_what_they_compare() -> None:
    names = {Rule(op, key, {}).compares for op in OPERATORS for key in ("a", "b")}
    assert len(names) == 12


def test_each_operator_says_something_of_two_answers() -> None:
    assert [op for op in OPERATORS if holds(op, 1, 2)] == ["le", "lt", "ne"]
