"""The months that can be chosen go back three years, under their names."""

from datetime import date

from flask import Flask

from consult.scrutiny.forms import MONTHS, ScrutinyFilter
from consult.scrutiny.queries import Wanted


def test_a_month_is_chosen_by_its_name(application: Flask) -> None:
    with application.test_request_context("/?month=2025-12&ward=Abbey"):
        form = ScrutinyFilter()
        form.offer([], ["Abbey"], date(2026, 2, 14))
        assert form.validate()
        assert form.wanted() == Wanted(ward="Abbey", month=date(2025, 12, 1))
        shown = form.month()
    assert shown.count("<option") == MONTHS + 1
    assert "December 2025" in shown
