"""What is asked of one ward or one case names it."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from plugins.authorisation.condition_forms import ListForm


@pytest.mark.parametrize(("applies_to", "field"), [("ward", "ward"), ("case", "case_number"), ("area", None)])
def test_the_place_is_needed_where_it_is_asked(application: Flask, applies_to: str, field: str | None) -> None:
    with application.test_request_context("/", method="POST"):
        form = ListForm(MultiDict({"applies_to": applies_to}))
        form.validate()
        assert {"ward", "case_number"} & set(form.errors) == ({field} if field else set())
