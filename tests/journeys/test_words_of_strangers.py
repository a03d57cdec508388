"""What strangers wrote is divided, marked, labelled and learned from: 300 real reviews, taken in as responses."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.analysis import services
from consult.analysis.queries import coverage_of, divided_responses, texts_of
from consult.analysis.quotations import quotations_in, words_as_said
from consult.analysis.services import POINT, Selection
from consult.analysis.themes.learning import is_installed, likely_themes, words_together
from consult.consultations.models import Activity, State
from consult.kernel.authz import Role
from consult.submissions.counts import drift_of
from consult.submissions.labels import Label
from consult.submissions.models import Submission, SubmissionLabel
from tests.consult.desk.test_label_jobs import label_all
from tests.factories import make_activity, make_actor, make_consultation, make_submission
from tests.support.reviews import CAMERA, MUSIC, PHONE, PLAYER, is_about, reviews

REVIEWS = reviews()
needs_learning = pytest.mark.skipif(not is_installed(), reason="scikit-learn, the extra “analysis”, is not installed")


@pytest.fixture
def activity(session: Session) -> Activity:
    """A written response, open for answers."""
    return make_activity(session, make_consultation(session, state=State.OPEN))


def send(session: Session, activity: Activity, text: str) -> Submission:
    """Take one text in."""
    return make_submission(session, activity, answers={"reasons": text})


def test_every_character_is_in_one_passage_and_marking_all_covers_all(session: Session, activity: Activity) -> None:
    officer = make_actor(session, Role.OFFICER)
    sent = [send(session, activity, text) for text in REVIEWS.values()]
    consultation = activity.consultation
    for submission, texts in divided_responses(session, consultation):
        for text in texts:
            assert "".join(text.words(piece) for piece in text.pieces) == text.text == submission.answers["reasons"]
    before = coverage_of(session, consultation)
    assert before.characters == before.open_characters == sum(len(row.answers["reasons"]) for row in sent)
    assert (before.passages > 3_000, before.per_cent) == (True, 0)
    for place, submission in enumerate(sent):
        (text,) = texts_of(submission, [])
        pieces = [Selection.of(text, piece.begins, piece.ends) for piece in text.pieces]
        services.mark(session, officer, submission, pieces[:1], POINT)
        if pieces[1:]:
            services.mark(session, officer, submission, pieces[1:], POINT if place % 2 else "background")
    after = coverage_of(session, consultation)
    assert (after.per_cent, after.open_characters, after.characters) == (100, 0, before.characters)
    assert not drift_of(session, activity)


def test_no_two_of_them_are_a_campaign_until_one_begins(session: Session, activity: Activity) -> None:
    for text in REVIEWS.values():
        send(session, activity, text)
    label_all(session)
    alike = select(SubmissionLabel).where(SubmissionLabel.name == Label.TEXT)
    assert session.scalars(alike).all() == []
    model = REVIEWS[20]
    copies = [send(session, activity, f"I live in ward {number}. {model}").id for number in range(25)]
    label_all(session)
    found = {row.submission_id: row.group_id for row in session.scalars(alike)}
    assert len(set(found.values())) == 1
    assert set(copies) <= set(found)
    (origin,) = set(found) - set(copies)
    assert session.get_one(Submission, origin).answers["reasons"] == model


def test_what_they_quote_is_found_and_what_they_say_can_be_quoted() -> None:
    for text in REVIEWS.values():
        quotations_in(text)
        words = text.split()
        middle = " ".join(words[len(words) // 3 : len(words) // 3 + 8])
        assert words_as_said(text, middle) == middle
        assert words_as_said(text, f"{middle} zzyzx") == ""


@needs_learning
def test_a_list_to_begin_with_has_a_group_for_each_thing_they_are_about() -> None:
    groups = [set(group) for group in words_together(list(REVIEWS.values()))]
    for words in ({"dvd", "apex"}, {"camera", "canon"}, {"camera", "nikon"}, {"phone", "nokia"}, {"ipod", "music"}):
        assert any(words <= group for group in groups), words
    assert not any({"dvd", "nokia"} <= group or {"phone", "lens"} <= group for group in groups)


@needs_learning
def test_two_thirds_coded_by_hand_give_proposals_for_the_rest_that_are_right() -> None:
    coded = [number for number in REVIEWS if number % 3]
    others = [number for number in REVIEWS if not number % 3]
    themes = [{is_about(number)} for number in coded]
    assert {theme for given in themes for theme in given} == {PLAYER, CAMERA, PHONE, MUSIC}
    found = list(likely_themes([REVIEWS[n] for n in coded], themes, [REVIEWS[n] for n in others]))
    right = [each for each in found if each.theme == is_about(others[each.place])]
    assert len(right) >= 0.95 * len(found)
    assert len({each.place for each in right}) >= 0.9 * len(others)
