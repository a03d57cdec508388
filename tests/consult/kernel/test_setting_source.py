"""A setting that is wrong, or that nobody asked for, is told in a sentence."""

import pytest

from consult.kernel.errors import Misconfigured
from consult.kernel.setting_source import Source


def test_each_fault_has_its_sentence() -> None:
    source = Source({"CONSULT_A": "many", "CONSULT_B": "perhaps", "CONSULT_CLOSURE": "x", "OTHER": "1"}, may_make=False)
    assert source.number("A", 3, minimum=1, maximum=9) == 3
    assert source.flag("B", True) is False
    assert source.days("CLOSURES") == frozenset()
    source.name_unknown()
    with pytest.raises(Misconfigured) as fault:
        source.stop_at_faults()
    assert str(fault.value).splitlines() == [
        "CONSULT_A must be a whole number from 1 to 9; it is “many”.",
        "CONSULT_B must be yes or no; it is “perhaps”.",
        "CONSULT_CLOSURE is no setting of Consult. Did you mean CONSULT_CLOSURES?",
    ]
