"""Words are quoted with care."""

from consult.comments.models import Publication, Standing
from consult.publishing.blocks import Quotation, words_in
from consult.reports.making import report_of
from tests.consult.reports.conftest import SECRET, WORDS, Told
from tests.support.reports import part, text_of


def test_words_are_quoted_only_where_the_public_reads_them(told: Told) -> None:
    document = report_of(told.session, told.consultation)
    assert WORDS in text_of(document)
    assert SECRET not in text_of(document)
    assert "Said in about 20 responses." in text_of(document)
    few = "\n".join(text for block in part(document, "Points that few people made") for text in words_in(block))
    assert "T2 Dear" in few
    assert "fewer than 5 responses" in few


def test_a_response_that_is_held_back_is_quoted_no_longer(told: Told) -> None:
    quoted = [block for block in report_of(told.session, told.consultation).blocks if isinstance(block, Quotation)]
    assert len(quoted) == 3
    for row in told.session.query(Publication):
        row.standing, row.held_code = Standing.HELD, "other"
    told.session.flush()
    assert WORDS not in text_of(report_of(told.session, told.consultation))
