"""A pack is checked on its own: whatever was changed in it is named."""

import re
import zipfile
from pathlib import Path

import orjson
import pytest

from consult.kernel.errors import Invalid
from consult.packs.checking import differences
from tests.consult.packs.conftest import Change, changed


def test_a_pack_that_nobody_touched_is_as_it_says(pack: Path) -> None:
    assert differences(pack) == []


def test_a_file_that_was_changed_is_named_by_its_hash(pack: Path) -> None:
    copy = changed(pack, "comments.csv", lambda content: content + b" ")
    assert differences(copy) == ["comments.csv is not the file that the manifest names: its hash differs."]


def one_number(content: bytes) -> bytes:
    """Change the first number of people of a line that is an answer."""
    return re.sub(
        rb"(,answer,[^,]*,)(\d+)(,[^,]*,)(\d+)", lambda found: found[1] + b"5" + found[3] + b"5", content, count=1
    )


def in_report(content: bytes) -> bytes:
    """Change a number of a line in the first table of a question in the report."""
    report = orjson.loads(content)
    table = next(block for block in report["blocks"] if block["kind"] == "table" and "question:" in block["name"])
    table["rows"][0][1] = "1"
    return orjson.dumps(report)


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("results.csv", one_number, "has no number|add up to|per cent|do not say the same"),
        ("report.json", in_report, "In the report, the line"),
        ("report.html", lambda content: content.replace(b"60", b"61"), "report.html does not say"),
        ("editions.csv", lambda content: content.replace(b",60,60", b",60,65"), "total"),
        ("comments.csv", lambda content: content.rsplit(b"\r\n", 2)[0] + b"\r\n", "rows"),
    ],
    ids=["number", "report", "page", "edition", "comments"],
)
def test_what_does_not_follow_is_named_although_the_manifest_was_changed_too(
    pack: Path, name: str, change: Change, said: str
) -> None:
    found = differences(changed(pack, name, change, is_signed=True))
    assert found
    assert re.search(said, " ".join(found)), found


def test_what_the_manifest_does_not_name_and_what_is_missing_is_named(pack: Path) -> None:
    with zipfile.ZipFile(pack, "a") as archive:
        archive.writestr("more.txt", b"more")
    assert differences(pack) == ["more.txt is in the pack, and the manifest does not name it."]


@pytest.mark.parametrize(("name", "content"), [("a.txt", b"a"), ("manifest.json", b'{"format": "other"}')])
def test_another_archive_is_no_pack(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / "other.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, content)
    with pytest.raises(Invalid):
        differences(path)
