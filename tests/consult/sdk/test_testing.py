"""What outside authors are told about their plugin."""

from dataclasses import replace

import pytest

from consult.contract.registry import Registry
from consult.kernel.authz import anyone
from consult.sdk.testing import assert_contract


def test_every_fault_is_told(registry: Registry) -> None:
    broken = replace(registry.plugins[0], api=99, permissions={"other.read": anyone})
    with pytest.raises(AssertionError, match=r"contract 99[\s\S]*other\.read must begin with"):
        assert_contract(broken)


def test_personal_data_that_nobody_purges_and_without_a_reason_to_keep_it_is_told(registry: Registry) -> None:
    plugin = registry.plugins[0]
    (data, *others) = plugin.personal_data
    broken = replace(plugin, personal_data=(replace(data, purge=None, kept=""), *others))
    with pytest.raises(AssertionError, match="nothing says how long it is kept or purges it"):
        assert_contract(broken)


def test_a_table_of_files_that_nobody_answers_for_is_told(registry: Registry) -> None:
    impact = next(plugin for plugin in registry.plugins if plugin.name == "impact")
    with pytest.raises(AssertionError, match="impact_attachment keeps files, but no file_holders says who may fetch"):
        assert_contract(replace(impact, file_holders=()))
