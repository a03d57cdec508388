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
