"""The plugins of this repository, whether or not the package is installed."""

import importlib

from consult.app import build_registry
from consult.contract.registry import Registry

NAMES = ("survey", "impact", "motion", "register", "authorisation")


def registry_for_tests() -> Registry:
    """Return the registry with every plugin of this repository enabled."""
    return build_registry(NAMES, {name: importlib.import_module(f"plugins.{name}").plugin for name in NAMES})
