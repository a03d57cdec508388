"""The builder's forms: what is offered to whom, what is refused with which sentence, and what is read from them."""

import io
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage

from consult.kernel.errors import Invalid
from plugins.survey.conditions import condition_from
from plugins.survey.definition import Definition
from plugins.survey.document import read_definition
from plugins.survey.edits import edit_page
from plugins.survey.forms import KEEP, ConfirmForm, ImportForm, PageForm, page_values
from tests.plugins.survey.conftest import ALL_KINDS
from tests.support.forms import faults, filled

WHOLE = read_definition(ALL_KINDS)


def page_form(page_id: str | None, definition: Definition = WHOLE) -> Any:
    """Return the form of a page of a definition, or of a new one."""
    return lambda **more: PageForm(**more).offer(definition, definition.find_page(page_id) if page_id else None)


@pytest.mark.parametrize(
    ("page", "offered"),
    [
        ("p1", [""]),
        ("p2", ["", "choice"]),
        ("p3", ["", "choice", "why"]),
        (None, ["", "choice", "why", "boxes", "scale", "line", "count"]),
    ],
)
def test_a_page_can_only_depend_on_what_was_asked_before(
    application: Flask, page: str | None, offered: list[str]
) -> None:
    with application.test_request_context("/"):
        assert [choice.value for choice in page_form(page)().depends_on.choices] == offered
    later = filled(application, page_form(page), {"depends_on": "nothing_like_it", "operator": "eq"})
    assert faults(later) == {"depends_on": ["Select from the options shown"]}


def test_a_condition_that_the_form_cannot_show_is_kept_and_only_there_offered(application: Flask) -> None:
    both = {"all": [{"q": "choice", "op": "answered"}, {"q": "choice", "op": "eq", "value": "a"}]}
    definition = edit_page(WHOLE, "p3", lambda page: replace(page, show_if=condition_from(both)))
    page = definition.find_page("p3")
    assert page_values(definition, page)["depends_on"] == KEEP
    form = filled(application, page_form("p3", definition), {"depends_on": KEEP, "operator": "eq"})
    assert faults(form) == {}
    assert form.condition(definition, page) == condition_from(both)
    assert "depends_on" in faults(filled(application, page_form("p2"), {"depends_on": KEEP, "operator": "eq"}))


def test_a_condition_is_shown_as_it_is_read(application: Flask) -> None:
    page = WHOLE.find_page("p2")
    shown = page_values(WHOLE, page)
    assert shown["value"] == "Answer b"
    form = filled(application, page_form("p2"), shown)
    assert form.condition(WHOLE, page) == page.show_if
    with pytest.raises(Invalid) as refused:
        filled(application, page_form("p2"), {**shown, "value": "Answer z"}).condition(WHOLE, page)
    assert "Answer z" in refused.value.fields["value"]


def test_a_file_is_read_before_what_was_pasted_and_stands_in_the_box(application: Flask) -> None:
    with application.test_request_context("/"):
        form = ImportForm()
        form.text.data = "pasted"
        assert form.read() == "pasted"
        form.file.data = FileStorage(io.BytesIO(b"\xef\xbb\xbf{\xff}"), filename="a.json")
        assert form.read() == form.text.data == "{\ufffd}"


def test_a_second_officer_says_yes_or_no(application: Flask) -> None:
    assert faults(filled(application, ConfirmForm, {})) == {"decision": ["Select whether you confirm this change"]}
    assert "decision" in faults(filled(application, ConfirmForm, {"decision": "later"}))
    assert faults(filled(application, ConfirmForm, {"decision": "confirm"})) == {}
    assert "answer" in faults(filled(application, ConfirmForm, {"decision": "send_back", "answer": "x" * 2_001}))
