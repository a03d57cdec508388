"""The forms that ask what becomes of rows that say something else than before."""

from flask import Flask
from werkzeug.datastructures import MultiDict

from consult.imports.clash_forms import clashes_form
from consult.imports.clashes import Clash
from consult.imports.plan import OnConflict

CLASHES = [Clash(number, "CN-1", f"1:{number}", None, False, ()) for number in (2, 3)]


def test_a_row_left_open_is_not_chosen(application: Flask) -> None:
    with application.test_request_context(method="POST"):
        form = clashes_form(CLASHES, "line")(MultiDict({"choice_2": "take", "seen_2": "1:old", "seen_3": "1:3"}))
        assert form.choices() == {2: ("1:old", OnConflict.TAKE)}
        assert str(form["choice_3"].label.text) == "What happens with line 3?"


def test_what_was_chosen_before_is_shown(application: Flask) -> None:
    with application.test_request_context():
        decided = Clash(2, "CN-1", "1:2", OnConflict.LEAVE, False, ())
        form = clashes_form([decided], "row")(formdata=None)
        assert (form["choice_2"].data, form["seen_2"].data) == ("leave", "1:2")
