"""What a report tells beside the tables is what was drawn, and a pack shows it."""

import csv
import io
import zipfile
from pathlib import Path

import orjson
import pytest

from consult.packs.checking import differences
from consult.packs.columns import DRAWN
from tests.consult.packs.conftest import changed
from tests.consult.reports.conftest import Told


def test_a_pack_holds_every_number_that_was_drawn(pack: Path, told: Told) -> None:
    with zipfile.ZipFile(pack) as archive:
        rows = list(csv.DictReader(io.StringIO(archive.read(DRAWN).decode("utf-8-sig"))))
    assert {(row["what"], row["label"]) for row in rows} == {
        ("theme", "T1 Mistakes"),
        ("theme", "T2 Dear"),
        ("coded", told.activity.title),
        ("addresses", told.activity.title),
        ("excluded", "It contains no answer"),
    }
    assert all(int(row["people"]) % 5 == 0 for row in rows)


@pytest.mark.parametrize("name", ["drawn:theme", "drawn:voices", "drawn:excluded"])
def test_another_number_in_the_report_is_named(pack: Path, name: str) -> None:
    def other(content: bytes) -> bytes:
        report = orjson.loads(content)
        (table,) = (block for block in report["blocks"] if block["kind"] == "table" and block["name"] == name)
        table["rows"][0][-1] = "995"
        return orjson.dumps(report)

    found = differences(changed(pack, "report.json", other, is_signed=True))
    assert any("says a number that was not drawn" in sentence for sentence in found)


def test_a_number_that_the_report_leaves_out_is_named(pack: Path) -> None:
    def without(content: bytes) -> bytes:
        report = orjson.loads(content)
        (table,) = (block for block in report["blocks"] if block["kind"] == "table" and block["name"] == "drawn:theme")
        table["rows"] = table["rows"][:1]
        return orjson.dumps(report)

    found = differences(changed(pack, "report.json", without, is_signed=True))
    assert any("leaves out the number" in sentence for sentence in found)
