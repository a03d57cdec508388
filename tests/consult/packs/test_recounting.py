"""The auditor's pack: each number of an edition is held against the rows."""

import re
from pathlib import Path

import pytest

from consult.packs.checking import differences
from tests.consult.packs.conftest import changed
from tests.consult.reports.conftest import Told


@pytest.fixture
def is_sealed() -> bool:
    """Only a sealed pack has rows."""
    return True


def test_a_number_that_no_rounding_explains_is_named(pack: Path, told: Told) -> None:
    def other_answers(content: bytes) -> bytes:
        return re.sub(rb"support", b"oppose", content, count=12)

    found = differences(changed(pack, f"{told.activity.id}_counted.csv", other_answers, is_signed=True))
    assert any("and the rows have" in sentence for sentence in found), found


def test_rows_that_are_too_many_are_named(pack: Path, told: Told) -> None:
    def twice(content: bytes) -> bytes:
        head, rest = content.split(b"\r\n", 1)
        return head + b"\r\n" + rest + rest

    found = differences(changed(pack, f"{told.activity.id}_counted.csv", twice, is_signed=True))
    assert any("more rows than people" in sentence for sentence in found), found
