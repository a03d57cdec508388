"""SPSS files: numbers with labels, missing values as SPSS knows them, days and texts."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal

from consult.contract.plugin import Column
from consult.exports.cutting import cut_to_bytes
from consult.exports.formats import Progress, Row, pieces_of
from consult.exports.spool import Spool, spooled
from consult.exports.typed_columns import Type, type_of
from consult.submissions.numbering import missing_in

if TYPE_CHECKING:
    from readstat_arrow.metadata import Code

LONGEST_TEXT = 32_767
LONGEST_LABEL = 255
LONGEST_VALUE_LABEL = 120
"""How many bytes of UTF-8 SPSS takes in a text, in the label of a variable and in that of a value."""


def sav_chunks(
    columns: Sequence[Column], rows: Iterable[Row], *, title: str = "", progress: Progress | None = None
) -> Iterator[bytes]:
    """Yield an SPSS file in pieces; -7, -8 and -9 are user-missing, and what is too long is cut and says so."""
    import readstat_arrow

    with spooled(columns, rows, progress=progress) as spool, tempfile.TemporaryFile() as file:
        with readstat_arrow.SavWriter(
            file, spool.schema, spool.rows, _metadata(columns, spool, title), compression="rows"
        ) as writer:
            for batch in spool.batches():
                writer.write_batch(_cut(batch, spool))
                if progress:
                    progress(spool.rows)
        yield from pieces_of(file)


def _metadata(columns: Sequence[Column], spool: Spool, title: str) -> Any:
    import readstat_arrow

    return readstat_arrow.Metadata(
        file_label=cut_to_bytes(title, 60),
        variable_labels={column.name: cut_to_bytes(str(column.label), LONGEST_LABEL) for column in columns},
        value_labels={column.name: labels for column in columns if (labels := _labels(column))},
        storage_widths={name: min(max(width, 1), LONGEST_TEXT) for name, width in spool.widths.items()},
        measures={column.name: _measure(column) for column in columns},
        missing_values={column.name: {"values": found} for column in columns if (found := missing_in(column.numbers))},
    )


def _measure(column: Column) -> Literal["nominal", "scale"]:
    return "nominal" if type_of(column) in (Type.TEXT, Type.CODE) else "scale"


def _labels(column: Column) -> "list[Code]":
    return [
        {"value": column.numbers[code], "label": cut_to_bytes(str(words), LONGEST_VALUE_LABEL)}
        for code, words in column.values.items()
        if str(words)
    ]


def _cut(batch: Any, spool: Spool) -> Any:
    """Return a batch whose texts are as long as SPSS takes them."""
    import pyarrow as pa

    too_long = [name for name, width in spool.widths.items() if width > LONGEST_TEXT]
    for name in too_long:
        texts = [text and cut_to_bytes(text, LONGEST_TEXT) for text in batch.column(name).to_pylist()]
        batch = batch.set_column(batch.schema.get_field_index(name), name, pa.array(texts, pa.string()))
    return batch
