"""How a value of an assessment reads."""

import pytest

from plugins.impact.assessments.fields import DocumentField

OPTIONS = {"a": "First", "b": "Second"}


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("text", "Words.", "Words."),
        ("line", None, ""),
        ("number", 12000, "12,000"),
        ("date", "2026-12-24", "24 December 2026"),
        ("choice", "b", "Second"),
        ("choice", "gone", "gone"),
        ("choices", ["a", "b"], "First, Second"),
        ("level", "3", "Level 3"),
    ],
)
def test_a_value_reads_as_people_say_it(kind: str, value: object, words: str) -> None:
    assert DocumentField(key="k", label="L", kind=kind, options=OPTIONS).said({"k": value}) == words


def test_a_level_keeps_the_name_of_its_day() -> None:
    assert DocumentField(key="k", label="L", kind="level").said({"k": "3", "k_name": "3: Raised"}) == "3: Raised"
