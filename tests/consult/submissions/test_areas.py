"""Any way of writing a place is understood, only the part of a postcode before the space is kept."""

import pytest

from consult.kernel.errors import Invalid
from consult.submissions.areas import area_in_words, outward_code

WARDS = ("Abbey", "St Mary's & St James", "Custom House")


@pytest.mark.parametrize(
    ("typed", "outward"),
    [
        ("E16 1DR", "E16"),
        ("e161dr", "E16"),
        ("E1 6AN", "E1"),
        ("E16AN", "E1"),
        ("SW1A 1AA", "SW1A"),
        ("sw1a1aa", "SW1A"),
        ("EC1A 1BB", "EC1A"),
        ("W1A 0AX", "W1A"),
        ("M1 1AE", "M1"),
        ("DN55 1PT", "DN55"),
        ("GIR 0AA", "GIR"),
        ("e 13", "E13"),
        ("E13.", "E13"),
        ("E13-8AB", "E13"),
        ("\uff25\uff11\uff13", "E13"),
        ("E13\u200b", "E13"),
        ("E\u200b16 1\u2060DR", "E16"),
        ("E16 1", "E16"),
        ("E16 1D", "E16"),
        (" JE2 3AB ", "JE2"),
    ],
)
def test_a_postcode_is_read_however_it_is_typed(typed: str, outward: str) -> None:
    assert outward_code(typed) == outward


@pytest.mark.parametrize(
    "typed",
    ["", "ZZ99", "ZZ99 9ZZ", "AA9A", "Q1", "E99", "E21", "E", "13", "E13 8A8", "E13 8AB 9", "Beckton", "E1Z 1AA"],
)
def test_what_no_letter_box_has_is_no_postcode(typed: str) -> None:
    assert outward_code(typed) is None


@pytest.mark.parametrize(
    ("typed", "area"),
    [
        ("", ""),
        ("\u200b", ""),
        ("ABBEY", "Abbey"),
        ("customhouse", "Custom House"),
        ("St Mary\u2019s and St James", "St Mary's & St James"),
        ("e16 1dr", "E16"),
    ],
)
def test_a_ward_is_known_whatever_its_case_spaces_and_signs(typed: str, area: str) -> None:
    assert area_in_words(typed, WARDS) == area


def test_what_is_neither_is_refused_in_words() -> None:
    with pytest.raises(Invalid, match="“Atlantis” is neither a ward nor a postcode"):
        area_in_words("Atlantis", WARDS)
