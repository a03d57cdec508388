"""Our own scripts in a real browser: keys, double presses, progress, printing; under the policy of our pages."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from consult.web.assets import BUILD
from consult.web.headers import content_security_policy

pytestmark = pytest.mark.skipif(
    not (BUILD / "manifest.json").exists(), reason="the front end is not built: run make assets"
)

Show = Callable[..., list[str]]


def built(name: str) -> Path:
    """Return the path of a built file."""
    names: dict[str, str] = json.loads((BUILD / "manifest.json").read_text())
    return BUILD / names[name]


@pytest.fixture
def show(page: Page) -> Show:
    """`show(html, news)` opens a page with that content and our scripts; returns what was asked of the server."""

    def open_page(html: str, *news: dict[str, object]) -> list[str]:
        asked: list[str] = []
        waiting = list(news)

        def answer(route: Route) -> None:
            path = urlsplit(route.request.url).path
            asked.append(f"{route.request.method} {path}")
            if path == "/app.js":
                route.fulfill(path=built("app.js"), content_type="text/javascript")
            elif path == "/news":
                route.fulfill(json=waiting.pop(0) if len(waiting) > 1 else waiting[0])
            elif route.request.method == "POST":
                route.fulfill(status=204)
            else:
                page_html = f"<!doctype html><title>t</title><script type=module src=/app.js></script>{html}"
                route.fulfill(
                    body=page_html,
                    content_type="text/html",
                    headers={"Content-Security-Policy": content_security_policy(None)},
                )

        page.route("**/*", answer)
        page.goto("http://consult.test/page")
        expect(page.locator("body")).to_have_class("js-enabled govuk-frontend-supported")
        return asked

    return open_page


DESK = """<nav data-shortcuts><a href="#before" data-shortcut="k">Previous</a>
<a href="#after" data-shortcut="j">Next</a></nav><input aria-label="Search">"""


def test_key_follows_its_link(page: Page, show: Show) -> None:
    show(DESK)
    page.keyboard.press("j")
    expect(page).to_have_url(re.compile("#after$"))
    page.keyboard.press("k")
    expect(page).to_have_url(re.compile("#before$"))


def test_key_is_a_letter_for_somebody_who_types(page: Page, show: Show) -> None:
    show(DESK)
    page.get_by_label("Search").press("j")
    assert page.get_by_label("Search").input_value() == "j"
    assert "#" not in page.url


def test_keys_can_be_switched_off_and_stay_off(page: Page, show: Show) -> None:
    show(DESK)
    page.get_by_role("button", name="Turn keyboard shortcuts off").click()
    page.keyboard.press("j")
    assert "#" not in page.url
    page.reload()
    expect(page.get_by_role("button", name="Turn keyboard shortcuts on")).to_be_visible()


@pytest.mark.parametrize(("longest", "words"), [("", "They cost too much"), ('data-longest="9"', "They cost")])
def test_key_carries_the_words_that_are_selected(page: Page, show: Show, longest: str, words: str) -> None:
    show(
        '<p id="said">They  cost too much</p><nav data-shortcuts><a href="/quote?q=x" data-shortcut="q" '
        f'data-takes-selection="words" {longest}>Quote</a></nav>'
    )
    page.evaluate("getSelection().selectAllChildren(document.getElementById('said'))")
    page.keyboard.press("q")
    expect(page).to_have_url(f"http://consult.test/quote?{urlencode({'q': 'x', 'words': words})}")


def test_second_press_does_not_send_a_form_again_but_another_choice_does(page: Page, show: Show) -> None:
    choice = "<select name=kind><option>csv<option>xlsx</select>"
    asked = show(f'<form method="post" action="/answer">{choice}<button>Send</button></form>')
    page.get_by_role("button").dblclick()
    page.get_by_role("button").click()
    page.wait_for_timeout(200)
    assert asked.count("POST /answer") == 1
    page.get_by_role("combobox").select_option("xlsx")
    page.get_by_role("button").dblclick()
    page.wait_for_timeout(200)
    assert asked.count("POST /answer") == 2


def test_progress_follows_the_work_and_the_page_is_loaded_anew_at_its_end(page: Page, show: Show) -> None:
    area = '<div data-poll-url="/news"><progress></progress><p data-poll-text>Waiting</p></div>'
    half = {"done": 5, "total": 10, "state": "running", "text": "5 of 10 lines read"}
    asked = show(area, half, {"done": 10, "total": 10, "state": "done", "text": ""})
    expect(page.get_by_text("5 of 10 lines read")).to_be_visible()
    assert page.locator("progress").get_attribute("value") == "5"
    with page.expect_navigation():
        pass
    assert asked.count("GET /page") == 2


def test_print_button_shows_where_scripts_run(page: Page, show: Show) -> None:
    show('<button type="button" data-print hidden>Print this page</button>')
    expect(page.get_by_role("button", name="Print this page")).to_be_visible()


def test_error_summary_takes_the_focus(page: Page, show: Show) -> None:
    show(
        '<div class="govuk-error-summary" data-module="govuk-error-summary"><div role="alert">'
        '<h2 class="govuk-error-summary__title">There is a problem</h2></div></div>'
    )
    expect(page.locator(".govuk-error-summary")).to_be_focused()


def test_scripts_keep_to_the_policy_of_our_pages(page: Page, show: Show) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    show(
        DESK + '<div class="govuk-character-count" data-module="govuk-character-count" data-maxlength="10">'
        '<textarea class="govuk-textarea govuk-js-character-count" id="why" name="why"></textarea>'
        '<div id="why-info" class="govuk-hint govuk-character-count__message">Up to 10</div></div>'
    )
    page.locator("textarea").fill("twelve marks")
    expect(page.locator(".govuk-character-count__status")).to_contain_text("2 characters too many")
    assert complaints == []
