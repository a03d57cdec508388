"""Who acted for the council is handed over with the numbers of the rows."""

from consult.contract.registry import Registry
from plugins.register.personal import PERSONAL_DATA


def test_every_table_that_names_a_person_is_declared(registry: Registry) -> None:
    (plugin,) = (plugin for plugin in registry.plugins if plugin.name == "register")
    assert plugin.personal_data == PERSONAL_DATA
    assert {table for data in PERSONAL_DATA for table in data.tables} == {
        "register_version",
        "register_accuracy_change",
        "register_accuracy_version",
        "register_change",
        "register_pause",
    }
