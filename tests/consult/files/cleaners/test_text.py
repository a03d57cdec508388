"""Text and CSV written anew."""

from pathlib import Path

import pytest

from consult.files.cleaners.findings import Finding, Refused
from consult.files.cleaners.text import clean_csv, clean_text_file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_usual_encoding_is_written_as_utf8(tmp_path: Path, encoding: str) -> None:
    source, target = tmp_path / "a", tmp_path / "b"
    source.write_bytes("Zoë – “yes”".encode(encoding))
    assert clean_text_file(source, target) == ()
    assert target.read_text("utf-8") == "Zoë – “yes”"


@pytest.mark.parametrize("content", [b"a\0b", b"\xff\xfea", b"\x81\x8d"])
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes) -> None:
    source = tmp_path / "a"
    source.write_bytes(content)
    with pytest.raises(Refused, match="not plain text"):
        clean_text_file(source, tmp_path / "b")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_cells_that_a_spreadsheet_would_run_are_named(tmp_path: Path, separator: str) -> None:
    source = tmp_path / "a"
    source.write_text(separator.join(["name", "sum"]) + "\n" + separator.join(["=cmd|' /C calc'!A0", "-5"]) + "\n")
    assert clean_csv(source, tmp_path / "b") == (Finding("formulas", "=cmd|' /C calc'!A0"),)
    source.write_text("name,sum\nZoë,-1.5\n")
    assert clean_csv(source, tmp_path / "b") == ()
