"""Finding themes and the texts to be coded."""

import pytest

from consult.analysis.themes.queries import codable_questions, codes_of, find_text, find_theme, next_to_code
from consult.kernel.errors import NotFound
from consult.submissions.models import Status
from tests.consult.analysis.themes.conftest import Desk
from tests.factories import make_submission


def test_the_next_text_is_one_with_words_that_counts_and_nobody_coded(desk: Desk) -> None:
    desk.response("")
    make_submission(desk.session, desk.activity, status=Status.EXCLUDED)
    first, second, third = desk.response(), desk.response(), desk.response()
    assert next_to_code(desk.session, desk.activity.id, "reasons") == first.id
    assert next_to_code(desk.session, desk.activity.id, "reasons", after=first.id) == second.id
    desk.code(third)
    assert next_to_code(desk.session, desk.activity.id, "reasons", after=second.id) == first.id


def test_only_free_text_with_words_is_found(desk: Desk) -> None:
    sent, empty = desk.response(), desk.response("")
    for submission, question in ((sent, "position"), (sent, "none"), (empty, "reasons")):
        with pytest.raises(NotFound):
            find_text(desk.session, submission.id, question, actor=desk.officer)
    assert [question.key for _activity, question in codable_questions(desk.session, desk.consultation.id)] == [
        "reasons"
    ]


def test_themes_are_found_and_named_by_their_code(desk: Desk) -> None:
    theme = desk.theme()
    assert find_theme(desk.session, theme.id) is theme
    assert codes_of(desk.session, [theme.id, 99_999]) == {theme.id: "T1"}
    with pytest.raises(NotFound):
        find_theme(desk.session, 99_999)
