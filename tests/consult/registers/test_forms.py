"""The form of filters follows from the declaration, and what is wrong in it narrows nothing."""

from datetime import date

from flask import Flask

from consult.decisions.registers import DECISIONS
from consult.registers.forms import filter_form
from consult.registers.queries import EVERYTHING, Asked


def test_each_filter_asks_as_its_column_is_made(application: Flask) -> None:
    address = (
        "/?standing=current&summary=cameras&decided_on_from-day=1&decided_on_from-month=2&decided_on_from-year=2023"
    )
    with application.test_request_context(address):
        form = filter_form(DECISIONS)
        assert form.asked(DECISIONS) == Asked(
            {"standing": "current"}, {"summary": "cameras"}, {"decided_on": date(2023, 2, 1)}, {}
        )


def test_what_no_filter_takes_is_told_and_left_out(application: Flask) -> None:
    with application.test_request_context(
        "/?standing=nonsense&decided_on_to-day=31&decided_on_to-month=2&decided_on_to-year=2023"
    ):
        form = filter_form(DECISIONS)
        assert set(form.errors) == {"standing", "decided_on_to"}
        assert form.asked(DECISIONS) == EVERYTHING
    with application.test_request_context("/"):
        assert filter_form(DECISIONS).asked(DECISIONS) == EVERYTHING
