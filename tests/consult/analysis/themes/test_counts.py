"""How many responses have each theme, by source, and how far a question is coded."""

from consult.analysis.themes import assignments
from consult.analysis.themes.counts import Progress, progress_of, theme_counts
from consult.analysis.themes.models import Source
from tests.consult.analysis.themes.conftest import Desk
from tests.factories import make_submission


def test_a_response_counts_once_however_often_it_has_a_theme(desk: Desk) -> None:
    theme, sent, other = desk.theme(), desk.response(), desk.response()
    desk.code(sent, theme)
    assignments.code_passage(desk.session, desk.officer, desk.text(sent), "My son", [theme.id])
    desk.propose(other, theme)
    desk.code(other, theme)
    desk.propose(desk.response(), theme)
    count = theme_counts(desk.session, desk.consultation.id)[theme.id]
    assert (count.responses, count.proposed) == (2, 1)
    assert count.by_source == {Source.OFFICER: 1, Source.MODEL: 1}


def test_progress_is_over_the_counted_answers_with_words(desk: Desk) -> None:
    theme, sent = desk.theme(), desk.response()
    make_submission(desk.session, desk.activity, answers={"position": "oppose"})
    desk.response("Words")
    desk.code(sent, theme)
    assert progress_of(desk.session, desk.activity, "reasons") == Progress(coded=1, texts=2)
