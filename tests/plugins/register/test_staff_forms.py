"""The form for a correction shows what the row says, figure by figure."""

from flask import Flask

from plugins.register.staff_forms import correction_form


def test_each_figure_is_a_field(application: Flask) -> None:
    with application.test_request_context():
        form = correction_form({"arrests": "4", "date": "2024-07-11"}, 3)
        assert (form["arrests"].data, form["date"].data, form["note"].data) == ("4", "2024-07-11", "")
        assert form.cells()["arrests"] == "4"
