"""Filters that features add to the desk are known by name."""

from sqlalchemy import false

from consult.contract.desk_filters import DeskFilter
from consult.contract.plugin import Feature
from consult.contract.registry import Registry


def test_filters_of_all_features_are_known_by_name() -> None:
    mine = DeskFilter(
        name="mine", label="Mine", choices=lambda _session, _activity: {}, condition=lambda _value: false()
    )
    registry = Registry(features=(Feature(name="one", desk_filters=(mine,)), Feature(name="other")))
    assert registry.desk_filters == {"mine": mine}
