"""A plugin is one frozen value."""

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from consult.contract.plugin import CONTRACT, Plugin

PLUGIN = Plugin(name="survey", title="Survey", package="plugins.survey", api=CONTRACT)


def test_a_plugin_cannot_be_changed_once_it_is_made() -> None:
    with pytest.raises(FrozenInstanceError):
        PLUGIN.name = "other"  # type: ignore[misc]


def test_a_plugin_finds_its_own_files() -> None:
    assert PLUGIN.folder() == Path(__file__).parents[3] / "plugins" / "survey"
    assert (PLUGIN.folder() / "templates").is_dir()
