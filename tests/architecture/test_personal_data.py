"""Every table that points to a person says how that person's data is handed over and erased."""

from sqlalchemy import Table

from consult.contract.faults import PERSON_TABLE
from consult.contract.registry import Registry
from consult.kernel.types import Base


def points_to_person(table: Table) -> bool:
    """Whether rows of this table name a person."""
    return table.name == PERSON_TABLE or any(key.column.table.name == PERSON_TABLE for key in table.foreign_keys)


def test_every_table_that_points_to_a_person_is_named_by_some_personal_data(registry: Registry) -> None:
    named = {table for data in registry.personal_data for table in data.tables}
    pointing = {table.name for table in Base.metadata.tables.values() if points_to_person(table)}
    assert len(pointing) > 10
    assert pointing - named == set(), "name these tables in their feature's personal_data.py"


def test_personal_data_names_no_table_that_is_not_there(registry: Registry) -> None:
    named = {table for data in registry.personal_data for table in data.tables}
    assert named - set(Base.metadata.tables) == set()


def test_what_is_found_by_address_can_be_erased_by_address(registry: Registry) -> None:
    for data in registry.personal_data:
        assert (data.collect_address is None) == (data.erase_address is None), data.tables


def test_all_personal_data_runs_out_or_says_how_long_it_is_kept(registry: Registry) -> None:
    assert [data.tables for data in registry.personal_data if data.purge is None and not data.kept] == []
