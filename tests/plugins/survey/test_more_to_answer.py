"""Whether people who answered have more to answer: on their own path."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Change
from consult.kernel.authz import Role
from consult.submissions.models import Submission
from plugins.survey import proposals, services
from plugins.survey.document import read_definition
from plugins.survey.more_to_answer import have_more_to_answer, new_in_place_of_others, newly_required
from tests.factories import make_actor, make_submission
from tests.plugins.survey.conftest import OpenSurvey, PublishSurvey, item, page, survey
from tests.plugins.survey.test_questions import send, walk
from tests.support.web import FormClient

FIRST = page("p1", item("first", "radios"))
ONLY_B = {"q": "first", "op": "eq", "value": "b"}


def test_only_who_must_answer_and_did_not_have_to_has_more_to_answer() -> None:
    before = read_definition(survey(FIRST, page("p2", item("old", required=True))))
    after = read_definition(
        survey(FIRST, page("p2", item("old", required=True)), page("p3", item("new", required=True)))
    )
    assert newly_required(before, after) == {"new"}
    assert newly_required(after, before) == frozenset()


def test_what_is_new_where_others_go_is_more_to_answer() -> None:
    before = read_definition(survey(FIRST, page("p2", item("old"))))
    more = read_definition(survey(FIRST, page("p2", item("old"), item("new"), item("from_where", "hidden"))))
    instead = read_definition(survey(FIRST, page("p2", item("new"), item("from_where", "hidden"))))
    assert new_in_place_of_others(before, instead) == {"new"}
    assert new_in_place_of_others(before, more) == new_in_place_of_others(more, before) == frozenset()


@pytest.mark.parametrize(("more", "expected"), [(None, True), (ONLY_B, False)])
def test_who_answered_what_is_asked_another_way_is_written_to(
    session: Session, opened: OpenSurvey, more: Any, expected: bool
) -> None:
    activity = opened(survey(FIRST, page("p2", item("old"))))
    make_submission(session, activity, answers={"first": "a", "old": "Said before"})
    officers = [make_actor(session, Role.OFFICER) for _number in range(2)]
    instead = read_definition(survey(FIRST, page("p2", item("new"), show_if=more)))
    seen = services.change_draft(session, officers[0], activity, lambda _draft: instead).as_seen
    proposals.propose(session, officers[0], activity, seen=seen, reason="People did not understand it.")
    proposals.confirm(session, officers[1], activity, seen=seen)
    assert session.scalars(select(Change)).one().is_material is expected


@pytest.mark.parametrize(("said", "more", "expected"), [("a", ONLY_B, False), ("b", ONLY_B, True), ("a", None, True)])
def test_a_question_on_a_condition_is_more_for_those_whom_it_is_asked_of(
    session: Session, opened: OpenSurvey, said: str, more: Any, expected: bool
) -> None:
    activity = opened(survey(FIRST))
    make_submission(session, activity, answers={"first": said})
    after = read_definition(survey(FIRST, page("p2", item("new", required=True), show_if=more)))
    assert have_more_to_answer(session, activity.id, read_definition(survey(FIRST)), after) is expected


def test_what_must_be_answered_by_nobody_who_answered_is_no_news(
    session: Session, opened: OpenSurvey, publish: PublishSurvey
) -> None:
    activity = opened(survey(FIRST))
    make_submission(session, activity, answers={"first": "a"})
    publish(activity, survey(FIRST, page("p2", item("new", required=True), show_if=ONLY_B)))
    assert not session.scalars(select(Change)).one().is_material


def test_whoever_sent_is_offered_what_was_added_on_their_path_and_led_to_it(
    client: FormClient, session: Session, opened: OpenSurvey, publish: PublishSurvey
) -> None:
    activity = opened(survey(FIRST))
    base = f"/take-part/{activity.id}"
    walk(client, activity, {"first": "a"})
    send(client, activity)
    assert "New questions since you answered" not in client.get(f"{base}/done").text
    both = page("p1", item("first", "radios"), item("beside"))
    publish(activity, survey(both, page("p2", item("not_theirs"), show_if=ONLY_B), page("p3", item("added"))))
    done = client.get(f"{base}/done").text
    assert "New questions since you answered" in done
    assert "Question added?" in done
    assert "Question not_theirs?" not in done
    assert "Questions were added since you answered" in client.get(base).text
    place = client.post_form(f"{base}/change").location
    asked = []
    while not place.endswith("/check"):
        asked.append(place.rsplit("/", 1)[-1])
        place = client.post_form(place, {"first": "a", "beside": "Here", "added": "There"}).location
    assert asked == ["p1", "p3"]
    send(client, activity)
    sent = session.scalars(select(Submission)).one()
    assert sent.answers == {"first": "a", "beside": "Here", "added": "There"}
    assert sent.questions_version == 2
    assert "New questions since you answered" not in client.get(f"{base}/done").text
    assert client.post_form(f"{base}/change").location.endswith("/check")
