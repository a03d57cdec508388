"""Buttons and the error summary say the same as the GOV.UK macros; nothing typed becomes markup."""

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from consult.web.markup import Frame, attributes_html, button, button_link, error_box
from tests.support.pages import HOSTILE, macro, meaning

SOME = st.sampled_from(["Name", HOSTILE, "x"])


@given(
    text=SOME,
    kind=st.sampled_from(["primary", "secondary", "warning", "inverse"]),
    name=st.sampled_from(["", "action"]),
    value=st.sampled_from(["", HOSTILE]),
    start=st.booleans(),
    once=st.booleans(),
)
def test_button_is_the_govuk_button(text: str, kind: str, name: str, value: str, start: bool, once: bool) -> None:
    theirs = {"text": text, "name": name, "value": value, "isStartButton": start}
    theirs |= {"classes": f"govuk-button--{kind}"} if kind != "primary" else {}
    theirs |= {"preventDoubleClick": True} if once else {}
    ours = button(text, kind, name=name, value=value, start=start, once=once)
    assert meaning(ours) == meaning(macro("button", theirs))


@given(text=SOME, start=st.booleans())
def test_button_link_is_the_govuk_button_with_an_address(text: str, start: bool) -> None:
    href = '/a?b=1&c="2"'
    theirs = {"text": text, "href": href, "isStartButton": start}
    assert meaning(button_link(text, href, start=start)) == meaning(macro("button", theirs))


@given(faults=st.lists(st.tuples(SOME, st.sampled_from(["", "name", "date-day"])), min_size=1, max_size=4))
def test_error_box_is_the_govuk_error_summary(faults: list[tuple[str, str]]) -> None:
    errors = [{"text": text} | ({"href": f"#{target}"} if target else {}) for text, target in faults]
    theirs = macro("error-summary", {"titleText": "There is a problem", "errorList": errors})
    assert meaning(error_box("There is a problem", faults)) == meaning(theirs)


@pytest.mark.parametrize(
    ("value", "html"),
    [(None, ""), (False, ""), (True, " x"), ("", ' x=""'), ('"<', ' x="&#34;&lt;"')],
)
def test_attributes_are_written_by_their_value(value: str | bool | None, html: str) -> None:
    assert attributes_html({"x": value}) == html


def test_markup_in_a_hint_stays_markup_and_text_does_not() -> None:
    frame = Frame(id="a", name="a", label="<b>A</b>", hint=Markup('<a href="/x">x</a>'))
    tree = html5lib.parseFragment(frame.label_html() + frame.notes_html(), namespaceHTMLElements=False)
    assert tree.find(".//b") is None
    assert tree.find(".//a").get("href") == "/x"
