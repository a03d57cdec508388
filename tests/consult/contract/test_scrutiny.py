"""A reason is thin by its words alone, and repeated when three rows give it."""

from consult.contract.scrutiny import is_thin, said_often


def test_eight_words_are_a_reason() -> None:
    assert is_thin("It was considered\nand it was rejected")
    assert not is_thin("It was considered and it was then rejected")


def test_three_rows_that_say_the_same_are_found_whatever_their_spaces() -> None:
    rows = ["Noted.", "noted. ", "Heard.", "NOTED.", "Heard.", "", "", ""]
    assert said_often(rows, str) == ["Noted.", "noted. ", "NOTED."]
