"""Parquet of many rows and of none."""

import io

import pyarrow.parquet
import pytest

from consult.contract.plugin import Column
from consult.exports.parquet import parquet_chunks
from consult.exports.typed_columns import AT_ONCE


@pytest.mark.parametrize("count", [0, AT_ONCE + 1])
def test_all_rows_are_there(count: int) -> None:
    rows = [(f"CN-{number}",) for number in range(count)]
    whole = b"".join(parquet_chunks([Column(name="reference", label="Reference")], rows))
    assert pyarrow.parquet.read_table(io.BytesIO(whole)).to_pydict() == {"reference": [row[0] for row in rows]}
