"""What authors of plugins use in their tests."""

from consult.contract.plugin import Plugin
from consult.contract.registry import faults_of, plugin_of_table, undeclared_texts
from consult.kernel.types import Base


def assert_contract(plugin: Plugin) -> None:
    """Fail with a line for each way in which the plugin breaks the contract."""
    tables = list(Base.metadata.tables.values())
    enabled = {plugin.name, *plugin.requires}
    own = [table for table in tables if plugin_of_table(table.name, (plugin,))]
    faults = [*faults_of(plugin, set(), enabled, tables), *undeclared_texts(own, plugin.records)]
    assert not faults, f"The plugin {plugin.name} breaks the contract:\n" + "\n".join(faults)  # noqa: S101 (a test's)
