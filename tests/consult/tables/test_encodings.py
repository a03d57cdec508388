"""The encoding of a file is found by looking at its bytes."""

import pytest

from consult.kernel.errors import Invalid
from consult.tables.encodings import decode

TEXT = "id,words\n1,café “quoted” – dash\n"


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("windows-1252", "windows-1252"),
    ],
)
def test_the_encoding_is_found(encoding: str, found: str) -> None:
    assert decode(TEXT.encode(encoding)) == (TEXT, found)


def test_a_big_endian_mark_is_no_part_of_the_text() -> None:
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be")) == (TEXT, "utf-16-be")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_other_scripts_are_found_without_a_mark(encoding: str) -> None:
    text = "নাম,মতামত\n১,আমি এই প্রস্তাব সমর্থন করি\n"
    assert decode(text.encode(encoding)) == (text, encoding)


def test_a_chosen_encoding_is_taken() -> None:
    assert decode("é".encode(), "windows-1252") == ("Ã©", "windows-1252")


@pytest.mark.parametrize(
    ("content", "encoding", "sentence"),
    [
        ("id,v\n1,é\n2,é".encode() + b"\xff\n", None, "Line 3 is not UTF-8"),
        (b"a\n\xe9", "utf-8", "Line 2 is not UTF-8"),
        (b"a\nb\n\x81", None, "Line 3 is not Windows-1252"),
        (b"a,b\n" + b"text that is long enough, and then some more of it\n" * 9 + b"1,a\0b\n", None, "Line 11 holds"),
        (b"%PDF-1.7\n\x00\x01\x02\x03 binary", None, "neither a text file"),
        (b"a", "latin-9", "not an encoding that can be read"),
    ],
)
def test_what_is_no_text_is_refused_with_its_line(content: bytes, encoding: str | None, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        decode(content, encoding)
