"""What was saved leads on; what is wrong stands on the form; what was saved otherwise leads to what stands."""

from collections.abc import Iterator

import pytest
from flask import Flask

from consult.kernel.errors import Conflict, Invalid, SavedOtherwise
from consult.sdk.forms import Form, StringField
from plugins.motion.saving_views import saved
from tests.support.pages import small_app


class NoteForm(Form):
    """A form of one field."""

    note = StringField("Note")


@pytest.fixture
def app() -> Iterator[Flask]:
    made = small_app()
    with made.test_request_context("/", method="POST"):
        yield made


def refuse(error: Exception) -> None:
    raise error


def test_what_was_saved_leads_to_the_page(app: Flask) -> None:
    done: list[str] = []
    answer = app.make_response(saved(NoteForm(), lambda: done.append("once"), page="/motions/M1", see="See it") or "")
    assert (answer.status_code, answer.location, done) == (303, "/motions/M1", ["once"])


def test_what_is_wrong_stands_at_its_field_or_on_the_form(app: Flask) -> None:
    form = NoteForm()
    wrong = Invalid("Wrong", {"note": "Enter a note"})
    assert saved(form, lambda: refuse(wrong), page="/", see="") is None
    assert form.note.errors == ["Enter a note"]
    assert saved(form, lambda: refuse(Conflict("Not now.")), page="/", see="") is None
    assert "Not now." in str(form.errors)


def test_what_was_saved_otherwise_leads_to_what_stands(app: Flask) -> None:
    with pytest.raises(SavedOtherwise) as refused:
        saved(NoteForm(), lambda: refuse(SavedOtherwise("Saved already.", [])), page="/motions/M1", see="See it")
    assert list(refused.value.ways) == [("See it", "/motions/M1")]
