"""What officers type about questions: what is missing or too long is named."""

import pytest
from flask import Flask

from consult.responses.staff_forms import QuestionForm, ReasonForm
from tests.support.forms import faults, filled


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"label": " ", "kind": "support"}, {"label": ["Enter the question"]}),
        ({"label": "x" * 301, "kind": "support"}, {"label": ["Question must be 300 characters or less"]}),
        ({"label": "Why?", "kind": "essay"}, {"kind": ["Select from the options shown"]}),
    ],
)
def test_nothing_is_asked_without_what_it_needs(
    application: Flask, typed: dict[str, str], fault: dict[str, list[str]]
) -> None:
    assert faults(filled(application, QuestionForm, typed)) == fault


def test_a_reason_has_an_end(application: Flask) -> None:
    assert set(faults(filled(application, ReasonForm, {"reason": "x" * 1_001}))) == {"reason"}
