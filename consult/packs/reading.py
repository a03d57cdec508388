"""Reading a pack where there is no database: its manifest, its tables and its report."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterator
from typing import Any

import orjson

from consult.kernel.errors import Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.spreadsheet import plain_text
from consult.kernel.types import JsonObject
from consult.packs.archive import FORMAT, MANIFEST

_PIECE = 64 * 1024


class OpenPack:
    """A pack that is being checked."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        """Read the manifest; raises `Invalid` where the file is no pack."""
        self._archive = archive
        try:
            self.manifest: JsonObject = orjson.loads(archive.read(MANIFEST))
        except (KeyError, ValueError) as error:
            raise Invalid(_("This file is no results pack: it has no manifest.")) from error
        if self.manifest.get("format") != FORMAT:
            raise Invalid(_("This pack has a format that this version of Consult does not know."))

    @property
    def files(self) -> list[JsonObject]:
        """What the manifest says of each file."""
        return list(self.manifest["files"])

    @property
    def names(self) -> set[str]:
        """The files that are there, without the manifest."""
        return set(self._archive.namelist()) - {MANIFEST}

    def hash_of(self, name: str) -> tuple[str, int]:
        """Return hash and size of a file."""
        sha256, size = hashlib.sha256(), 0
        with self._archive.open(name) as file:
            while piece := file.read(_PIECE):
                sha256.update(piece)
                size += len(piece)
        return sha256.hexdigest(), size

    def rows(self, name: str) -> Iterator[dict[str, str]]:
        """Yield the rows of a table, each text as it was before it was made safe for spreadsheets."""
        with self._archive.open(name) as file:
            reader = csv.DictReader(io.TextIOWrapper(file, "utf-8", newline=""))
            for row in reader:
                yield {column: plain_text(text) for column, text in row.items()}

    def json(self, name: str) -> Any:
        """Return what a JSON file says."""
        return orjson.loads(self._archive.read(name))

    def read(self, name: str) -> bytes:
        """Return a file."""
        return self._archive.read(name)
