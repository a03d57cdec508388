"""Names that Stata does not take, and texts that have no room in a row."""

from pathlib import Path

import pyreadstat
import pytest

from consult.contract.plugin import Column
from consult.exports.stata import SHORT_TEXT, dta_chunks, stata_name


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("choice", "choice"), ("if", "if_935f68"), ("a" * 32, "a" * 32), ("a" * 33, "aaaaaaaaaaaaaaaaaaaaaaaaa_")],
)
def test_a_name_is_shortened_the_same_way_each_time(name: str, wanted: str) -> None:
    assert stata_name(name).startswith(wanted)
    assert len(stata_name(name)) <= 32


def test_texts_are_whole_whether_or_not_they_have_room_in_the_row(tmp_path: Path) -> None:
    columns = [Column(name="short", label="Short"), Column(name="many_words", label="Long " * 40)]
    rows = [("é" * (SHORT_TEXT // 2), "x" * 90_000), (None, "b"), ("", None)]
    target = tmp_path / "texts.dta"
    target.write_bytes(b"".join(dta_chunks(columns, rows, title="Trees")))
    data, meta = pyreadstat.read_dta(target, output_format="dict")
    assert [list(cells) for cells in data.values()] == [[rows[0][0], "", ""], [rows[0][1], "b", ""]]
    assert meta.column_names_to_labels["many_words"] == ("Long " * 40)[:79].rstrip() + "…"
    assert ("Long " * 40) in target.read_bytes().decode("utf-8", "replace")
