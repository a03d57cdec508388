"""What a document says, whatever file it becomes."""

from consult.publishing.blocks import PublishedDocument, Table, words_in
from tests.consult.publishing.conftest import HOSTILE


def test_the_words_of_a_document_are_those_of_each_of_its_blocks(document: PublishedDocument) -> None:
    words = [text for block in document.blocks for text in words_in(block)]
    for text in ("Impacts", "On the mosque", f"First line.\n{HOSTILE}", "Published text Q1", "We fear it.", "86,514"):
        assert text in words
    assert "Yes 60, no 40" in words


def test_only_the_columns_that_were_named_hold_numbers() -> None:
    assert [Table("", ("a", "b"), (), 1).is_number(column) for column in (0, 1)] == [False, True]
    assert not Table("", ("a",), ()).is_number(0)


def test_columns_have_room_for_their_longest_word_and_the_rest_goes_to_long_texts() -> None:
    line, words = Table("", ("Line", "Words"), (("14", "word " * 15),)).shares
    assert line < 10
    assert words > 70
    action, addressee = Table("", ("Action", "Addressed to"), (("Write a letter to the Mayor", "Mayor"),)).shares
    assert addressee >= len("Addressed")
    assert action > addressee
    assert all(Table("", ("Key", "Sum"), (("x" * 64, ""),)).shares)
