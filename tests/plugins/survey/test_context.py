"""The workbench: an officer gets the part in hand as it is now, and nobody else gets anything."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.consultations.policies import is_visible
from consult.kernel.authz import ANONYMOUS, Role
from consult.kernel.errors import NotFound, SignInNeeded
from plugins.survey import edits, services
from plugins.survey.context import (
    find_bench,
    find_item_bench,
    find_item_or_none,
    find_page_bench,
    find_page_or_none,
    seen,
)
from plugins.survey.definition import definition_from
from plugins.survey.document import read_definition
from plugins.survey.policies import PERMISSIONS
from tests.factories import actor_for, make_activity, make_actor, make_consultation, make_person
from tests.plugins.survey.conftest import PublishSurvey, item, options, page, survey, text


def test_the_part_in_hand_is_that_of_the_draft_and_not_of_what_is_published(
    session: Session, open_survey: Activity
) -> None:
    officer = make_actor(session, Role.OFFICER)
    before = seen(find_item_bench(session, open_survey.id, "line", officer).question)
    services.change_draft(
        session,
        officer,
        open_survey,
        lambda draft: edits.edit_item(
            draft, "line", before, lambda asked: replace(asked, label=text("In other words?"))
        ),
    )
    context = find_item_bench(session, open_survey.id, "line", officer)
    assert context.question.label["en-GB"] == "In other words?"
    assert context.here.id == "p4"
    assert context.published is not None
    assert definition_from(context.published.definition).find_item("line").label["en-GB"] == "Question line?"
    assert seen(context.question) != before
    assert context.consultation is open_survey.consultation


def test_what_was_removed_is_not_found_but_what_was_typed_for_it_still_has_a_bench(
    session: Session, open_survey: Activity
) -> None:
    officer = make_actor(session, Role.OFFICER)
    for gone in ("nowhere", "", "P1"):
        with pytest.raises(NotFound):
            find_page_bench(session, open_survey.id, gone, officer)
        with pytest.raises(NotFound):
            find_item_bench(session, open_survey.id, gone, officer)
        assert find_page_or_none(session, open_survey.id, gone, officer).page is None
        assert find_item_or_none(session, open_survey.id, gone, officer).item is None
    assert find_page_or_none(session, open_survey.id, "p2", officer).here.id == "p2"
    assert find_item_or_none(session, open_survey.id, "why", officer).question.key == "why"


def test_codes_that_people_may_have_chosen_are_known_and_new_ones_are_not(
    session: Session, draft_survey: Activity, publish: PublishSurvey
) -> None:
    officer = make_actor(session, Role.OFFICER)
    assert find_bench(session, draft_survey.id, officer).published_codes("choice") == set()
    asked = item("choice", "radios", options=[*options("a", "b"), *options("old", retired=True)])
    publish(draft_survey, survey(page("p1", asked)))
    more = survey(page("p1", item("choice", "radios", options=options("a", "b", "new")), item("fresh", "radios")))
    services.change_draft(session, officer, draft_survey, lambda _draft: read_definition(more))
    context = find_bench(session, draft_survey.id, officer)
    assert context.published_codes("choice") == {"a", "b", "old"}
    assert context.published_codes("fresh") == set()


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(roles=st.sets(st.sampled_from(list(Role)), max_size=2), state=st.sampled_from([State.DRAFT, State.OPEN]))
def test_a_survey_in_preparation_is_found_by_those_who_may_know_of_it(
    session: Session, roles: set[Role], state: State
) -> None:
    activity = make_activity(session, make_consultation(session, state=state), "survey")
    for actor in (actor_for(session, make_person(session, *sorted(roles))), ANONYMOUS):
        may = is_visible.allows(actor, activity.consultation)
        try:
            found = find_bench(session, activity.id, actor).activity is activity
        except (NotFound, SignInNeeded):
            found = False
        assert found == may
        if PERMISSIONS["survey.build"].allows(actor, activity):
            assert found


def test_another_way_of_taking_part_has_no_bench(session: Session) -> None:
    officer = make_actor(session, Role.OFFICER)
    other = make_activity(session, make_consultation(session))
    for number in (other.id, 0, 999_999):
        with pytest.raises(NotFound):
            find_bench(session, number, officer)
