"""Answers of one line: a few words of any kind, and ways to reach a person in the one form of each."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.analysis.queries import coverage_of, texts_of
from consult.analysis.themes.queries import text_questions
from consult.consultations.models import Activity
from consult.contract.questions import CONSENT_KEY, NAME_KEY, Question
from consult.kernel.errors import Invalid
from consult.records.places import places_of
from consult.submissions.consent import NAMED
from consult.submissions.records import SUBMISSION
from plugins.survey.kinds.lines import EMAIL, KINDS, PHONE, POSTCODE, SHORT_TEXT, WEBSITE
from tests.factories import make_submission
from tests.plugins.survey.conftest import PublishSurvey, item, page, survey


def question(kind: str, **more: Any) -> Question:
    """Return a question of a kind."""
    return Question(key="k", kind=kind, label="What?", **more)


def test_short_text_is_free_text() -> None:
    asked = question("short_text")
    assert SHORT_TEXT.is_free_text
    assert SHORT_TEXT.read(asked, "") is None
    assert SHORT_TEXT.show(asked, None) == ""
    assert SHORT_TEXT.counts(asked, "words") == ()


def test_a_short_text_has_its_limit_whichever_way_it_comes() -> None:
    asked = question("short_text")
    SHORT_TEXT.check(asked, "x" * 200)
    with pytest.raises(Invalid, match="200 characters or less"):
        SHORT_TEXT.check(asked, "x" * 201)


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (EMAIL, " Name@EXAMPLE.com ", "Name@example.com"),
        (PHONE, "(020) 7946 0000", "(020) 7946 0000"),
        (PHONE, "+44 7700 900123", "+44 7700 900123"),
        (WEBSITE, "www.example.com/a", "https://www.example.com/a"),
        (WEBSITE, "http://example.com", "http://example.com"),
        (POSTCODE, "e162qu", "E16 2QU"),
        (POSTCODE, "sw1a 1aa", "SW1A 1AA"),
    ],
)
def test_a_way_to_reach_a_person_is_kept_in_its_one_form(kind: Any, typed: str, kept: str) -> None:
    asked = question(kind.name)
    assert kind.from_text(asked, typed) == kept
    assert kind.read(asked, typed) == kept
    kind.check(asked, kept)
    assert kind.is_contact
    assert kind.read(asked, "") is None


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (EMAIL, "name at example"),
        (PHONE, "12345"),
        (PHONE, "call me"),
        (PHONE, "0" * 16),
        (WEBSITE, "not a website"),
        (WEBSITE, "javascript://example.com"),
        (WEBSITE, "http://[::1"),
        (POSTCODE, "E16"),
        (POSTCODE, "12345"),
    ],
)
def test_what_reaches_nobody_is_refused_on_the_page_and_in_a_file(kind: Any, typed: str) -> None:
    asked = question(kind.name)
    for way in (kind.from_text, kind.check):
        with pytest.raises(Invalid, match="Enter "):
            way(asked, typed)


def test_only_a_few_words_are_to_be_read_for_themes() -> None:
    assert [kind.name for kind in KINDS if not kind.is_contact] == ["short_text"]
    assert all(kind.is_free_text for kind in KINDS)


def test_a_name_and_a_way_to_reach_somebody_can_be_redacted_and_need_no_consideration(
    session: Session, draft_survey: Activity, publish: PublishSurvey
) -> None:
    asked = survey(
        page("p1", item("why", "long_text"), item("email", "email")),
        settings={"asks_consent": True},
    )
    publish(draft_survey, asked)
    session.refresh(draft_survey)
    answers = {"why": "It is dark.", "email": "resident@example.com", CONSENT_KEY: NAMED, NAME_KEY: "Ada Example"}
    sent = make_submission(session, draft_survey, answers=answers)
    assert {place.key for place in places_of(SUBMISSION, sent)} == {
        f"answers.{key}" for key in ("why", "email", NAME_KEY)
    }
    assert [text.place for text in texts_of(sent, [])] == ["answers.why"]
    assert [question.key for question in text_questions(session, draft_survey)] == ["why"]
    found = coverage_of(session, draft_survey.consultation)
    assert (found.passages, found.open_characters) == (1, len("It is dark."))
