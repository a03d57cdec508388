"""The schema of the core and of each plugin, each with a history of its own."""

import importlib
import importlib.util
from pathlib import Path

from consult.contract.registry import Registry

CORE = Path(__file__).parent


def import_models(registry: Registry) -> None:
    """Import every module of tables, so that the metadata is complete."""
    for models in sorted(CORE.glob("*/models.py")):
        importlib.import_module(f"consult.{models.parent.name}.models")
    for plugin in registry.plugins:
        if importlib.util.find_spec(f"{plugin.package}.models") is not None:
            importlib.import_module(f"{plugin.package}.models")
