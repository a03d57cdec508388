"""Writing the files of a pack one after the other, each in pieces, with its hash, its size and its number of rows."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from types import TracebackType
from typing import IO, Self

import orjson

from consult.kernel.spreadsheet import safe_row
from consult.packs.columns import kind_of

FORMAT = "consult-pack-1"
MANIFEST, PACKAGE = "manifest.json", "datapackage.json"
_DATE = (1980, 1, 1, 0, 0, 0)
_AT_ONCE = 500


@dataclass(frozen=True)
class Packed:
    """A file of a pack: its hash, its size, and of a table its columns and how many rows it has."""

    name: str
    sha256: str
    bytes: int
    rows: int | None = None
    columns: tuple[str, ...] = ()


class PackWriter:
    """A pack that is being written: it holds no more than a few rows at once."""

    def __init__(self, target: IO[bytes]) -> None:
        """Begin a pack in an open file."""
        self._archive = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED)
        self.files: list[Packed] = []

    def __enter__(self) -> Self:
        """Go on writing."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the pack."""
        self._archive.close()

    def add(self, name: str, chunks: Iterable[bytes]) -> Packed:
        """Write a file in pieces."""
        return self._added(name, chunks, None, ())

    def add_table(self, name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
        """Write a table as CSV, and return how many rows it has."""
        counted = _Counted(rows)
        packed = self._added(name, _csv_chunks(columns, counted), counted, tuple(columns))
        return packed.rows or 0

    def _added(
        self, name: str, chunks: Iterable[bytes], counted: "_Counted | None", columns: tuple[str, ...]
    ) -> Packed:
        sha256, size = hashlib.sha256(), 0
        info = zipfile.ZipInfo(name, _DATE)
        info.compress_type = zipfile.ZIP_DEFLATED
        with self._archive.open(info, "w", force_zip64=True) as file:
            for chunk in chunks:
                file.write(chunk)
                sha256.update(chunk)
                size += len(chunk)
        packed = Packed(name, sha256.hexdigest(), size, counted.number if counted else None, columns)
        self.files.append(packed)
        return packed

    def describe(self, title: str, licence: str) -> None:
        """Write the data package: what each table is, as programs look for it."""
        tables = [file for file in self.files if file.columns]
        package = {
            "profile": "tabular-data-package",
            "name": "consultation",
            "title": title,
            "description": licence,
            "resources": [
                {
                    "profile": "tabular-data-resource",
                    "name": file.name.removesuffix(".csv"),
                    "path": file.name,
                    "format": "csv",
                    "mediatype": "text/csv",
                    "encoding": "utf-8",
                    "bytes": file.bytes,
                    "hash": f"sha256:{file.sha256}",
                    "schema": {"fields": [{"name": name, "type": kind_of(file.name, name)} for name in file.columns]},
                }
                for file in tables
            ],
        }
        self.add(PACKAGE, [orjson.dumps(package, option=orjson.OPT_INDENT_2)])

    def finish(self, **facts: object) -> None:
        """Write the manifest, which names every other file."""
        manifest = {"format": FORMAT, **facts, "files": [asdict(file) for file in self.files]}
        self.add(MANIFEST, [orjson.dumps(manifest, option=orjson.OPT_INDENT_2)])


class _Counted:
    """Rows that are counted while they are written."""

    def __init__(self, rows: Iterable[Sequence[object]]) -> None:
        self._rows, self.number = rows, 0

    def __iter__(self) -> Iterator[Sequence[object]]:
        for row in self._rows:
            self.number += 1
            yield row


def _csv_chunks(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(columns)
    for number, row in enumerate(rows, start=1):
        writer.writerow(safe_row(["" if value is None else value for value in row]))
        if number % _AT_ONCE == 0:
            yield _encoded(written)
            written.seek(0)
            written.truncate()
    yield _encoded(written)


def _encoded(written: io.StringIO) -> bytes:
    # Half a surrogate pair cannot be written as UTF-8.
    return written.getvalue().encode("utf-8", "replace")
