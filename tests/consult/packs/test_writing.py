"""What is in a pack, and what is not."""

import zipfile
from pathlib import Path

import frictionless
import orjson

from consult.packs.checking import differences
from consult.packs.writing import write_pack
from consult.submissions.models import Status
from consult.submissions.revision import set_status
from tests.consult.reports.conftest import SECRET, WORDS, Told


def test_everybody_gets_what_was_published_and_an_auditor_the_rows_too(pack: Path, is_sealed: bool, told: Told) -> None:
    with zipfile.ZipFile(pack) as archive:
        names = set(archive.namelist())
        said = b"\n".join(archive.read(name) for name in names if not name.endswith((".pdf", ".docx"))).decode()
        manifest = orjson.loads(archive.read("manifest.json"))
    assert {"results.csv", "results.json", "comments.csv", "issues.csv", "code_book.csv", "report.pdf"} <= names
    assert {"report.html", "report.docx", "datapackage.json", "cross_tables.csv", "editions.csv"} <= names
    assert WORDS in said
    assert manifest["counts"]["comments"] == 10
    assert (SECRET in said) is is_sealed
    assert (f"{told.activity.id}_counted.csv" in names) is is_sealed
    if is_sealed:
        assert manifest["counts"][f"counted_{told.activity.id}"] == 60


def test_the_data_package_is_valid(pack: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(pack) as archive:
        archive.extractall(tmp_path / "out")
    report = frictionless.Package(str(tmp_path / "out" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])


def test_the_same_words_make_the_same_file_but_for_the_moment(told: Told, tmp_path: Path) -> None:
    made = []
    for name in ("a.zip", "b.zip"):
        with (tmp_path / name).open("wb") as file:
            write_pack(told.session, told.consultation, file)
        with zipfile.ZipFile(tmp_path / name) as archive:
            made.append({item: archive.read(item) for item in archive.namelist() if item != "manifest.json"})
    assert made[0].keys() == made[1].keys()
    assert [item for item in made[0] if made[0][item] != made[1][item] and item != "report.pdf"] == []


def test_after_a_withdrawal_the_numbers_stand_and_the_words_are_gone(told: Told, tmp_path: Path) -> None:
    one = told.quotable[0]
    set_status(told.session, told.activity, one, Status.WITHDRAWN)
    path = tmp_path / "after.zip"
    with path.open("wb") as file:
        write_pack(told.session, told.consultation, file, is_sealed=True)
    assert differences(path) == []
    with zipfile.ZipFile(path) as archive:
        said = b"\n".join(
            archive.read(name) for name in archive.namelist() if name.endswith((".csv", ".json"))
        ).decode()
        assert f"{WORDS} 0" not in said
        assert orjson.loads(archive.read("manifest.json"))["counts"][f"counted_{told.activity.id}"] == 59
