"""Rows kept aside until it is known how many there are and how long their texts, which some files say at their head."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any

from consult.contract.plugin import Column
from consult.exports.formats import Progress, Row
from consult.exports.typed_columns import Block, Type, blocks, told, type_of


@dataclass
class Spool:
    """Rows in a temporary file: `rows` of them, the longest text of each column `widths` bytes."""

    schema: Any
    file: IO[bytes]
    rows: int
    widths: dict[str, int]

    def batches(self) -> Iterator[Any]:
        """Yield the rows as Arrow has them, some thousand at once."""
        import pyarrow as pa

        self.file.seek(0)
        with pa.ipc.open_stream(self.file) as stream:
            yield from stream


@contextmanager
def spooled(columns: Sequence[Column], rows: Iterable[Row], *, progress: Progress | None = None) -> Iterator[Spool]:
    """Keep rows aside, their codes as numbers; the file is gone in the end."""
    import pyarrow as pa

    types = {
        Type.TEXT: pa.string(),
        Type.NUMBER: pa.float64(),
        Type.DATE: pa.date32(),
        Type.TIME: pa.timestamp("s"),
        Type.CODE: pa.int32(),
    }
    schema = pa.schema([pa.field(column.name, types[type_of(column)]) for column in columns])
    with tempfile.TemporaryFile() as file:
        spool = Spool(schema, file, 0, {column.name: 0 for column in columns if type_of(column) is Type.TEXT})
        with pa.ipc.new_stream(file, schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as stream:
            for block in told(blocks(columns, rows, are_numbered=True), progress):
                _measure(spool, block.columns)
                stream.write_batch(record_batch(block, schema))
        yield spool


def record_batch(block: Block, schema: Any) -> Any:
    """Return rows as Arrow has them."""
    import pyarrow as pa

    arrays = [pa.array(cells, field.type) for cells, field in zip(block.columns, schema, strict=True)]
    return pa.record_batch(arrays, schema=schema)


def _measure(spool: Spool, cells: Sequence[Sequence[Any]]) -> None:
    spool.rows += len(cells[0])
    for name, column in zip(spool.schema.names, cells, strict=True):
        if name in spool.widths:
            longest = max((len(cell.encode()) for cell in column if cell), default=0)
            spool.widths[name] = max(spool.widths[name], longest)
