"""The builder's forms: what is offered to whom, what is refused with which sentence, and what is read from them."""

import io

from flask import Flask
from werkzeug.datastructures import FileStorage

from plugins.survey.forms import ConfirmForm, ImportForm
from tests.support.forms import faults, filled


def test_a_file_is_read_before_what_was_pasted_and_stands_in_the_box(application: Flask) -> None:
    with application.test_request_context("/"):
        form = ImportForm()
        form.text.data = "pasted"
        assert form.read() == b"pasted"
        form.file.data = FileStorage(io.BytesIO(b"\xef\xbb\xbf{\xff}"), filename="a.json")
        assert form.read() == b"\xef\xbb\xbf{\xff}"
        assert form.text.data == "{\ufffd}"


def test_a_second_officer_says_yes_or_no(application: Flask) -> None:
    assert faults(filled(application, ConfirmForm, {})) == {"decision": ["Select whether you confirm this change"]}
    assert "decision" in faults(filled(application, ConfirmForm, {"decision": "later"}))
    assert faults(filled(application, ConfirmForm, {"decision": "confirm"})) == {}
    assert "answer" in faults(filled(application, ConfirmForm, {"decision": "send_back", "answer": "x" * 2_001}))
