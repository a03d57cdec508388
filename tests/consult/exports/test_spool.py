"""Rows kept aside are counted, and their texts measured."""

from consult.contract.plugin import Column
from consult.exports.spool import spooled
from consult.exports.typed_columns import AT_ONCE

COLUMNS = [Column(name="said", label="Said"), Column(name="many", label="Many", kind="number")]


def test_rows_come_back_in_order_with_their_number_and_the_longest_text() -> None:
    rows = [("é", number) for number in range(AT_ONCE)] + [("ééé", None)]
    with spooled(COLUMNS, rows) as spool:
        found = [row for batch in spool.batches() for row in zip(*batch.to_pydict().values(), strict=True)]
    assert (found, spool.rows, spool.widths) == (rows, AT_ONCE + 1, {"said": 6})
