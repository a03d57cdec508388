"""The privacy notice."""

from dataclasses import replace

from consult.app import create_app
from consult.config import Settings
from consult.contract.registry import Registry
from consult.exports.prepared_files import KEPT
from consult.kernel.db import Database
from consult.kernel.map_tiles import read_map_tiles
from tests.support.pages import faults_of, parsed
from tests.support.web import FormClient


def test_the_notice_says_who_is_responsible_and_how_to_write_to_them(client: FormClient) -> None:
    answer = client.get("/privacy")
    assert answer.status_code == 200
    assert "Exampleton Council decides how your data is used" in answer.text
    assert "mailto:consultations@council.example" in answer.text
    assert 'href="/privacy"' in client.get("/sign-in").text
    assert faults_of(parsed(answer.text, is_page=True)) == []


def test_the_notice_says_how_long_files_made_for_officers_are_kept(client: FormClient) -> None:
    days = f"{KEPT.days * 24} hours after they were made"
    assert days in client.get("/privacy").text


def test_the_notice_names_the_server_of_the_pictures_of_maps_where_there_is_one(
    client: FormClient, settings: Settings, database: Database, registry: Registry
) -> None:
    assert "We do not load anything from other companies" in client.get("/privacy").text
    tiles = read_map_tiles("https://tiles.example/{z}/{x}/{y}.png", "© Others")
    council = replace(settings.council, map_tiles=tiles)
    pictured = create_app(replace(settings, council=council), database=database, registry=registry)
    told = pictured.test_client().get("/privacy").text
    assert "Maps in surveys load pictures from tiles.example" in told
    assert "from other companies" not in told
