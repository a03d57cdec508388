"""CSV and JSON lines, read back as others would read them."""

import csv
import io
import json
import tracemalloc
from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.exports.formats import CHUNK, csv_chunks, json_lines_chunks
from consult.kernel.spreadsheet import plain_text, starts_formula

text = st.text(alphabet=st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from([*"=+-@'\t\r\n\0 \","])))
tables = st.integers(1, 4).flatmap(
    lambda width: st.tuples(
        st.lists(text, min_size=width, max_size=width),
        st.lists(st.lists(text, min_size=width, max_size=width).map(tuple), max_size=6),
    )
)


def read_csv(chunks: Iterator[bytes]) -> list[list[str]]:
    whole = b"".join(chunks).decode("utf-8")
    assert whole.startswith("\ufeff")
    return list(csv.reader(io.StringIO(whole[1:], newline="")))


@given(tables)
def test_csv_read_back_is_exact_after_the_guard_is_taken_off(table: tuple[list[str], list[tuple[str, ...]]]) -> None:
    header, rows = table
    found = read_csv(csv_chunks(header, rows))
    assert all(not starts_formula(cell) or cell.startswith("'") for row in found for cell in row)
    wanted = [[cell.replace("\0", "") for cell in row] for row in [header, *rows]]
    assert [[plain_text(cell) for cell in row] for row in found] == wanted


def test_csv_has_a_byte_order_mark_crlf_and_bare_numbers() -> None:
    whole = b"".join(csv_chunks(["ref", "age"], [("CN-1", -3), ('say "no"', None), ("=1+1", Decimal("1.50"))]))
    assert whole.decode() == '\ufeff"ref","age"\r\n"CN-1",-3\r\n"say ""no""",""\r\n"\'=1+1",1.50\r\n'


def test_an_export_without_rows_still_has_its_headings() -> None:
    assert read_csv(csv_chunks(["a", "=b"], [])) == [["a", "'=b"]]
    assert b"".join(json_lines_chunks(["a"], [])) == b""


def test_broken_surrogates_and_huge_texts_do_not_stop_an_export() -> None:
    huge = "ö" * 2_000_000
    usual = csv.field_size_limit(len(huge))
    try:
        found = read_csv(csv_chunks(["a"], [("x\ud800y",), (huge,)]))
    finally:
        csv.field_size_limit(usual)
    assert found[1:] == [["x?y"], [huge]]
    lines = b"".join(json_lines_chunks(["a"], [("x\ud800y",), (2**70,), (huge,)])).splitlines()
    assert [json.loads(line)["a"] for line in lines] == ["x?y", str(2**70), huge]


@given(tables)
def test_json_lines_keep_every_text_as_it_was(table: tuple[list[str], list[tuple[str, ...]]]) -> None:
    width, rows = len(table[0]), table[1]
    names = [f"column_{number}" for number in range(width)]
    lines = b"".join(json_lines_chunks(names, rows)).split(b"\n")
    assert lines.pop() == b""
    assert [tuple(json.loads(line)[name] for name in names) for line in lines] == rows


def test_a_row_of_the_wrong_width_is_refused_in_json() -> None:
    with pytest.raises(ValueError, match="zip"):
        list(json_lines_chunks(["a", "b"], [(1,)]))


@pytest.mark.parametrize("writer", [csv_chunks, json_lines_chunks])
def test_pieces_are_of_even_size_memory_is_flat_and_progress_is_told(writer: object) -> None:
    assert callable(writer)
    count = 20_000
    rows = ((number, "a sentence that a resident might have typed " * 3) for number in range(count))
    told: list[int] = []
    tracemalloc.start()
    sizes = [len(piece) for piece in writer(["n", "text"], rows, progress=told.append)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert all(CHUNK <= size < 2 * CHUNK for size in sizes[:-1])
    assert sum(sizes) > 2_500_000
    assert peak < 1_000_000
    assert told == sorted(told)
    assert told[-1] == count
