"""What people can be counted by."""

from sqlalchemy.orm import Session

from consult.contract.questions import NOT_ASKED
from consult.kernel.authz import Role
from consult.responses.questions import set_questions
from consult.statistics.variables import variables_of
from consult.submissions.questionnaires import all_versions
from tests.factories import QUESTIONS, make_activity, make_actor, make_consultation


def test_free_text_is_no_variable_and_reasons_for_none_are_no_categories(session: Session) -> None:
    variables = variables_of(session, make_activity(session, make_consultation(session)))
    assert [variable.key for variable in variables] == ["position", ":area", ":channel"]
    assert not {code for variable in variables for code in variable.codes if code.startswith("-")}


def test_a_question_that_a_version_did_not_have_was_not_asked(session: Session) -> None:
    activity = make_activity(session, make_consultation(session))
    newer = {**QUESTIONS, "questions": [{"key": "speed", "kind": "scale", "label": "How fast?", "scale": "agreement"}]}
    set_questions(session, make_actor(session, Role.OFFICER), activity, newer)
    by_key = {variable.key: variable for variable in variables_of(session, activity)}
    first = all_versions(session, activity)[1]
    assert first is not None
    assert by_key["speed"].read("agree", first, {}) == [str(NOT_ASKED)]
    assert list(by_key["position"].read("support", first, {})) == ["support"]


def test_a_place_outside_the_list_is_elsewhere_and_none_is_none(session: Session) -> None:
    activity = make_activity(session, make_consultation(session))
    area = next(variable for variable in variables_of(session, activity) if variable.key == ":area")
    asked = all_versions(session, activity)[1]
    assert asked is not None
    assert [area.read(said, asked, {}) for said in ("abbey", "High Street", "")] == [["Abbey"], ["elsewhere"], ["-9"]]
