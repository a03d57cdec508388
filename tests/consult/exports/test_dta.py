"""The parts of a Stata file stand where its map says."""

import io
import struct

from consult.exports.dta import LONG_TEXT, MAP_ENTRIES, MISSING, Variable, write_dta

PARTS = (
    *(b"<stata_dta>", b"<map>", b"<variable_types>", b"<varnames>", b"<sortlist>", b"<formats>"),
    *(b"<value_label_names>", b"<variable_labels>", b"<characteristics>", b"<data>", b"<strls>"),
    *(b"<value_labels>", b"</stata_dta>"),
)


def test_the_map_names_the_place_of_each_part() -> None:
    file = io.BytesIO()
    variables = [
        Variable("chosen", "Chosen", "long", "%9.0g", labels=[(1, "Yes"), ("n", "Not answered")], notes=["A note"]),
        Variable("said", "Said", LONG_TEXT, "%9s"),
    ]
    write_dta(file, variables, [(1, b"Trees"), (MISSING["long", "n"], b"")], 2, "Trees")
    whole = file.getvalue()
    start = whole.index(b"<map>") + 5
    places = struct.unpack(f"<{MAP_ENTRIES}Q", whole[start : start + 8 * MAP_ENTRIES])
    assert [whole[place : place + len(part)] for place, part in zip(places, PARTS, strict=False)] == [*PARTS]
    assert places[-1] == len(whole)


def test_missing_values_are_those_that_stata_defines() -> None:
    assert (MISSING["long", ""], MISSING["long", "a"]) == (2_147_483_621, 2_147_483_622)
    assert struct.pack(">d", MISSING["double", ""]).hex() == "7fe0000000000000"
    assert struct.pack(">d", MISSING["double", "z"]).hex() == "7fe01a0000000000"
