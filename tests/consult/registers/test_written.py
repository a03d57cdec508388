"""A register is written to a file whole, and a file that was there is replaced only once it is."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from consult.kernel.db import Database
from consult.registers.written import FORMATS, write_register
from plugins.register.registers import DEPLOYMENTS
from tests.plugins.register.conftest import STRATFORD, taken

NAMES = {"csv": "rows.csv", "jsonl": "rows.jsonl", "datapackage": "rows.zip"}


@pytest.mark.parametrize("file_format", FORMATS)
def test_every_format_holds_every_row(database: Database, session: Session, tmp_path: Path, file_format: str) -> None:
    taken(session, STRATFORD, STRATFORD.replace("Stratford", "Ilford"))
    output = tmp_path / NAMES[file_format]
    size = write_register(database, DEPLOYMENTS, file_format, output)
    assert size == output.stat().st_size
    assert [path.name for path in tmp_path.iterdir()] == [output.name]
    if file_format == "jsonl":
        rows = [json.loads(line) for line in output.read_text().splitlines()]
    else:
        packed = (
            zipfile.ZipFile(output).read("data.csv").decode() if file_format == "datapackage" else output.read_text()
        )
        rows = list(csv.DictReader(io.StringIO(packed)))
    assert [row["location"] for row in rows] == ["Stratford", "Ilford"]
    assert rows[0]["address"].endswith(f"/registers/register.deployments/rows/{rows[0]['address'].rpartition('/')[2]}")


def test_what_cannot_be_written_leaves_nothing_behind(database: Database, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="folder"):
        write_register(database, DEPLOYMENTS, "csv", tmp_path / "folder" / "rows.csv")
    assert list(tmp_path.iterdir()) == []
