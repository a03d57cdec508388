"""Finding a survey's versions: one is a draft, one is asked, and those that were ever asked are kept in order."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.consultations.policies import is_visible
from consult.kernel.authz import ANONYMOUS, Role
from consult.kernel.errors import NotFound, SignInNeeded
from plugins.survey.models import SurveyVersion
from plugins.survey.queries import (
    changed_surveys,
    find_draft,
    find_published,
    find_survey,
    published_versions,
    variables_of,
    versions_of,
)
from tests.factories import actor_for, make_activity, make_consultation, make_person
from tests.plugins.survey.conftest import PublishSurvey, item, options, page, survey

FIRST = survey(page("p1", item("a", "radios")), page("p2", item("b")))
SECOND = survey(page("p1", item("a", "radios", options=options("a", "b", "c", "d"))), page("p2", item("b")))
THIRD = survey(page("p0", item("z")), page("p1", *SECOND["sections"][0]["pages"][0]["items"]))


def test_there_is_always_one_draft_and_at_most_one_that_is_asked(
    session: Session, draft_survey: Activity, publish: PublishSurvey
) -> None:
    assert find_published(session, draft_survey.id) is None
    assert list(session.scalars(published_versions(draft_survey.id))) == []
    for number, definition in enumerate((FIRST, SECOND, THIRD), start=1):
        asked = publish(draft_survey, definition)
        assert find_published(session, draft_survey.id) is asked
        assert (asked.number, find_draft(session, draft_survey.id).number) == (number, number + 1)
    assert [published_version.number for published_version in session.scalars(published_versions(draft_survey.id))] == [
        1,
        2,
        3,
    ]
    assert [version.number for version in session.scalars(versions_of(draft_survey.id))] == [1, 2, 3, 4]
    assert [version.status for version in session.scalars(versions_of(draft_survey.id))] == [
        "superseded",
        "superseded",
        "published",
        "draft",
    ]


def test_two_drafts_of_one_survey_cannot_be(session: Session, draft_survey: Activity) -> None:
    session.add(SurveyVersion(activity_id=draft_survey.id, number=9, definition={}, sha256=""))
    with pytest.raises(IntegrityError):
        session.flush()


def test_versions_of_another_survey_stay_out(session: Session, draft_survey: Activity, publish: PublishSurvey) -> None:
    other = make_activity(session, draft_survey.consultation, "survey")
    publish(other, FIRST)
    assert find_published(session, draft_survey.id) is None
    assert find_draft(session, draft_survey.id).activity_id == draft_survey.id
    with pytest.raises(NotFound):
        find_draft(session, make_activity(session, draft_survey.consultation).id)


def test_variables_stand_in_the_order_of_the_questions_and_none_is_ever_lost(
    session: Session, draft_survey: Activity, publish: PublishSurvey
) -> None:
    publish(draft_survey, FIRST)
    assert [variable.key for variable in session.scalars(variables_of(draft_survey.id))] == ["a", "b"]
    publish(draft_survey, THIRD)
    variables = {variable.key: variable for variable in session.scalars(variables_of(draft_survey.id))}
    assert [key for key in variables if key != "b"] == ["z", "a"]
    assert (variables["b"].first_version, variables["b"].last_version) == (1, 1)
    assert (variables["a"].first_version, variables["a"].last_version) == (1, 2)
    assert (variables["z"].first_version, variables["z"].last_version) == (2, 2)


def test_the_public_is_told_of_surveys_that_changed_and_of_no_other(
    session: Session, draft_survey: Activity, publish: PublishSurvey
) -> None:
    consultation = draft_survey.consultation
    once = make_activity(session, consultation, "survey", position=1)
    elsewhere = make_activity(session, make_consultation(session, state=State.DRAFT), "survey")
    publish(once, FIRST, "The first.")
    for note, definition in (("The first.", FIRST), ("People missed an answer.", SECOND)):
        publish(draft_survey, definition, note)
        publish(elsewhere, definition, note)
    assert list(session.scalars(changed_surveys(consultation.id))) == [draft_survey]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(roles=st.sets(st.sampled_from(list(Role)), max_size=3), state=st.sampled_from(list(State)))
def test_a_survey_is_found_by_exactly_those_who_may_know_of_its_consultation(
    session: Session, roles: set[Role], state: State
) -> None:
    activity = make_activity(session, make_consultation(session, state=state), "survey")
    for actor in (actor_for(session, make_person(session, *sorted(roles))), ANONYMOUS):
        try:
            found = find_survey(session, activity.id, actor) is activity
        except (NotFound, SignInNeeded):
            found = False
        assert found == is_visible.allows(actor, activity.consultation)
