"""The form that asks what values mean takes the answers of each question and nothing else."""

from flask import Flask

from consult.imports.plan import ImportPlan
from consult.imports.value_forms import values_form
from consult.imports.values import unknown_values
from tests.consult.imports.test_cell_values import POSITION
from tests.consult.imports.test_values import FOUND
from tests.support.forms import filled


def test_a_meaning_that_is_no_answer_is_refused(application: Flask) -> None:
    values = unknown_values({"position": POSITION}, FOUND[:1], ImportPlan())
    assert filled(application, values_form(values), {"value_0": "perhaps"}).errors
