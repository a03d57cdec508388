"""A file is described as people know it before they load it on a telephone."""

import pytest

from consult.files.models import StoredFile


@pytest.mark.parametrize(
    ("name", "size", "described"),
    [
        ("plan.pdf", 1_234_567, "PDF, 1.2 MB"),
        ("plan.PDF", 25_000_000, "PDF, 25.0 MB"),
        ("plan.pdf", 12_345, "PDF, 12 kB"),
        ("plan.pdf", 3, "PDF, 1 kB"),
        ("plan.pdf", 999_499, "PDF, 999 kB"),
        ("plan.pdf", 999_700, "PDF, 1.0 MB"),
    ],
)
def test_kind_and_size_are_told_in_round_numbers(name: str, size: int, described: str) -> None:
    assert StoredFile(name=name, size=size).described == described
