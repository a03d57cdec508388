"""The template environment and the page frame, rendered and read as a browser would."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, flash, render_template, render_template_string
from jinja2 import TemplateNotFound, UndefinedError

from consult.web.errors import SENTENCES, TITLES
from consult.web.templates import init_templates, template_loader
from tests.support.pages import COUNCIL, HOSTILE, faults_of, macro, parsed, small_app


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


# --- what is missing ------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", ["{{ nothing }}", "{{ thing.nothing }}", "{% if nothing %}x{% endif %}"])
def test_misspelt_names_are_errors(application: Flask, source: str) -> None:
    with pytest.raises(UndefinedError):
        render(application, source, thing=SimpleNamespace(name="x"))


def test_missing_keys_of_a_dict_are_left_out(application: Flask) -> None:
    assert render(application, "{{ row.nothing.at_all }}{% if row.x %}x{% endif %}", row={}) == ""


def test_a_macro_called_without_its_argument_is_an_error(application: Flask) -> None:
    with pytest.raises(UndefinedError):
        render(application, "{% macro hello(name) %}{{ name }}{% endmacro %}{{ hello() }}")


# --- where templates are found --------------------------------------------------------------------------


def test_theme_comes_before_core_and_plugins_keep_to_their_own_names(tmp_path: Path) -> None:
    theme, plugin = tmp_path / "theme", tmp_path / "plugin"
    for folder in (theme, plugin, theme / "survey"):
        folder.mkdir()
    (theme / "base.html").write_text("the theme's")
    (plugin / "base.html").write_text("the plugin's")
    (plugin / "page.html").write_text("the plugin's page")
    app = Flask("themed", static_folder=None)
    app.config["COUNCIL"] = COUNCIL
    init_templates(app, theme_folder=theme, plugin_folders={"survey": plugin})
    find = app.jinja_env.get_template
    with app.app_context():
        assert find("base.html").render() == "the theme's"
        assert find("survey/base.html").render() == "the plugin's"
        (theme / "survey" / "page.html").write_text("the theme's page")
        assert find("survey/page.html").render() == "the theme's page"
    assert "base.html" in template_loader(None, {}).list_templates()
    with pytest.raises(TemplateNotFound):
        find("page.html")


# --- the frame ------------------------------------------------------------------------------------------

FRAME = '{% extends "base.html" %}{% block title %}T{% endblock %}{% block content %}<h1>T</h1>{% endblock %}'


def frame(app: Flask, **context: Any) -> Any:
    """Render an empty page in the frame and parse it."""
    page = parsed(render(app, FRAME, **context), is_page=True)
    assert faults_of(page) == []
    return page


def test_frame_is_a_sound_page_with_nothing_in_its_context(application: Flask) -> None:
    page = frame(application)
    assert page.get("lang") == "en-GB"
    assert page.find(".//title").text == "T – Newham Council"
    assert page.find(".//main").get("id") == "main-content"
    assert page.find(".//a[@class='govuk-skip-link']").get("href") == "#main-content"
    assert [link.text for link in page.findall(".//footer//a")] == ["Help", "Sign in"]
    assert page.find(".//nav") is None


def test_frame_holds_no_inline_script_and_its_script_has_the_nonce(application: Flask) -> None:
    with application.test_request_context():
        html = render_template_string(FRAME + "{% block notice %}{{ csp_nonce() }}{% endblock %}")
    scripts = list(parsed(html, is_page=True).iter("script"))
    assert [script.text for script in scripts] == [None]
    assert scripts[0].get("nonce") in html.split("</script>")[1]


def test_navigation_is_the_govuk_service_navigation(application: Flask) -> None:
    items = [("Consultations", "/", True), ("Motions <b>", "/motions?a=1&b=2", False)]
    page = frame(application, navigation=items)
    theirs = macro(
        "service-navigation",
        {"navigation": [{"text": text, "href": href, "current": current} for text, href, current in items]},
    )
    ours = page.find(".//div[@data-module='govuk-service-navigation']")
    assert [(link.get("href"), "".join(link.itertext()).strip()) for link in ours.iter("a")] == [
        (href, text) for text, href, _current in items
    ]
    assert {element.get("class") for element in ours.iter()} == {
        element.get("class") for element in parsed(theirs).iter() if element.tag != "DOCUMENT_FRAGMENT"
    }


def test_somebody_signed_in_sees_the_name_and_a_way_out(application: Flask) -> None:
    page = frame(application, actor=SimpleNamespace(is_signed_in=True, name=HOSTILE))
    assert page.find(".//span[@class='app-account__name']").text == HOSTILE
    assert page.find(".//form[@action='/accounts.sign_out']").get("method") == "post"
    assert [link.text for link in page.findall(".//footer//a")] == ["Help"]


def test_flashed_messages_are_banners_with_ids_of_their_own(application: Flask) -> None:
    with application.test_request_context():
        flash("Saved", "success")
        flash(HOSTILE)
        page = parsed(render_template_string(FRAME), is_page=True)
    banners = page.findall(".//main//div[@data-module='govuk-notification-banner']")
    assert [banner.get("role") for banner in banners] == ["alert", "region"]
    assert [banner.find(".//p").text for banner in banners] == ["Saved", HOSTILE]
    assert faults_of(page) == []


@pytest.mark.parametrize("name", ["form", "forms"])
def test_title_says_when_a_form_is_wrong(application: Flask, name: str) -> None:
    for errors, title in (({}, "T – Newham Council"), ({"a": ["b"]}, "Error: T – Newham Council")):
        form = SimpleNamespace(errors=errors)
        page = frame(application, **{name: [form] if name == "forms" else form})
        assert page.find(".//title").text == title


def test_a_page_makes_no_set_of_all_that_templates_may_use_for_each_of_its_imports(application: Flask) -> None:
    assert type(application.jinja_env.get_template("base.html").globals) is dict


def test_council_name_is_escaped_and_its_logo_shown() -> None:
    app = small_app()
    app.jinja_env.globals.update(
        council=SimpleNamespace(**(vars(COUNCIL) | {"name": HOSTILE})), logo_url="/theme-logo.svg?v=1"
    )
    page = frame(app)
    home = page.find(".//a[@class='govuk-generic-header__homepage-link']")
    assert "".join(home.itertext()).strip() == HOSTILE
    assert home.find("img").get("src") == "/theme-logo.svg?v=1"
    assert home.find("img").get("alt") == ""


# --- error pages ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", sorted(SENTENCES))
def test_error_page_says_what_is_wrong_and_what_to_do(application: Flask, status: int) -> None:
    with application.test_request_context():
        said = {"status": status, "title": TITLES[status], "sentence": SENTENCES[status]}
        html = render_template(
            "errors/error.html",
            **said,
            ways=[(HOSTILE, "/consultations")],
            typed=[HOSTILE, "Two lines\nof text"],
            compared="",
        )
    page = parsed(html, is_page=True)
    assert faults_of(page) == []
    assert [heading.text for heading in page.iter("h1")] == [TITLES[status]]
    assert SENTENCES[status] in "".join(page.itertext())
    assert (page.find(".//main//a[@href='/accounts.sign_in']") is not None) is (status == 401)
    assert (COUNCIL.contact_email in html) is (status >= 500)


def test_filters_are_there_for_templates(application: Flask) -> None:
    moment = datetime(2023, 1, 16, 19, 30, tzinfo=UTC)
    source = "{{ when | local_datetime }}, {{ 3 | plural('response') }}, {{ 1204 | number }}"
    assert render(application, source, when=moment) == "16 January 2023 at 7:30pm, 3 responses, 1,204"
    assert parsed(render(application, "{{ text | markdown }}", text="**b** <i>")).find("p/strong").text == "b"
