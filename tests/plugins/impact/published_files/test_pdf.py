"""The PDF is tagged, has language and title, and says what people wrote as they wrote it."""

import io
from collections.abc import Callable

import pikepdf
import pytest

from plugins.impact.published_files.blocks import AssessmentFile, Paragraph
from plugins.impact.published_files.pdf import NoLetters, make_pdf
from tests.plugins.impact.published_files.conftest import HOSTILE
from tests.support.pdfs import tags_of, words_of


def test_a_screen_reader_finds_headings_lists_and_tables(read_file: Callable[[], AssessmentFile]) -> None:
    file = read_file()
    with pikepdf.open(io.BytesIO(make_pdf(file))) as pdf:
        tags = tags_of(pdf)
        assert {"/H1", "/H2", "/H3", "/L", "/Table", "/TH", "/P"} <= set(tags)
        assert tags.count("/H1") == 1
        assert str(pdf.Root["/Lang"]).lower().startswith("en")
        assert str(pdf.docinfo["/Title"]) == file.title
        words = words_of(pdf)
    assert "".join(HOSTILE.split()) in words
    assert "withheld,Section31" in words
    assert "StratfordMosque:" not in words


def test_a_letter_that_no_font_has_is_said_in_one_sentence(read_file: Callable[[], AssessmentFile]) -> None:
    file = AssessmentFile("Title", "Council", (Paragraph("\U0001f9ff\U00013000"),))
    with pytest.raises(NoLetters):
        make_pdf(file)
