"""A pack of a consultation with figures, words that may be quoted, and people who said something of themselves."""

import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import orjson
import pytest

from consult.packs.writing import write_pack
from consult.reports.counts import draw_counts
from tests.consult.reports.conftest import Told
from tests.consult.reports.conftest import told as told

Change = Callable[[bytes], bytes]


@pytest.fixture(params=[False, True], ids=["public", "sealed"])
def is_sealed(request: pytest.FixtureRequest) -> bool:
    """Whether the pack is for auditors."""
    return bool(request.param)


@pytest.fixture
def pack(told: Told, is_sealed: bool, tmp_path: Path) -> Path:
    """A pack, everybody's and the auditor's."""
    draw_counts(told.session, told.consultation, Random(1))
    path = tmp_path / "pack.zip"
    with path.open("wb") as file:
        write_pack(told.session, told.consultation, file, is_sealed=is_sealed)
    return path


def changed(path: Path, name: str, change: Change, *, is_signed: bool = False) -> Path:
    """Return a copy of a pack with a file changed; with `is_signed` the manifest names what it became."""
    with zipfile.ZipFile(path) as archive:
        files = {item: archive.read(item) for item in archive.namelist()}
    assert change(files[name]) != files[name], "nothing was changed"
    files[name] = change(files[name])
    if is_signed:
        manifest = orjson.loads(files["manifest.json"])
        for file in manifest["files"]:
            if file["name"] == name:
                file["sha256"], file["bytes"] = hashlib.sha256(files[name]).hexdigest(), len(files[name])
        files["manifest.json"] = orjson.dumps(manifest)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for item, content in files.items():
            archive.writestr(item, content)
    copy = path.with_name("changed.zip")
    copy.write_bytes(made.getvalue())
    return copy
