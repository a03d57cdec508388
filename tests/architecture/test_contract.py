"""Our own plugins come in by the door that everybody's do."""

from importlib.metadata import entry_points

import pytest

from consult.contract.plugin import Plugin
from consult.sdk.testing import assert_contract

OURS = {point.name: point for point in entry_points(group="consult.plugins")}


def test_our_plugins_are_installed_as_others_are() -> None:
    assert {"survey", "impact", "motion", "register", "authorisation"} <= set(OURS)


@pytest.mark.parametrize("name", ["survey", "impact", "motion", "register", "authorisation"])
def test_each_plugin_keeps_the_contract(name: str) -> None:
    plugin = OURS[name].load()
    assert isinstance(plugin, Plugin)
    assert plugin.name == name
    assert_contract(plugin)
