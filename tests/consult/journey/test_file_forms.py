"""The form of a page that asks for a file."""

from flask import Flask

from consult.contract.files_asked import is_file_name
from consult.contract.questions import Question
from consult.journey.file_forms import file_form, name_instead, tried_file_form, what_is_taken


def test_it_says_what_is_taken_and_offers_nothing_else(application: Flask) -> None:
    asked = Question(key="photo", kind="file", label="A photo", hint="Of the step.", endings=("jpg", "docx"))
    with application.test_request_context():
        form = file_form(asked)
        assert str(form.file.label.text) == "A photo"
        assert form.file.render_kw == {"accept": ".jpg,.docx,.jpeg"}
        assert str(form.file.description).startswith("Of the step.")
        assert "Picture (JPEG), Word" in what_is_taken(asked)
        assert form.has_files


def test_a_preview_reads_the_name_of_a_file_and_gives_another_one(application: Flask) -> None:
    asked = Question(key="photo", kind="file", label="A photo", hint="Of the step.", endings=("jpg", "docx"))
    for chosen, is_taken in (("My Step.JPEG", True), ("", True), ("virus.exe", False), ("x" * 500, False)):
        with application.test_request_context(method="POST", data={"photo": chosen}):
            form = tried_file_form(asked, is_held=True)
            assert not form.has_files
            name = name_instead(form, asked)
            assert bool(form.errors) is not is_taken
            assert (name is not None) == (is_taken and bool(chosen))
            assert name is None or (is_file_name(asked, name) and "Step" not in name)
            assert "No file is sent" in str(form["photo"].description)
            assert "You chose one before" in str(form["photo"].description)
