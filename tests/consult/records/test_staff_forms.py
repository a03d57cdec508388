"""The forms ask for what they need, and correct each value with a control of its kind."""

import pytest
from flask import Flask

from consult.contract.records import RecordField
from consult.records.staff_forms import TakeDownForm, correct_form, take_out_form
from tests.support.forms import faults, filled


def test_a_reason_is_selected_and_notes_have_an_end(application: Flask) -> None:
    assert faults(filled(application, TakeDownForm, {"code": "safety"})) == {}
    assert faults(filled(application, TakeDownForm, {})) == {"code": ["Select why this may not be public"]}
    assert set(faults(filled(application, TakeDownForm, {"code": "abuse", "note": "x" * 301}))) == {"note"}
    assert set(faults(filled(application, take_out_form([]), {}))) == {"which", "code"}


@pytest.mark.parametrize(
    ("field", "typed", "wrong"),
    [
        (RecordField(column="x", label="X"), {"says": "Words"}, {"says": " "}),
        (RecordField(column="x", label="X", kind="line"), {"says": "Words"}, {"says": ""}),
        (RecordField(column="x", label="X", kind="number"), {"says": "12"}, {"says": "2,5"}),
        (
            RecordField(column="x", label="X", kind="date"),
            {"says-day": "1", "says-month": "2", "says-year": "2026"},
            {"says-day": "31", "says-month": "2", "says-year": "2026"},
        ),
        (RecordField(column="x", label="X", kind="choice", choices={"for": "For"}), {"says": "for"}, {"says": "x"}),
    ],
)
def test_each_kind_of_value_has_its_control(
    application: Flask, field: RecordField, typed: dict[str, str], wrong: dict[str, str]
) -> None:
    form = correct_form(field)
    assert faults(filled(application, form, {"reason": "Why", **typed})) == {}
    assert set(faults(filled(application, form, {"reason": "Why", **wrong}))) == {"says"}
    assert set(faults(filled(application, form, typed))) == {"reason"}
