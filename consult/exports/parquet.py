"""Parquet files of any length: types, days and codes as they are, with the words beside them."""

import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from consult.contract.plugin import Column
from consult.exports.formats import Progress, Row, pieces_of
from consult.exports.spool import record_batch
from consult.exports.typed_columns import Type, blocks, told, type_of


def parquet_chunks(
    columns: Sequence[Column], rows: Iterable[Row], *, progress: Progress | None = None
) -> Iterator[bytes]:
    """Yield a Parquet file in pieces, after writing it to a temporary file in groups of a few thousand rows.

    Codes are texts from a dictionary; what each column is called, and what its codes mean, stands in its metadata.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([_field(column) for column in columns])
    with tempfile.TemporaryFile() as file:
        with pq.ParquetWriter(file, schema, compression="zstd") as writer:
            for block in told(blocks(columns, rows, are_numbered=False), progress):
                writer.write_batch(record_batch(block, schema))
        yield from pieces_of(file)


def _field(column: Column) -> Any:
    import pyarrow as pa

    types = {
        Type.TEXT: pa.string(),
        Type.NUMBER: pa.float64(),
        Type.DATE: pa.date32(),
        Type.TIME: pa.timestamp("s", tz="UTC"),
        Type.CODE: pa.dictionary(pa.int16(), pa.string()),
    }
    told_of = {"label": str(column.label)}
    if column.values:
        told_of["values"] = json.dumps({code: str(words) for code, words in column.values.items()}, ensure_ascii=False)
    return pa.field(column.name, types[type_of(column)], metadata=told_of)
