"""The questionnaire behind an answer: always the version that was answered, and never one that was taken back."""

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.options import Option
from consult.kernel.authz import SYSTEM
from consult.kernel.db import Database
from consult.responses.questions import set_questions
from consult.submissions.questionnaires import (
    activity_type,
    all_versions,
    free_text,
    known_kinds,
    questionnaire_of,
    questions_over_versions,
)
from tests.factories import QUESTIONS, make_activity, make_consultation


def question(key: str, label: str, kind: str = "long_text") -> dict[str, str]:
    """Return a question as officers define it."""
    return {"key": key, "kind": kind, "label": label}


def labels(session: Session, activity: Activity, version: int | None = None) -> list[str]:
    """Return the words of a version's questions."""
    asked = questionnaire_of(session, activity, version)
    return [one.label for one in asked.questions] if asked else []


def test_an_earlier_version_keeps_its_words_for_ever(session: Session, activity: Activity) -> None:
    session.commit()
    assert labels(session, activity, 1) == ["Do you support the proposal?", "Tell us why."]
    set_questions(session, SYSTEM, activity, {"questions": [question("reasons", "Why, in a word?")]})
    session.commit()
    assert labels(session, activity) == ["Why, in a word?"]
    assert labels(session, activity, 1) == ["Do you support the proposal?", "Tell us why."]


def test_questions_that_were_asked_once_stay_in_exports_in_their_newest_words(
    session: Session, activity: Activity
) -> None:
    set_questions(
        session, SYSTEM, activity, {"questions": [question("new", "What else?"), question("reasons", "Why?")]}
    )
    merged = questions_over_versions(session, activity)
    assert [(one.key, one.label) for one in merged] == [
        ("new", "What else?"),
        ("reasons", "Why?"),
        ("position", "Do you support the proposal?"),
    ]
    assert Option(code="support", label="Support", value=4) in merged[2].options
    assert list(all_versions(session, activity)) == [1, 2]


def test_a_version_that_was_taken_back_leaves_nothing_behind(live_database: Database) -> None:
    with live_database.unit_of_work() as session:
        activity_id = make_activity(session, make_consultation(session)).id
    with live_database.sessions() as session:
        activity = session.get_one(Activity, activity_id)
        set_questions(session, SYSTEM, activity, {"questions": [question("slip", "A slip?")]})
        session.rollback()
    with live_database.unit_of_work() as session:
        activity = session.get_one(Activity, activity_id)
        set_questions(session, SYSTEM, activity, {"questions": [question("right", "As meant?")]})
    with live_database.reading() as session:
        assert labels(session, session.get_one(Activity, activity_id)) == ["As meant?"]


def test_two_activities_with_equal_version_numbers_are_never_mixed_up(session: Session, activity: Activity) -> None:
    other = make_activity(session, activity.consultation, questions={"questions": [question("x", "Something else?")]})
    session.commit()
    for _ in range(2):
        assert labels(session, activity)[0] == "Do you support the proposal?"
        assert labels(session, other) == ["Something else?"]


def test_a_way_of_taking_part_whose_plugin_is_gone_asks_nothing_and_breaks_nothing(session: Session) -> None:
    evidence = make_activity(session, make_consultation(session), "impact")
    evidence.kind = "uninstalled"
    assert activity_type(session, evidence.kind) is None
    assert questionnaire_of(session, evidence) is None
    assert questions_over_versions(session, evidence) == []


def test_search_gets_every_word_people_typed_and_no_code(session: Session, activity: Activity) -> None:
    asked, kinds = questionnaire_of(session, activity), known_kinds(session)
    given = {"position": "strongly_oppose", "reasons": "Too many cameras.", "stray": "not asked"}
    assert free_text(asked, kinds, given) == "Too many cameras."
    assert free_text(asked, kinds, {}) == ""
    assert free_text(None, kinds, {"statement": "Fewer came.", "count": 7, "gathered": "We asked."}) == (
        "Fewer came.\nWe asked."
    )


def test_every_kind_that_any_way_of_taking_part_offers_is_known(session: Session) -> None:
    kinds = known_kinds(session)
    assert {one["kind"] for one in QUESTIONS["questions"]} <= set(kinds)
    assert {"radios", "checkboxes", "likert", "short_text", "number"} <= set(kinds)
    assert all(kind.name == name for name, kind in kinds.items())


def test_a_version_read_before_it_was_taken_back_is_not_remembered(live_database: Database) -> None:
    with live_database.unit_of_work() as session:
        activity_id = make_activity(session, make_consultation(session)).id
    with live_database.sessions() as session:
        activity = session.get_one(Activity, activity_id)
        set_questions(session, SYSTEM, activity, {"questions": [question("slip", "A slip?")]})
        session.flush()
        assert labels(session, activity) == ["A slip?"]
        session.rollback()
    with live_database.unit_of_work() as session:
        activity = session.get_one(Activity, activity_id)
        set_questions(session, SYSTEM, activity, {"questions": [question("right", "As meant?")]})
    with live_database.reading() as session:
        assert labels(session, session.get_one(Activity, activity_id)) == ["As meant?"]
