"""The texts of a row are found by their names, and written where they stand."""

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.decisions.models import Decision
from consult.kernel.authz import Role
from consult.kernel.errors import NotFound
from consult.records.places import (
    find_row,
    inside,
    place_named,
    places_of,
    record_named,
    row_key,
    title_of,
    write_texts,
)
from tests.consult.decisions.conftest import make_case
from tests.factories import make_actor, make_submission


def test_texts_inside_json_have_names_of_their_own(session: Session, activity: Activity) -> None:
    sent = make_submission(session, activity, answers={"position": "support", "reasons": "Words"})
    record = record_named(session, "submission")
    assert [(place.key, place.text) for place in places_of(record, sent)] == [("answers.reasons", "Words")]
    with pytest.raises(NotFound):
        place_named(record, sent, "answers.position")


def test_issues_as_a_decision_keeps_them_are_written_one_text_at_a_time(session: Session) -> None:
    case = make_case(session)
    case.answered()
    case.write()
    decision = case.publish()
    record, officer = record_named(session, "decision"), make_actor(session, Role.OFFICER)
    before = decision.version
    place = place_named(record, decision, "issues.issues.0.reason")
    write_texts(session, officer, record, decision, {place: "[redacted]"})
    assert decision.issues is not None
    kept = decision.issues["issues"][0]
    assert (kept["reason"], kept["number"]) == ("[redacted]", 1)
    assert decision.version == before + 1


def test_rows_are_found_by_their_keys(session: Session) -> None:
    case = make_case(session)
    case.write()
    record = record_named(session, "decision")
    draft = session.query(Decision).one()
    assert find_row(session, record, row_key(draft)) is draft
    for key in ("", "0", "-1", "1-2", "\u0661", "9" * 30):
        with pytest.raises(NotFound):
            find_row(session, record, key)
    with pytest.raises(NotFound):
        record_named(session, "person")


def test_what_is_not_there_is_nothing() -> None:
    assert inside({"a": [1]}, ("a", 0)) == 1
    assert inside({"a": [1]}, ("a", 5)) is inside({"a": None}, ("a", "b")) is None


def test_two_rows_of_one_name_are_told_apart_by_their_titles(session: Session, activity: Activity) -> None:
    record = record_named(session, "submission")
    first, second = make_submission(session, activity), make_submission(session, activity)
    assert title_of(record, first) != title_of(record, second)
    assert title_of(record, first).endswith(f"(record {first.id})")
