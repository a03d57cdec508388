"""Every column of free text is declared as a record, or says why it is never published."""

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, Text

from consult.contract.faults import undeclared_texts
from consult.contract.records import UNPUBLISHED
from consult.contract.registry import Registry, plugin_of_table
from consult.kernel.types import Base
from consult.sdk.testing import assert_contract


def test_every_text_of_the_core_is_declared_or_says_why_not(registry: Registry) -> None:
    core = [table for table in Base.metadata.sorted_tables if plugin_of_table(table.name, registry.plugins) is None]
    assert list(undeclared_texts(core, (record for feature in registry.features for record in feature.records))) == []


def test_every_text_of_a_plugin_is_declared_or_says_why_not(registry: Registry) -> None:
    for plugin in registry.plugins:
        assert_contract(plugin)


@pytest.mark.parametrize(("info", "faults"), [({}, 1), ({UNPUBLISHED: "a note"}, 0)])
def test_a_text_that_nobody_declares_is_named(info: dict[str, str], faults: int) -> None:
    table = Table("petition", MetaData(), Column("id", Integer), Column("note", Text, info=info))
    found = list(undeclared_texts([table], ()))
    assert len(found) == faults
    assert all("petition.note" in fault for fault in found)


def test_every_declared_column_is_there(registry: Registry) -> None:
    for record in registry.records.values():
        columns = record.model.__table__.columns
        assert [field.column for field in record.fields if field.column not in columns] == []
