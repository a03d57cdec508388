"""Cells that no spreadsheet takes for a formula."""

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.kernel.spreadsheet import plain_text, safe_cell, safe_row, starts_formula

UNSEEN = ["", " ", "\u00a0", "\u3000", "\ufeff", "\u200b", "\u2060", "\u202e", "\u00ad", "\0", " \u200b\0 ", "\x0b"]
TRIGGERS = [*"=+-@\t\r\n", *"\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212"]

nasty = st.text(alphabet=st.sampled_from([*"=+-@'\t\r\n\0 \"a1,", "\uff1d", "\ufeff", "\u200b", "é"]), max_size=8)


class Channel(StrEnum):
    WEB = "web"
    ODD = "=odd"


@pytest.mark.parametrize("unseen", UNSEEN)
@pytest.mark.parametrize("trigger", TRIGGERS)
def test_a_formula_behind_characters_nobody_sees_becomes_text(unseen: str, trigger: str) -> None:
    typed = f"{unseen}{trigger}cmd|'/c calc'!A1"
    cell = safe_cell(typed)
    assert cell == "'" + typed.replace("\0", "")


@pytest.mark.parametrize(
    "text", ["No", "7 streets", "Élan", "ليس", "(in brackets)", "“quoted”", "", "#1", "a=b", "'tis so", "£5"]
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


@pytest.mark.parametrize("number", [0, -5, 7, -1.5, True, Decimal("-2.50"), 10**20])
def test_numbers_stay_numbers(number: object) -> None:
    assert safe_cell(number) is number


def test_what_is_not_a_number_becomes_text() -> None:
    assert safe_cell(None) == ""
    assert safe_cell(float("nan")) == "nan"
    assert safe_cell(float("-inf")) == "'-inf"
    assert safe_cell(Decimal("-Infinity")) == "'-Infinity"
    assert safe_cell(date(2023, 1, 16)) == "2023-01-16"
    assert safe_cell(datetime(2023, 1, 16, 9, 30, tzinfo=UTC)) == "2023-01-16 09:30:00+00:00"
    assert safe_cell(Channel.WEB) == "web"
    assert safe_cell(Channel.ODD) == "'=odd"


@given(st.one_of(st.text(), nasty))
def test_no_text_starts_a_formula_and_the_original_is_found_again(text: str) -> None:
    cell = safe_cell(text)
    assert isinstance(cell, str)
    assert "\0" not in cell
    assert cell.startswith("'") or not starts_formula(cell)
    assert plain_text(cell) == text.replace("\0", "")


@given(st.lists(st.one_of(nasty, st.integers(), st.none(), st.floats())))
def test_a_row_is_made_safe_cell_by_cell(row: list[object]) -> None:
    assert [repr(cell) for cell in safe_row(row)] == [repr(safe_cell(cell)) for cell in row]
