"""Built files are found by name, named by content, kept for good, and sent compressed where that is taken."""

import gzip
import json
import logging
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from consult.web import assets

STYLES = b"body{color:#0b0c0c}"


@pytest.fixture
def build(tmp_path: Path) -> Path:
    (tmp_path / "manifest.json").write_text(json.dumps({"app.css": "app-1a2b.css", "app.js": "app-3c4d.js"}))
    (tmp_path / "app-1a2b.css").write_bytes(STYLES)
    (tmp_path / "app-1a2b.css.gz").write_bytes(gzip.compress(STYLES))
    (tmp_path / "app-3c4d.js").write_bytes(b"export {};")
    return tmp_path


def app_with(folder: Path) -> Flask:
    app = Flask("consult", static_folder=None)
    assets.register(app, folder)
    return app


@pytest.fixture
def client_of_build(build: Path) -> FlaskClient:
    return app_with(build).test_client()


def test_address_holds_the_content_hash(build: Path) -> None:
    with app_with(build).app_context():
        assert assets.asset_url("app.css") == "/assets/app-1a2b.css"


def test_built_file_may_be_kept_for_good(client_of_build: FlaskClient) -> None:
    answer = client_of_build.get("/assets/app-1a2b.css")
    assert answer.status_code == 200
    assert answer.data == STYLES
    assert answer.mimetype == "text/css"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "Content-Encoding" not in answer.headers


def test_browser_that_takes_gzip_gets_the_compressed_copy(client_of_build: FlaskClient) -> None:
    answer = client_of_build.get("/assets/app-1a2b.css", headers={"Accept-Encoding": "br, gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.mimetype == "text/css"
    assert gzip.decompress(answer.data) == STYLES


def test_file_without_a_compressed_copy_is_sent_as_it_is(client_of_build: FlaskClient) -> None:
    answer = client_of_build.get("/assets/app-3c4d.js", headers={"Accept-Encoding": "gzip"})
    assert answer.data == b"export {};"
    assert answer.mimetype == "text/javascript"


@pytest.mark.parametrize("name", ["manifest.json", "app-1a2b.css.gz", "app.css", "..%2Fpyproject.toml", ".sources"])
def test_only_files_of_the_manifest_are_served(client_of_build: FlaskClient, name: str) -> None:
    assert client_of_build.get(f"/assets/{name}").status_code == 404


def test_missing_build_says_once_what_to_do_and_pages_still_have_addresses(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, logger="consult"):
        app = app_with(tmp_path / "nothing")
    assert [record.message for record in caplog.records if "make assets" in record.message]
    assert len(caplog.records) == 1
    with app.app_context():
        assert assets.asset_url("app.css") == "/assets/app.css"
    assert app.test_client().get("/assets/app.css").status_code == 404


def built(name: str) -> str:
    names: dict[str, str] = json.loads((assets.BUILD / "manifest.json").read_text())
    return (assets.BUILD / names[name]).read_text()


is_built = pytest.mark.skipif(
    not (assets.BUILD / "manifest.json").exists(), reason="the front end is not built: run make assets"
)


@is_built
def test_fonts_and_crown_of_gov_uk_are_not_in_the_styles() -> None:
    assert not re.search(r"gds transport|\.woff|crest|crown", built("app.css"), re.IGNORECASE)


@is_built
def test_styles_load_nothing_from_elsewhere() -> None:
    assert "@import" not in built("app.css")
    assert "url(" not in built("app.css")


@is_built
def test_styles_are_those_the_macros_were_made_for() -> None:
    assert re.search(r'--govuk-frontend-version: ?"6\.3\.0"', built("app.css"))


@is_built
def test_scripts_write_no_html() -> None:
    assert not re.search(r"innerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", built("app.js"))


def test_files_of_a_plugin_are_named_by_plugin_and_content_and_change_with_it(tmp_path: Path) -> None:
    own = tmp_path / "assets"
    own.mkdir()
    (own / "sign.js").write_text("first()")
    (own / "notes.txt").write_text("for authors")
    addresses = []
    for content in ("first()", "second()"):
        (own / "sign.js").write_text(content)
        app = Flask("plugins", static_folder=None)
        assets.register(app, tmp_path / "none", {"petition": own, "silent": tmp_path / "nothing"})
        with app.test_request_context():
            addresses.append(assets.asset_url("petition/sign.js"))
            assert assets.asset_url("petition/notes.txt") == "/assets/petition/notes.txt"
        sent = app.test_client().get(addresses[-1], headers={"Accept-Encoding": "gzip"})
        assert gzip.decompress(sent.data) == content.encode()
        assert sent.headers["Cache-Control"] == assets.FOR_GOOD
        assert sent.content_type == "text/javascript; charset=utf-8"
    assert len(set(addresses)) == 2
    assert all(address.startswith("/assets/petition-sign-") for address in addresses)


def test_only_the_page_that_asks_loads_the_script_of_a_plugin(application: Flask) -> None:
    (name,) = (name for key, name in application.extensions["assets"].names.items() if key == "motion/vote.js")
    client = application.test_client()
    assert client.get(f"/assets/{name}").status_code == 200
    assert name not in client.get("/motions/").text
