"""A table says how it was read."""

import pytest

from consult.tables.files import read_table
from consult.tables.values import Layout


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"id,view\n1,Agree\n", "Read as UTF-8, separated by commas. It has 1 row. The heading is line 1."),
        (
            "Title\n\nid;view\n1;café\n2;Agree\n".encode("windows-1252"),
            "Read as Windows-1252, separated by semicolons. It has 2 rows. The heading is line 3.",
        ),
        (
            "sep=\t\nid\tTravel\t\n\tWalk\tBus\n1\t1\t0\n".encode("utf-16"),
            "Read as UTF-16 (little-endian), separated by tabs. It has 1 row. The heading is lines 2 and 3.",
        ),
    ],
)
def test_a_table_says_how_it_was_read(content: bytes, sentence: str) -> None:
    assert read_table(content).describe() == sentence


def test_a_heading_of_two_rows_or_none_is_told() -> None:
    content = b"a,b\nc,d\n1,2\n"
    assert "The heading is lines 1 and 2." in read_table(content, Layout(heading=1, heading_rows=2)).describe()
    assert "It has 3 rows. No row names the columns." in read_table(content, Layout(heading=0)).describe()


def test_a_layout_is_kept_as_plain_values() -> None:
    layout = Layout(separator=";", heading=2, heading_rows=1)
    assert layout.plain() == {"separator": ";", "heading": 2, "heading_rows": 1}
    assert Layout.from_plain(layout.plain()) == layout


def test_the_head_has_the_first_rows_alone() -> None:
    table = read_table(b"a\n" + b"x\n" * 50)
    assert len(table.head().rows) == 3
    assert table.head().columns == table.columns == tuple(table.places) == ("a",)
