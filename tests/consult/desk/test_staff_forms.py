"""The officer's forms: what has to be said before something is taken out."""

import pytest
from flask import Flask

from consult.desk.exclusions import EXCLUSION_REASONS
from consult.desk.staff_forms import ExcludeForm, FilterForm
from consult.web.forms import Form
from tests.support.forms import faults, filled


@pytest.mark.parametrize(
    ("form", "typed", "fault"),
    [
        (ExcludeForm, {}, {"code": ["Select a reason"]}),
        (ExcludeForm, {"code": "dislike"}, {"code": ["Select from the options shown"]}),
    ],
)
def test_nothing_is_excluded_without_what_it_needs(
    application: Flask, form: type[Form], typed: dict[str, str], fault: dict[str, list[str]]
) -> None:
    assert faults(filled(application, form, typed)) == fault


def test_every_reason_there_is_can_be_chosen_and_notes_have_an_end(application: Flask) -> None:
    for code in EXCLUSION_REASONS:
        assert faults(filled(application, ExcludeForm, {"code": code, "note": "x" * 1_000})) == {}


def test_only_places_that_responses_came_from_are_offered(application: Flask) -> None:
    with application.test_request_context("/?area=Abbey&unread=yes"):
        form = FilterForm()
        form.offer_areas({"E13", "", "Abbey"})
        assert form.validate()
        assert [choice.value for choice in form.area.choices] == ["", "Abbey", "E13"]
        assert (form.area.data, form.unread.data) == ("Abbey", True)
