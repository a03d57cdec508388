"""Questions are kept as they are asked, and taken as copies with keys of their own."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.consultations.models import Activity, State
from consult.kernel.authz import ANONYMOUS, Actor, Role
from consult.kernel.db import Database
from consult.kernel.errors import ChangedMeanwhile, Conflict, Invalid, NotFound, SignInNeeded
from consult.library.models import KeptQuestions
from consult.library.queries import find_item, item_named, items_with, origins_of, questions_asked
from consult.library.services import asked_now, keep_questions, remove_questions, take_questions
from consult.records.search import hits_in_consultation
from plugins.survey.questions import find_draft_questionnaire
from tests.factories import QUESTIONS, make_activity, make_actor, make_consultation


@pytest.fixture
def officer(session: Session) -> Actor:
    """An officer as services see them."""
    return make_actor(session, Role.OFFICER)


@pytest.fixture
def draft(session: Session) -> Activity:
    """A written response of a draft."""
    return make_activity(session, make_consultation(session, state=State.DRAFT))


def test_a_run_of_questions_is_kept_found_and_taken_with_keys_of_its_own(
    session: Session, activity: Activity, draft: Activity, officer: Actor
) -> None:
    kept = keep_questions(session, officer, activity, ["reasons", "position"], " Where you stand ", "To begin with.")
    assert keep_questions(session, officer, activity, ["reasons", "position"], "Where you stand", "") is kept
    (item,) = [one for one in items_with(session, "tell supporting") if one.kept]
    assert item.source.endswith(f"of “{activity.consultation.title}”")
    assert [question.key for question in item.questions] == ["position", "reasons"]
    take_questions(session, officer, draft, item)
    take_questions(session, officer, draft, item)
    keys = [question.key for question in questions_asked(session, draft)]
    assert keys[:2] == ["position", "reasons"]
    assert len(set(keys)) == 6
    assert origins_of(session, draft.id) == dict.fromkeys(keys[2:], str(kept.id))
    names = select(AuditEntry.name).where(AuditEntry.name.like("library.%")).order_by(AuditEntry.id)
    assert session.scalars(names).all() == ["library.questions_kept", *["library.questions_taken"] * 2]


def test_a_form_that_was_sent_twice_or_is_stale_adds_nothing(
    session: Session, activity: Activity, draft: Activity, officer: Actor
) -> None:
    kept = keep_questions(session, officer, activity, ["reasons"], "Why", "")
    item = item_named(session, str(kept.id))
    assert item is not None
    seen = asked_now(session, draft)
    take_questions(session, officer, draft, item, seen=seen)
    with pytest.raises(ChangedMeanwhile):
        take_questions(session, officer, draft, item, seen=seen)
    assert len(questions_asked(session, draft)) == 3
    take_questions(session, officer, draft, item, seen=asked_now(session, draft))
    assert len(questions_asked(session, draft)) == 4


def test_a_copy_stays_when_the_original_changes_or_goes(
    session: Session, activity: Activity, draft: Activity, officer: Actor
) -> None:
    kept = keep_questions(session, officer, activity, ["reasons"], "Why", "")
    item = item_named(session, str(kept.id))
    assert item is not None
    take_questions(session, officer, draft, item)
    remove_questions(session, officer, kept)
    assert questions_asked(session, draft)[-1].label == QUESTIONS["questions"][1]["label"]
    assert item_named(session, item.code) is None


def test_of_two_officers_who_remove_the_same_questions_the_second_is_told(live_database: Database) -> None:
    with live_database.unit_of_work() as session:
        officer = make_actor(session, Role.OFFICER)
        number = keep_questions(
            session, officer, make_activity(session, make_consultation(session)), ["reasons"], "Why", ""
        ).id
    with live_database.unit_of_work() as session:
        seen = session.get_one(KeptQuestions, number)
        with live_database.unit_of_work() as other:
            remove_questions(other, officer, other.get_one(KeptQuestions, number))
        with pytest.raises(NotFound):
            remove_questions(session, officer, seen)
    with live_database.reading() as session:
        removed = select(AuditEntry.id).where(AuditEntry.name == "library.questions_removed")
        assert len(session.scalars(removed).all()) == 1


def test_a_written_response_takes_no_harmonised_question_and_a_survey_does(
    session: Session, draft: Activity, officer: Actor
) -> None:
    item = find_item(session, "standard-religion", officer)
    with pytest.raises(Invalid, match="Use a survey"):
        take_questions(session, officer, draft, item)
    survey = make_activity(session, draft.consultation, "survey")
    take_questions(session, officer, survey, item)
    (question,) = find_draft_questionnaire(session, survey.id).questions
    assert (question.label, question.is_public) == ("What is your religion?", False)
    assert question.is_refusal == {"prefer_not"}


def test_questions_are_taken_into_drafts_alone(session: Session, activity: Activity, officer: Actor) -> None:
    with pytest.raises(Conflict, match="into a draft"):
        take_questions(session, officer, activity, find_item(session, "standard-sex", officer))


def test_a_name_and_a_question_are_needed(session: Session, activity: Activity, officer: Actor) -> None:
    for keys, name in (([], "Why"), (["unknown"], "Why"), (["reasons"], " ")):
        with pytest.raises(Invalid):
            keep_questions(session, officer, activity, keys, name, "")
    assert session.scalars(select(KeptQuestions)).all() == []


def test_who_may_not_look_finds_nothing(session: Session, officer: Actor) -> None:
    with pytest.raises(SignInNeeded):
        find_item(session, "standard-sex", ANONYMOUS)
    with pytest.raises(NotFound):
        find_item(session, "standard-sex", make_actor(session, Role.COUNCILLOR))
    for code in ("standard-nothing", "0", "x", "9" * 30, "²"):
        with pytest.raises(NotFound):
            find_item(session, code, officer)


def test_words_that_are_taken_out_of_a_consultation_are_found_in_the_library(
    session: Session, activity: Activity, officer: Actor
) -> None:
    keep_questions(session, officer, activity, ["reasons"], "Ada Stone", "Ask Ada Stone.")
    found = hits_in_consultation(session, officer, activity.consultation_id, "ada stone")
    assert {hit.place.key for hit in found} == {"name", "note"}
