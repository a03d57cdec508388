"""What SPSS cannot hold is cut, and an export without rows is a file too."""

from pathlib import Path

import pyreadstat

from consult.contract.plugin import Column
from consult.exports.spss import LONGEST_LABEL, LONGEST_VALUE_LABEL, sav_chunks

LONG = "Größer, " * 100
COLUMNS = [
    Column(name="said", label=LONG),
    Column(
        name="chosen", label="Chosen", kind="code", values={"a": LONG, "-9": "Not answered"}, numbers={"a": 1, "-9": -9}
    ),
]


def test_long_labels_are_cut_and_say_so(tmp_path: Path) -> None:
    target = tmp_path / "empty.sav"
    target.write_bytes(b"".join(sav_chunks(COLUMNS, [], title=LONG)))
    data, meta = pyreadstat.read_sav(target, output_format="dict")
    assert [len(cells) for cells in data.values()] == [0, 0]
    label, words = meta.column_names_to_labels["said"] or "", meta.variable_value_labels["chosen"][1]
    assert label.endswith("…")
    assert words.endswith("…")
    assert (len(label.encode()) <= LONGEST_LABEL, len(words.encode()) <= LONGEST_VALUE_LABEL) == (True, True)
    assert str(meta.file_label).startswith("Größer, Größer")
