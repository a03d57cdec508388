"""The component macros in templates/components/, rendered and read as a browser would."""

from typing import Any

import pytest
from flask import Flask, render_template_string
from markupsafe import Markup

from tests.support.pages import HOSTILE, faults_of, macro, meaning, parsed, small_app


@pytest.fixture
def application() -> Flask:
    """An application with our templates and a few of the pages that the frame links to."""
    app = small_app(WTF_CSRF_ENABLED=False)
    for endpoint in ("pages.help", "accounts.sign_in", "accounts.sign_out"):
        app.add_url_rule(f"/{endpoint}", endpoint, lambda: "")
    return app


def render(app: Flask, source: str, **context: Any) -> str:
    """Render a template's source."""
    with app.test_request_context():
        return render_template_string(source, **context)


def component(app: Flask, file: str, name: str, *args: Any, **kwargs: Any) -> str:
    """Render one of our macros."""
    source = f'{{% from "components/{file}.html" import {name} %}}{{{{ {name}(*args, **kwargs) }}}}'
    return render(app, source, args=args, kwargs=kwargs)


# --- components that are GOV.UK components --------------------------------------------------------------

SAME: list[tuple[str, str, tuple[Any, ...], dict[str, Any], str, dict[str, Any]]] = [
    ("page", "back_link", ("/a?b=1&c",), {}, "back-link", {"href": "/a?b=1&c", "text": "Back"}),
    ("page", "inset", (HOSTILE,), {}, "inset-text", {"text": HOSTILE}),
    ("page", "warning", (HOSTILE,), {}, "warning-text", {"text": HOSTILE}),
    ("page", "tag", (HOSTILE,), {"colour": "red"}, "tag", {"text": HOSTILE, "classes": "govuk-tag--red"}),
    (
        "page",
        "details",
        (HOSTILE, HOSTILE),
        {"id": "d"},
        "details",
        {"summaryText": HOSTILE, "text": HOSTILE, "id": "d"},
    ),
    ("page", "panel", ("Sent", HOSTILE), {}, "panel", {"titleText": "Sent", "text": HOSTILE}),
    (
        "page",
        "breadcrumbs",
        ([(HOSTILE, "/a"), ("Here", None)],),
        {},
        "breadcrumbs",
        {"items": [{"text": HOSTILE, "href": "/a"}, {"text": "Here"}], "collapseOnMobile": True},
    ),
    (
        "page",
        "banner",
        (HOSTILE,),
        {"id": "govuk-notification-banner"},
        "notification-banner",
        {"text": HOSTILE},
    ),
    (
        "page",
        "banner",
        ("Done", "success"),
        {"id": "b", "title": "There"},
        "notification-banner",
        {"text": "Done", "type": "success", "titleId": "b-title", "titleText": "There"},
    ),
    (
        "page",
        "pagination",
        ("/1", "/3"),
        {"next_label": HOSTILE},
        "pagination",
        {"previous": {"href": "/1"}, "next": {"href": "/3", "labelText": HOSTILE}},
    ),
    ("page", "pagination", (None, "/3"), {}, "pagination", {"next": {"href": "/3"}}),
    (
        "data",
        "summary_list",
        (
            [
                ("Name", HOSTILE),
                ("Ward", "Beckton", [("Change", "/w", "ward")]),
                ("Two", "x", [("Change", "/t", "two"), ("Delete", "/d", "two")]),
            ],
        ),
        {},
        "summary-list",
        {
            "rows": [
                {"key": {"text": "Name"}, "value": {"text": HOSTILE}},
                {
                    "key": {"text": "Ward"},
                    "value": {"text": "Beckton"},
                    "actions": {"items": [{"text": "Change", "href": "/w", "visuallyHiddenText": "ward"}]},
                },
                {
                    "key": {"text": "Two"},
                    "value": {"text": "x"},
                    "actions": {
                        "items": [
                            {"text": "Change", "href": "/t", "visuallyHiddenText": "two"},
                            {"text": "Delete", "href": "/d", "visuallyHiddenText": "two"},
                        ]
                    },
                },
            ]
        },
    ),
    (
        "data",
        "summary_list",
        ([("Name", HOSTILE)],),
        {"title": "Card", "borders": False},
        "summary-list",
        {
            "classes": "govuk-summary-list--no-border",
            "card": {"title": {"text": "Card"}},
            "rows": [{"key": {"text": "Name"}, "value": {"text": HOSTILE}}],
        },
    ),
    (
        "data",
        "task_list",
        ([("One", "/1", "Done", "Hint"), (HOSTILE, None, ("Not yet", "grey"))],),
        {},
        "task-list",
        {
            "items": [
                {
                    "title": {"text": "One"},
                    "href": "/1",
                    "hint": {"text": "Hint"},
                    "status": {"text": "Done"},
                },
                {
                    "title": {"text": HOSTILE},
                    "status": {"tag": {"text": "Not yet", "classes": "govuk-tag--grey"}},
                },
            ]
        },
    ),
]


@pytest.mark.parametrize(("file", "name", "args", "kwargs", "theirs", "params"), SAME)
def test_component_is_the_govuk_component(
    application: Flask,
    file: str,
    name: str,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    theirs: str,
    params: dict[str, Any],
) -> None:
    # People's words run in the direction of their script, which the macros leave to whoever calls them.
    ours = component(application, file, name, *args, **kwargs).replace(' dir="auto"', "")
    assert meaning(ours) == meaning(macro(theirs, params))


def test_table_is_the_govuk_table_in_a_region_that_scrolls(application: Flask) -> None:
    ours = component(
        application, "data", "table", "By <ward>", ["Ward", "Count"], [[HOSTILE, 3], ["Beckton", 4]], numeric=(1,)
    )
    region = parsed(ours).find("div")
    assert (region.get("tabindex"), region.get("aria-label")) == ("0", "By <ward>")
    theirs = macro(
        "table",
        {
            "caption": "By <ward>",
            "captionClasses": "govuk-table__caption--m",
            "firstCellIsHeader": True,
            "head": [{"text": "Ward"}, {"text": "Count", "format": "numeric"}],
            "rows": [
                [{"text": ward}, {"text": str(count), "format": "numeric"}]
                for ward, count in ((HOSTILE, 3), ("Beckton", 4))
            ],
        },
    )
    assert meaning(ours)[2:-1] == meaning(theirs)


def test_table_without_rows_says_so(application: Flask) -> None:
    assert meaning(component(application, "data", "table", "C", ["A"], [], empty="None yet."))[2] == "None yet."


def test_cells_may_be_markup(application: Flask) -> None:
    html = component(application, "data", "table", "C", ["A", "B"], [["x", Markup('<a href="/x">x</a>')]])
    assert parsed(html).find(".//td/a").get("href") == "/x"


# --- components of our own ------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["open", "submitted", "in_hand"])
def test_states_are_tags_in_words(application: Flask, state: str) -> None:
    html = component(application, "page", "state_tag", state)
    assert parsed(html).find("strong").text == state.replace("_", " ").capitalize()


def test_post_button_is_a_form_with_its_token(application: Flask) -> None:
    application.config["WTF_CSRF_ENABLED"] = True
    html = component(
        application, "action", "post_button", "/close?x=1&y", "Close", fields={"id": HOSTILE}, describe="the survey"
    )
    form = parsed(html).find("form")
    assert (form.get("method"), form.get("action")) == ("post", "/close?x=1&y")
    assert form.find("input[@name='csrf_token']").get("value")
    assert form.find("input[@name='id']").get("value") == HOSTILE
    assert "".join(form.find("button").itertext()) == "Close the survey"


@pytest.mark.parametrize(("state", "is_busy"), [("running", True), ("queued", True), ("", True), ("done", False)])
def test_progress_is_followed_while_there_is_some(application: Flask, state: str, is_busy: bool) -> None:
    html = component(application, "action", "progress", "Reading", 1200, 4000, state, poll_url="/p", refresh_url="/r")
    block = parsed(html).find("div")
    assert (block.get("data-poll-url") == "/p") is is_busy
    assert (block.find(".//a[@href='/r']") is not None) is is_busy
    bar = block.find("progress")
    assert (bar.get("value"), bar.get("max")) == ("1200", "4000")
    assert block.find("p[@data-poll-text='']").text == "1,200 of 4,000"
    assert faults_of(parsed(html)) == []


def test_progress_of_unknown_length_has_no_value(application: Flask) -> None:
    html = component(application, "action", "progress", "Reading", 0, 0, "queued")
    assert parsed(html).find(".//progress").get("max") is None


def test_confirm_asks_and_offers_a_way_back(application: Flask) -> None:
    html = component(application, "action", "confirm", None, "Close it?", "Yes, close it", cancel="/back")
    tree = parsed(html)
    assert tree.find("h1").text == "Close it?"
    assert tree.find(".//button").text == "Yes, close it"
    assert tree.find(".//a").get("href") == "/back"


def test_filters_are_sent_by_get_and_fieldset_holds_what_is_called_in_it(application: Flask) -> None:
    html = render(
        application,
        """{% from "components/data.html" import filters, search_box %}{% from "components/form.html" import fieldset %}
{% call filters(clear="/all") %}{{ search_box(value=typed, hint="Any word") }}
{% call fieldset("Where", hint="Pick") %}<p>in</p>{% endcall %}{% endcall %}""",
        typed=HOSTILE,
    )
    tree = parsed(html)
    assert tree.find("form").get("method") == "get"
    assert tree.find(".//input").get("value") == HOSTILE
    assert tree.find(".//fieldset/p").text == "in"
    assert faults_of(tree) == []


@pytest.mark.parametrize(("name", "args"), [("inset", ""), ("warning", ""), ("details", '"S"'), ("panel", '"T"')])
def test_blocks_may_be_filled_by_a_call(application: Flask, name: str, args: str) -> None:
    html = render(
        application,
        f'{{% from "components/page.html" import {name} %}}{{% call {name}({args}) %}}<b>x</b>{{% endcall %}}',
    )
    assert parsed(html).find(".//b").text == "x"


def test_heading_contents_and_figure(application: Flask) -> None:
    tree = parsed(
        component(application, "page", "heading", "Title", "Caption")
        + component(application, "page", "contents", [("One", "#one")])
        + component(application, "data", "figure", "1,204", "responses")
    )
    assert tree.find("h1").text == "Title"
    assert tree.find("span").text == "Caption"
    assert tree.find("nav//a").get("href") == "#one"
    assert tree.find("div/strong").text == "1,204"
