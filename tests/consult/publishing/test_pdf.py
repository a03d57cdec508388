"""The PDF is tagged, has language and title, and says what people wrote as they wrote it."""

import io

import pikepdf
import pytest

from consult.publishing.blocks import Bars, Paragraph, PublishedDocument
from consult.publishing.pdf import NoLetters, drawn_bars, make_pdf
from tests.consult.publishing.conftest import HOSTILE
from tests.support.pdfs import tags_of, words_of


def test_a_screen_reader_finds_headings_lists_and_tables(document: PublishedDocument) -> None:
    with pikepdf.open(io.BytesIO(make_pdf(document))) as pdf:
        tags = tags_of(pdf)
        assert {"/H1", "/H2", "/H3", "/L", "/Table", "/TH", "/P"} <= set(tags)
        assert tags.count("/H1") == 1
        assert str(pdf.Root["/Lang"]).lower().startswith("en")
        assert str(pdf.docinfo["/Title"]) == document.title
        words = words_of(pdf)
    assert "".join(HOSTILE.split()) in words
    assert "86,514" in words


def test_a_chart_says_in_words_what_it_shows(document: PublishedDocument) -> None:
    with pikepdf.open(io.BytesIO(make_pdf(document))) as pdf:
        said = [str(part["/Alt"]) for part in pdf.objects if isinstance(part, pikepdf.Dictionary) and "/Alt" in part]
    assert said == ["Yes 60, no 40"]


def test_charts_are_drawn_one_by_one(document: PublishedDocument) -> None:
    (chart,) = (block for block in document.blocks if isinstance(block, Bars))
    assert [picture[:4] for picture in drawn_bars([chart, chart])] == [b"\x89PNG"] * 2
    assert [picture[:4] for picture in drawn_bars([chart])] == [b"\x89PNG"]
    assert drawn_bars([]) == []


def test_a_letter_that_no_font_has_is_said_in_one_sentence() -> None:
    document = PublishedDocument("Title", "Council", (Paragraph("\U0001f9ff\U00013000"),))
    with pytest.raises(NoLetters):
        make_pdf(document)
