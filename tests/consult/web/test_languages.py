"""The language of a page: by its address, kept by its links, and said to browsers and search engines."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from consult.app import create_app, read_languages
from consult.config import Settings
from consult.contract.registry import Registry
from consult.kernel.db import Database
from consult.kernel.errors import Misconfigured
from consult.kernel.messages import ENGLISH, spoken
from tests.support.deployments import change_deployment

SAID = {"Page not found": "Dim tudalen", "Skip to main content": "Neidio i’r cynnwys", "Language": "Iaith"}
Make = Callable[..., Flask]


@pytest.fixture
def make(settings: Settings, registry: Registry, database: Database, tmp_path: Path) -> Make:
    """`make("en-GB", "cy")` is the application in these languages, with a few sentences in Welsh and in Arabic."""
    for tag in ("cy", "ar"):
        (tmp_path / "translations" / tag / "LC_MESSAGES").mkdir(parents=True)
        (tmp_path / "translations" / tag / "LC_MESSAGES/messages.po").write_text(
            'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'
            + "".join(f'\nmsgid "{source}"\nmsgstr "{said}"\n' for source, said in SAID.items())
        )

    def made(*tags: str, **more: str) -> Flask:
        wanted = replace(settings, theme=tmp_path, languages=tags, **more)  # type: ignore[arg-type]
        change_deployment(database, settings=wanted, languages=read_languages(wanted, registry))
        return create_app(wanted, database=database, registry=registry)

    return made


def page(app: Flask, address: str) -> str:
    """Return a page as HTML."""
    return app.test_client().get(address, base_url="http://localhost").get_data(as_text=True)


def test_where_one_language_is_offered_nobody_has_to_choose(make: Make) -> None:
    html = page(make("en-GB"), "/")
    assert '<html lang="en-GB" dir="ltr"' in html
    assert "hreflang" not in html


def test_the_address_says_the_language_and_every_link_keeps_it(make: Make) -> None:
    app = make("en-GB", "cy")
    html = page(app, "/cy/help")
    assert '<html lang="cy" dir="ltr"' in html
    assert "Neidio i’r cynnwys" in html
    links = re.findall(r'<a [^>]*?href="(/[^"]*)"(?![^>]*hreflang)', html)
    assert links
    assert [link for link in links if not link.startswith("/cy/")] == []
    assert "Neidio" not in page(app, "/help")
    assert spoken() is ENGLISH


def test_a_page_links_to_itself_in_each_language_without_scripts(make: Make) -> None:
    app = make("en-GB", "cy", "ar")
    html = page(app, "/cy/help?from=letter")
    assert re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', html) == [
        ("en-GB", "http://localhost/help?from=letter"),
        ("cy", "http://localhost/cy/help?from=letter"),
        ("ar", "http://localhost/ar/help?from=letter"),
    ]
    assert re.findall(
        r'<a class="app-footer__link" href="([^"]+)" hreflang="([^"]+)" lang="[^"]+" dir="(\w+)"', html
    ) == [
        ("/help?from=letter", "en-GB", "ltr"),
        ("/ar/help?from=letter", "ar", "rtl"),
    ]
    assert '<span lang="cy" dir="ltr" aria-current="true">Cymraeg</span>' in html


def test_the_browser_learns_language_and_direction(make: Make) -> None:
    client = make("en-GB", "ar").test_client()
    assert client.get("/ar/").headers["Content-Language"] == "ar"
    assert '<html lang="ar" dir="rtl"' in client.get("/ar").get_data(as_text=True)


def test_what_the_browser_prefers_changes_nothing(make: Make) -> None:
    app = make("en-GB", "cy")
    answer = app.test_client().get("/help", headers={"Accept-Language": "cy"})
    assert answer.headers["Content-Language"] == "en-GB"


def test_the_first_language_is_the_councils_own(make: Make) -> None:
    app = make("cy", "en-GB")
    assert '<html lang="cy"' in page(app, "/help")
    assert '<html lang="en-GB"' in page(app, "/en-gb/help")


def test_an_error_is_said_in_the_language_of_the_page(make: Make) -> None:
    app = make("en-GB", "cy")
    answer = app.test_client().get("/cy/nothing-here")
    assert (answer.status_code, "Dim tudalen" in answer.get_data(as_text=True)) == (404, True)
    assert 'rel="alternate"' not in answer.get_data(as_text=True)
    assert "Page not found" in page(app, "/nothing-here")


def test_below_a_path_the_language_comes_after_it(make: Make) -> None:
    app = make("en-GB", "cy", base_path="/talk", base_url="http://localhost/talk")
    assert 'href="/talk/cy/help"' in page(app, "/talk/cy/help")
    assert app.test_client().get("/cy/help", base_url="http://localhost").status_code == 404


def test_a_language_that_nobody_translated_into_is_refused(make: Make) -> None:
    with pytest.raises(Misconfigured, match="“fr”"):
        make("en-GB", "fr")
