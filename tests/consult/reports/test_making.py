"""The report says what the public may read, in every kind of file."""

import io
import re
from pathlib import Path
from random import Random

import html5lib
import pikepdf
import pytest

from consult.kernel.errors import NotFound
from consult.publishing.blocks import Bars, Heading, Table, words_in
from consult.reports.counts import draw_counts
from consult.reports.making import ReportFormat, report_of, sections_on_offer, write_report
from tests.consult.reports.conftest import Told
from tests.support.libreoffice import read_by_libreoffice
from tests.support.pdfs import tags_of, words_of
from tests.support.reports import text_of


def test_the_sections_stand_in_their_order(told: Told) -> None:
    draw_counts(told.session, told.consultation, Random(1))
    document = report_of(told.session, told.consultation)
    heads = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 2]
    assert heads == [
        "How this was done",
        "Who took part, and who did not",
        "What people answered",
        "What people said in words",
        "Points that few people made",
        "Campaigns and repeated words",
        "What was not counted",
    ]
    assert [section.code for section in sections_on_offer(told.session)].index("evidence") == 8


def test_only_the_chosen_sections_are_told(told: Told) -> None:
    document = report_of(told.session, told.consultation, ["exclusions"])
    assert "What was not counted" in text_of(document)
    assert "How this was done" not in text_of(document)
    with pytest.raises(NotFound, match="nothing"):
        report_of(told.session, told.consultation, ["nothing"])


def test_the_page_and_the_pdf_say_the_same_and_are_tagged(told: Told) -> None:
    document = report_of(told.session, told.consultation)
    page = html5lib.HTMLParser(strict=True).parse(write_report(document, ReportFormat.HTML).decode())
    read = "".join("".join(page.itertext()).split())
    with pikepdf.open(io.BytesIO(write_report(document, ReportFormat.PDF))) as pdf:
        printed, tags = words_of(pdf), tags_of(pdf)
        assert str(pdf.Root["/Lang"]).lower().startswith("en")
    for block in document.blocks:
        for text in words_in(block):
            packed = "".join(text.split())
            if not isinstance(block, Bars):
                assert packed in read
                # A hyphen at the end of a line may be the printer's own.
                assert packed.replace("-", "") in re.sub(r"[-\u00ad\u2010]", "", printed)
    tables = sum(isinstance(block, Table) for block in document.blocks)
    assert tags.count("/Table") == tables
    assert tags.count("/H1") == 1
    assert "/TH" in tags
    assert "/Figure" in tags


@pytest.mark.libreoffice
def test_libreoffice_reads_from_the_docx_what_the_page_says(told: Told, tmp_path: Path) -> None:
    document = report_of(told.session, told.consultation)
    read = "".join(read_by_libreoffice(write_report(document, ReportFormat.DOCX), tmp_path).split())
    missing = [
        text
        for block in document.blocks
        if not isinstance(block, Bars)
        for text in words_in(block)
        if "".join(text.split()) not in read
    ]
    assert missing == []
