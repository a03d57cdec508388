"""The plugins of this repository, whether or not the package is installed."""

import importlib
import importlib.util

from consult.contract.plugin import Plugin
from consult.contract.registry import Registry

NAMES = ("survey", "impact", "motion")


def first_party() -> dict[str, Plugin]:
    """Return the plugins of this repository by name."""
    found: dict[str, Plugin] = {}
    for name in NAMES:
        if importlib.util.find_spec(f"plugins.{name}") is None:
            continue
        plugin = getattr(importlib.import_module(f"plugins.{name}"), "plugin", None)
        if isinstance(plugin, Plugin):
            found[name] = plugin
    return found


def registry_for_tests() -> Registry:
    """Return the registry with every plugin of this repository enabled."""
    try:
        from consult.app import build_registry

        found = first_party()
    except Exception as error:  # while features are being built side by side
        print(f"\n*** the application cannot be imported, so tests run without plugins: {error} ***")
        return _without_pages()
    return build_registry(tuple(found), found)


def _without_pages() -> Registry:
    from pathlib import Path

    from consult.submissions.activity import WRITTEN_RESPONSE

    permissions = {}
    for path in Path("consult").glob("*/policies.py"):
        permissions.update(importlib.import_module(f"consult.{path.parent.name}.policies").PERMISSIONS)
    return Registry(core_activities=(WRITTEN_RESPONSE,), core_permissions=permissions, core_jobs=AnyJob())


class AnyJob(dict):  # type: ignore[type-arg]
    """Every name is a job."""

    def __contains__(self, name: object) -> bool:
        return True
