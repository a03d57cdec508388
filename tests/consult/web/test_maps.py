"""A map stands behind its field where the deployment has outlines, hidden until a script draws it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from markupsafe import Markup

from consult.kernel.map_tiles import read_map_tiles
from consult.kernel.outlines import read_outlines
from consult.web.forms import Form, StringField, TextAreaField, render_options
from consult.web.headers import pictures_from
from consult.web.maps import with_map
from tests.consult.kernel.test_outlines import WARDS
from tests.support.pages import faults_of, parsed


class Sample(Form):
    class Meta:
        csrf = False

    where = StringField("Where?", render_kw=render_options(map="point"))
    around = TextAreaField("Which area?", render_kw=render_options(map="area"))


@pytest.fixture
def outlined(application: Flask) -> Iterator[Flask]:
    """The application of a council with outlines."""
    council = application.config["COUNCIL"]
    with_outlines = replace(council, outlines=read_outlines(WARDS), outlines_credit="© <Somebody>")
    application.config["COUNCIL"] = with_outlines
    yield application
    application.config["COUNCIL"] = council


def test_without_outlines_the_field_stands_alone(application: Flask) -> None:
    with application.test_request_context():
        assert with_map(Markup("<input>"), "where", marks="point") == "<input>"


def test_each_field_has_its_hidden_map_with_the_credit(outlined: Flask) -> None:
    with outlined.test_request_context():
        form = Sample()
        page = f"{form.where()}{form.around()}"
    assert page.count('class="app-map" hidden') == page.count("© &lt;Somebody&gt;") == 2
    assert 'data-for="where" data-marks="point" data-outlines="/wards.json"' in page
    assert "Enter adds a corner" in page.split('data-for="around"')[1]
    assert faults_of(parsed(page)) == []


def test_without_a_server_for_pictures_nothing_comes_from_elsewhere(outlined: Flask) -> None:
    with outlined.test_request_context():
        assert "data-pictures" not in str(Sample().where())
        assert pictures_from() == ""


def test_with_one_its_name_and_its_credit_stand_beside_the_map(outlined: Flask) -> None:
    tiles = read_map_tiles("https://tiles.example/{z}/{x}/{y}.png", "Streets © <Others>")
    outlined.config["COUNCIL"] = replace(outlined.config["COUNCIL"], map_tiles=tiles)
    with outlined.test_request_context():
        page = str(Sample().where())
        assert pictures_from() == "https://tiles.example"
    assert 'data-pictures="https://tiles.example/{z}/{x}/{y}.png" data-closest="16"' in page
    assert "Streets © &lt;Others&gt;" in page
    assert "The pictures of this map come from tiles.example." in page
    assert faults_of(parsed(page)) == []
