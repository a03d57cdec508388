"""Numbers are read as people write them in Britain; what can be read in two ways is refused in words."""

from decimal import Decimal

import pytest

from consult.kernel.numbers import plain_number, read_number

COMMAS = "Your answer must have commas only between thousands, like 1,000. Write decimals with a full stop, like 2.5"
FIGURES = "Your answer must be a number in figures, like 0.5 for a half"
PLAIN = "Your answer must be a number, like 15 or 2.5"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("", None),
        ("\u200b \u2060", None),
        ("1,000,000", "1000000"),
        ("1 000.5", "1000.5"),
        ("12,345", "12345"),
        (".5", "0.5"),
        ("5.", "5"),
        ("+5", "5"),
        ("£20", "20"),
        ("-£ 1,000", "-1000"),
        ("£-5", "-5"),
        ("20%", "20"),
        ("20 %", "20"),
        ("\u22123", "-3"),
        ("٣", "3"),
        ("२५", "25"),
        ("\uff11\uff12\uff0e\uff15", "12.5"),
        ("\u0662\u066b\u0665", "2.5"),
        ("1\u202f000", "1000"),
        ("007", "7"),
        ("9" * 15, "9" * 15),
    ],
)
def test_what_can_be_read_in_one_way_is_read(typed: str, number: str | None) -> None:
    assert read_number(typed) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2,5", COMMAS),
        ("1,2,3", COMMAS),
        ("1,0000", COMMAS),
        ("0,500", COMMAS),
        ("1.000,5", COMMAS),
        ("1,000 000", COMMAS),
        ("2 5", COMMAS),
        ("½", FIGURES),
        ("5²", FIGURES),
        ("五", FIGURES),
        ("1_000", PLAIN),
        ("1.5e3", PLAIN),
        ("0x10", PLAIN),
        ("nan", PLAIN),
        ("inf", PLAIN),
        ("--5", PLAIN),
        ("£", PLAIN),
        ("%", PLAIN),
        ("1.2.3", PLAIN),
        ("about 5", PLAIN),
        ("9" * 30, "Your answer must have at most 15 digits"),
        ("9" * 90_000, "Your answer must have at most 15 digits"),
        ("0." + "1" * 30, "Your answer must have at most 15 digits"),
    ],
)
def test_what_cannot_is_refused_in_words(typed: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=r"^Your answer must") as refused:
        read_number(typed)
    assert str(refused.value) == sentence


def test_a_whole_number_may_be_written_with_a_full_stop_but_has_no_decimals() -> None:
    assert read_number("3.0", is_whole=True, said="Rooms") == 3
    with pytest.raises(ValueError, match="Rooms must be a whole number, like 15"):
        read_number("3.5", is_whole=True, said="Rooms")


def test_a_number_is_kept_whole_where_it_is_whole() -> None:
    assert repr(plain_number(Decimal("3.0"))) == "3"
    assert repr(plain_number(Decimal("2.5"))) == "2.5"
