"""A pack is read on its own."""

import zipfile
from pathlib import Path

from consult.packs.reading import OpenPack


def test_rows_come_back_as_they_were_before_they_were_made_safe(pack: Path) -> None:
    with zipfile.ZipFile(pack) as archive:
        opened = OpenPack(archive)
        assert opened.names == {file["name"] for file in opened.files}
        rows = list(opened.rows("results.csv"))
        assert len(rows) == opened.manifest["counts"]["results"]
        assert [row["label"] for row in rows] == [row["label"] for row in opened.json("results.json")]
        name = opened.files[0]["name"]
        assert opened.hash_of(name) == (opened.files[0]["sha256"], len(opened.read(name)))
