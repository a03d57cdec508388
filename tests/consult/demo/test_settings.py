"""The settings a demonstration begins with."""

from pathlib import Path

from consult.config import read_settings
from consult.demo import SETTINGS
from consult.web.theme import stylesheet_for


def test_a_deployment_can_be_started_with_them(tmp_path: Path) -> None:
    settings = read_settings({**SETTINGS, "CONSULT_DATA": str(tmp_path)})
    assert "demonstration" in settings.council.name
    assert len(settings.council.areas) == 24
    assert {"Canning Town North", "Stratford Olympic Park"} <= set(settings.council.areas)
    assert settings.council.outlines is not None
    assert [name for name, _rings in settings.council.outlines.wards] == ["Newham, roughly"]
    assert settings.council.outlines_credit


def test_white_text_is_readable_on_the_colour() -> None:
    assert SETTINGS["CONSULT_COUNCIL_COLOUR"] in stylesheet_for(SETTINGS["CONSULT_COUNCIL_COLOUR"])
