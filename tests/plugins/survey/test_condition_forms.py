"""The part of the builder's forms that says who is asked."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from consult.kernel.errors import Invalid
from plugins.survey.condition_forms import KEEP, condition_in, offer_earlier
from plugins.survey.conditions import condition_from
from plugins.survey.definition import Definition
from plugins.survey.document import read_definition
from plugins.survey.edits import edit_page
from plugins.survey.forms import PageForm, page_values
from tests.plugins.survey.conftest import ALL_KINDS
from tests.support.forms import faults, filled

WHOLE = read_definition(ALL_KINDS)


def page_form(page_id: str | None, definition: Definition = WHOLE) -> Any:
    """Return the form of a page of a definition, or of a new one."""
    earlier = definition.items_before(page_id or "")

    def made(**more: Any) -> PageForm:
        form = PageForm(**more)
        offer_earlier(form, definition, earlier, definition.find_page(page_id).show_if if page_id else None)
        return form

    return made


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
    assert condition_in(form, definition.items_before("p3"), page.show_if) == condition_from(both)
    assert "depends_on" in faults(filled(application, page_form("p2"), {"depends_on": KEEP, "operator": "eq"}))


def test_a_condition_is_shown_as_it_is_read(application: Flask) -> None:
    page = WHOLE.find_page("p2")
    shown, earlier = page_values(WHOLE, page), WHOLE.items_before("p2")
    assert shown["value"] == "Answer b"
    form = filled(application, page_form("p2"), shown)
    assert condition_in(form, earlier, page.show_if) == page.show_if
    with pytest.raises(Invalid) as refused:
        condition_in(filled(application, page_form("p2"), {**shown, "value": "Answer z"}), earlier, page.show_if)
    assert "Answer z" in refused.value.fields["value"]
