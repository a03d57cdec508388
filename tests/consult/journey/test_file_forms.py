"""The form of a page that asks for a file."""

from flask import Flask

from consult.contract.questions import Question
from consult.journey.file_forms import file_form, what_is_taken


def test_it_says_what_is_taken_and_offers_nothing_else(application: Flask) -> None:
    asked = Question(key="photo", kind="file", label="A photo", hint="Of the step.", endings=("jpg", "docx"))
    with application.test_request_context():
        form = file_form(asked)
        assert str(form.file.label.text) == "A photo"
        assert form.file.render_kw == {"accept": ".jpg,.docx,.jpeg"}
        assert str(form.file.description).startswith("Of the step.")
        assert "Picture (JPEG), Word" in what_is_taken(asked)
        assert form.has_files
