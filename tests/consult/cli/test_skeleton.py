"""Names that cannot be used are refused before anything is written."""

from pathlib import Path

import pytest

from consult.cli.skeleton import write_skeleton
from consult.kernel.errors import Misconfigured


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Car-Park", "2 to 30 small letters and digits"),
        ("../evil", "2 to 30 small letters and digits"),
        ("accounts", "taken by Consult itself"),
    ],
)
def test_a_bad_name_is_refused(tmp_path: Path, name: str, sentence: str) -> None:
    with pytest.raises(Misconfigured, match=sentence):
        write_skeleton(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    assert write_skeleton("parking", tmp_path) == tmp_path / "consult-parking"
    with pytest.raises(Misconfigured, match="exists already"):
        write_skeleton("parking", tmp_path)


def test_no_placeholder_is_left(tmp_path: Path) -> None:
    for path in write_skeleton("parking", tmp_path).rglob("*"):
        assert "$" not in path.name
        if path.is_file():
            assert "$" not in path.read_text(), path
