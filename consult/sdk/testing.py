"""What authors of plugins use in their tests."""

from consult.contract.faults import faults_among, faults_of, undeclared_texts
from consult.contract.plugin import Plugin
from consult.contract.registry import Registry, plugin_of_table
from consult.core import FEATURES
from consult.kernel.types import Base

__all__ = ["assert_contract"]


def assert_contract(plugin: Plugin) -> None:
    """Fail with a line for each way in which the plugin breaks the contract."""
    tables = list(Base.metadata.tables.values())
    own = [table for table in tables if plugin_of_table(table.name, (plugin,))]
    registry = Registry(FEATURES, (plugin,))
    faults = [
        *faults_of(plugin, set(), tables),
        *(fault for part, fault in faults_among(registry) if part is plugin),
        *undeclared_texts(own, plugin.records),
    ]
    assert not faults, f"The plugin {plugin.name} breaks the contract:\n" + "\n".join(faults)  # noqa: S101 (a test's)
