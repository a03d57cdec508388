"""The field that each kind of question is answered in."""

import pytest

from consult.sdk.forms import DecimalField, IntegerField, RadioField, SelectMultipleField, StringField
from consult.sdk.questions import Kind, Option, Question
from plugins.survey.kinds.boxes import CHECKBOXES
from plugins.survey.kinds.choices import LIKERT, RADIOS
from plugins.survey.kinds.lines import SHORT_TEXT
from plugins.survey.kinds.numbers import NUMBER


@pytest.mark.parametrize(
    ("kind", "field"),
    [(RADIOS, RadioField), (LIKERT, RadioField), (CHECKBOXES, SelectMultipleField), (SHORT_TEXT, StringField)],
)
def test_each_kind_has_its_field(kind: Kind, field: type) -> None:
    question = Question(key="q", kind=kind.name, label="Which?", options=(Option(code="a", label="A"),))
    assert kind.make_field(question).field_class is field


@pytest.mark.parametrize(("is_whole", "field"), [(True, IntegerField), (False, DecimalField)])
def test_a_number_is_whole_or_not(is_whole: bool, field: type) -> None:
    question = Question(key="q", kind="number", label="How many?", is_whole=is_whole)
    assert NUMBER.make_field(question).field_class is field
