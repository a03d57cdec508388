"""Files are packed in pieces, with what the manifest says of them."""

import hashlib
import io
import zipfile
from collections.abc import Iterator

import orjson

from consult.packs.archive import PackWriter


def test_the_manifest_names_each_file_with_hash_size_and_rows() -> None:
    target = io.BytesIO()
    with PackWriter(target) as pack:
        assert (
            pack.add_table("editions.csv", ("people", "text"), ((number, f"=Text {number}") for number in range(1_200)))
            == 1_200
        )
        pack.add("b.txt", [b"one", b"two"])
        pack.describe("Title", "Licence")
        pack.finish(consultation="cameras")
    with zipfile.ZipFile(target) as archive:
        manifest = orjson.loads(archive.read("manifest.json"))
        package = orjson.loads(archive.read("datapackage.json"))
        for file in manifest["files"]:
            content = archive.read(file["name"])
            assert (file["sha256"], file["bytes"]) == (hashlib.sha256(content).hexdigest(), len(content))
        lines = archive.read("editions.csv").decode().splitlines()
    assert [file["name"] for file in manifest["files"]] == ["editions.csv", "b.txt", "datapackage.json"]
    assert (manifest["files"][0]["rows"], len(lines), lines[1]) == (1_200, 1_201, "0,'=Text 0")
    (resource,) = package["resources"]
    assert resource["schema"]["fields"] == [{"name": "people", "type": "number"}, {"name": "text", "type": "string"}]


def test_rows_are_written_as_they_come() -> None:
    asked: list[int] = []

    def rows() -> Iterator[tuple[int]]:
        for number in range(100_000):
            asked.append(number)
            yield (number,)

    with PackWriter(io.BytesIO()) as pack:
        assert pack.add_table("editions.csv", ("people",), rows()) == len(asked) == 100_000


def test_a_character_that_no_file_can_hold_does_not_stop_a_pack() -> None:
    written = io.BytesIO()
    with PackWriter(written) as pack:
        pack.add_table("comments.csv", ("text",), [("x\ud800y",)])
    with zipfile.ZipFile(written) as archive:
        assert archive.read("comments.csv").decode() == "text\r\nx?y\r\n"
