"""Words are quoted with care."""

from random import Random

from consult.comments.models import Publication, Standing
from consult.publishing.blocks import Quotation, Table, words_in
from consult.reports.counts import draw_counts
from consult.reports.making import report_of
from tests.consult.reports.conftest import SECRET, WORDS, Told
from tests.support.reports import part, text_of


def test_words_are_quoted_only_where_the_public_reads_them(told: Told) -> None:
    draw_counts(told.session, told.consultation, Random(1))
    document = report_of(told.session, told.consultation)
    assert WORDS in text_of(document)
    assert SECRET not in text_of(document)
    (table,) = (block for block in part(document, "What people said in words") if isinstance(block, Table))
    assert table.rows[0] == ("T1 Mistakes", "20")
    few = "\n".join(text for block in part(document, "Points that few people made") for text in words_in(block))
    assert "T2 Dear" in few


def test_before_numbers_are_drawn_none_is_told_and_no_theme_is_called_rare(told: Told) -> None:
    document = report_of(told.session, told.consultation)
    assert "drawn once for each edition" in text_of(document)
    said = [text for block in part(document, "What people said in words") for text in words_in(block)]
    assert "T2 Dear" in said
    assert not part(document, "Points that few people made")


def test_a_response_that_is_held_back_is_quoted_no_longer(told: Told) -> None:
    quoted = [block for block in report_of(told.session, told.consultation).blocks if isinstance(block, Quotation)]
    assert len(quoted) == 3
    for row in told.session.query(Publication):
        row.standing, row.held_code = Standing.HELD, "other"
    told.session.flush()
    assert WORDS not in text_of(report_of(told.session, told.consultation))
