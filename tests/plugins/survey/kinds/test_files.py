"""The kind of question that is answered by a file."""

from random import Random

import pytest
from flask import Flask

from consult.contract.questions import Question
from consult.kernel.errors import Invalid
from consult.web.forms import Form
from plugins.survey.kinds.files import ENDINGS, FILE, file_field

ASKED = Question(key="photo", kind="file", label="A photo", endings=ENDINGS)


def test_only_the_name_of_a_file_is_an_answer() -> None:
    FILE.check(ASKED, FILE.example(ASKED, Random(1)))
    for answer in ("photo.jpg", 3, ["photo-0123456789abcdef.jpg"]):
        with pytest.raises(Invalid, match="must be a file"):
            FILE.check(ASKED, answer)


def test_a_cell_holds_no_file() -> None:
    assert FILE.from_text(ASKED, " ") is None
    with pytest.raises(Invalid, match="which a cell cannot hold"):
        FILE.from_text(ASKED, "photo-0123456789abcdef.jpg")


def test_whatever_a_form_sends_is_no_answer() -> None:
    assert FILE.read(ASKED, "photo-0123456789abcdef.jpg") is None


def test_it_is_shown_by_its_kind_and_its_name_and_exported_by_its_name() -> None:
    name = "photo-0123456789abcdef.pdf"
    assert FILE.show(ASKED, name) == f"PDF: {name}"
    assert FILE.show(ASKED, None) == ""
    (column,) = FILE.columns(ASKED)
    assert (column.name, column.label) == ("photo", "A photo: name of the file")
    assert FILE.cells(ASKED, name) == (name,)
    assert FILE.counts(ASKED, name) == ()


def test_the_field_of_a_preview_takes_nothing(application: Flask) -> None:
    with application.test_request_context(method="POST", data={"photo": "x"}):
        form = type("PhotoForm", (Form,), {"photo": file_field(ASKED)})()
        assert form.validate()
        assert form["photo"].data is None
        assert " disabled" in form["photo"]()
