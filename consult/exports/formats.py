"""The forms in which data leaves: CSV and JSON lines, streamed at constant memory."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import islice
from typing import IO, Final

import orjson

from consult.kernel.spreadsheet import safe_cell, safe_row

Row = Sequence[object]
Progress = Callable[[int], None]

CHUNK: Final = 64 * 1024
"""How many bytes are gathered before they are handed on."""

_BATCH: Final = 64
_BOM: Final = "\ufeff"


class Format(StrEnum):
    """The formats in which data leaves."""

    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"
    PARQUET = "parquet"
    SAV = "sav"
    DTA = "dta"
    DDI = "ddi"
    R = "r"

    @property
    def media_type(self) -> str:
        """The media type of a file in this format."""
        return {
            "csv": "text/csv; charset=utf-8",
            "json": "application/x-ndjson",
            "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "parquet": "application/vnd.apache.parquet",
            "sav": "application/x-spss-sav",
            "dta": "application/x-stata-dta",
            "ddi": "application/xml; charset=utf-8",
            "r": "text/plain; charset=utf-8",
        }[self.value]

    @property
    def ending(self) -> str:
        """How the name of a file in this format ends."""
        return {"json": "jsonl", "ddi": "xml", "r": "R"}.get(self.value, self.value)


def csv_chunks(header: Sequence[str], rows: Iterable[Row], *, progress: Progress | None = None) -> Iterator[bytes]:
    """Yield a CSV file in pieces of about 64 kB: UTF-8 with byte order mark, RFC 4180, every text quoted.

    Every cell and every heading is made safe for spreadsheets, so a text that would be a formula starts
    with an apostrophe (see `consult.kernel.spreadsheet.plain_text`). Numbers stand bare. `progress` is
    called after each piece with the number of rows written so far. Memory does not grow with the rows,
    but for one batch of 64 of them.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    buffer.write(_BOM)
    writer.writerow([safe_cell(name) for name in header])
    done = 0
    source = iter(rows)
    while batch := list(islice(source, _BATCH)):
        writer.writerows(map(safe_row, batch))
        done += len(batch)
        if buffer.tell() >= CHUNK:
            yield _drained(buffer)
            if progress:
                progress(done)
    yield _drained(buffer)
    if progress:
        progress(done)


def json_lines_chunks(
    names: Sequence[str], rows: Iterable[Row], *, progress: Progress | None = None
) -> Iterator[bytes]:
    """Yield one JSON object a line, in pieces of about 64 kB: UTF-8, keys in the given order, exact text.

    Decimals become text so that no digit is lost, times ISO 8601, other things what they are called.
    Raises ValueError when a row has more or fewer cells than there are names.
    """
    buffer = bytearray()
    done = 0
    for row in rows:
        buffer += _json_line(dict(zip(names, row, strict=True)))
        done += 1
        if len(buffer) >= CHUNK:
            yield bytes(buffer)
            buffer.clear()
            if progress:
                progress(done)
    if buffer:
        yield bytes(buffer)
    if progress:
        progress(done)


def pieces_of(file: IO[bytes]) -> Iterator[bytes]:
    """Yield all that was written to a file, in pieces of 64 kB."""
    file.seek(0)
    while piece := file.read(CHUNK):
        yield piece


def _drained(buffer: io.StringIO) -> bytes:
    # half a surrogate pair cannot be written as UTF-8
    text = buffer.getvalue().encode("utf-8", "replace")
    buffer.seek(0)
    buffer.truncate()
    return text


def _json_line(row: dict[str, object]) -> bytes:
    options = orjson.OPT_APPEND_NEWLINE | orjson.OPT_UTC_Z
    try:
        return orjson.dumps(row, default=str, option=options)
    except (orjson.JSONEncodeError, TypeError):
        # whole numbers beyond 64 bits and broken surrogates
        repaired = {name: _repaired(value) for name, value in row.items()}
        return orjson.dumps(repaired, default=str, option=options)


def _repaired(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, int) and not -(2**63) <= value < 2**64:
        return str(value)
    return value
