"""The council's colour and logo come from settings; what nobody could read is refused at start."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from consult.kernel.errors import Misconfigured
from consult.web import theme
from tests.support.pages import COUNCIL

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def app_with(**council: object) -> Flask:
    """Return an application for a council with these settings."""
    app = Flask("small", static_folder=None)
    app.config.update(COUNCIL=SimpleNamespace(**(vars(COUNCIL) | council)), TESTING=True)
    theme.init_theme(app)
    return app


def test_contrast_agrees_with_the_published_examples() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert theme.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


@given(one=COLOURS, other=COLOURS)
def test_contrast_is_the_same_both_ways_and_within_its_scale(one: str, other: str) -> None:
    assert theme.contrast(one, other) == theme.contrast(other, one)
    assert 1 <= theme.contrast(one, other) <= 21


@given(colour=COLOURS)
def test_a_colour_is_taken_exactly_when_white_text_on_it_can_be_read(colour: str) -> None:
    if theme.contrast(colour, "#ffffff") >= 4.5:
        assert f"--govuk-brand-colour:{colour};" in theme.stylesheet_for(colour)
    else:
        with pytest.raises(Misconfigured, match="Choose a darker colour"):
            theme.stylesheet_for(colour)


@given(one=COLOURS, other=COLOURS)
def test_mixing_goes_from_one_colour_to_the_other(one: str, other: str) -> None:
    assert theme.mixed(one, other, 0) == one
    assert theme.mixed(one, other, 1) == other


def test_stylesheet_is_kept_for_good_only_under_its_own_version() -> None:
    app = app_with()
    url = app.jinja_env.globals["theme_url"]
    kept = app.test_client().get(str(url))
    assert kept.mimetype == "text/css"
    assert "immutable" in kept.headers["Cache-Control"]
    assert COUNCIL.colour in kept.text
    assert "immutable" not in app.test_client().get("/theme.css?v=old").headers["Cache-Control"]


def test_two_colours_have_two_addresses() -> None:
    other = app_with(colour="#00703c").jinja_env.globals["theme_url"]
    assert other != app_with().jinja_env.globals["theme_url"]


def test_logo_is_served_from_here(tmp_path: Path) -> None:
    file = tmp_path / "logo.svg"
    file.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    app = app_with(logo_url=str(file))
    answer = app.test_client().get(str(app.jinja_env.globals["logo_url"]))
    assert answer.mimetype == "image/svg+xml"
    assert answer.data == file.read_bytes()


def test_without_a_logo_there_is_none() -> None:
    app = app_with()
    app.register_error_handler(Exception, lambda error: ("none", 404))
    assert app.jinja_env.globals["logo_url"] == ""
    assert app.test_client().get("/theme-logo.svg").status_code == 404


@pytest.mark.parametrize("setting", ["https://elsewhere.example/logo.svg", "missing.svg", "/etc/hostname"])
def test_a_logo_that_cannot_be_shown_is_refused_at_start(setting: str) -> None:
    with pytest.raises(Misconfigured, match="CONSULT_COUNCIL_LOGO"):
        app_with(logo_url=setting)


def test_a_heavy_logo_is_refused_at_start(tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    file.write_bytes(b"x" * (theme.LARGEST_LOGO + 1))
    with pytest.raises(Misconfigured, match="smaller"):
        app_with(logo_url=str(file))
