"""A record is known by its table, and its fields by their columns."""

from consult.consultations.records import RECORDS
from consult.contract.records import RecordField


def test_a_record_is_known_by_its_table() -> None:
    record = RECORDS[0]
    assert record.table == "consultation"
    assert record.by_column["summary"].label == "Summary"


def test_passages_are_taken_out_of_words_alone() -> None:
    kinds = ("text", "line", "number", "date", "choice")
    assert [RecordField(column="x", label="X", kind=kind).is_text for kind in kinds] == [
        True,
        True,
        False,
        False,
        False,
    ]
