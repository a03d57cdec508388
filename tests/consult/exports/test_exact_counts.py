"""Exact counts: of which questions there may be any, of whom, and what they are."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.contract.deployment import deployment_of
from consult.contract.questions import Question, Questionnaire, QuestionPage
from consult.desk.exclusions import exclude, reinstate
from consult.exports.exact_counts import (
    NoExactCounts,
    NotOffered,
    count_exactly,
    exact_tables,
    keys_to_tell,
    require_exact_counts,
)
from consult.exports.making import publish_results
from consult.exports.withdrawing import withdraw_results
from consult.kernel.authz import SYSTEM, Role
from consult.kernel.db import database_of
from consult.submissions.models import Cause, Submission
from consult.submissions.revision import revise
from plugins.survey import services as surveys
from plugins.survey.document import read_definition
from plugins.survey.queries import find_draft
from tests.factories import make_activity, make_actor, make_consultation, make_submission
from tests.plugins.survey.conftest import item, page, survey
from tests.support.deployments import change_deployment


def test_there_are_none_unless_the_council_says_so(session: Session, exact: Activity) -> None:
    publish_results(session, SYSTEM, exact)
    require_exact_counts(session, exact)
    settings = deployment_of(session).settings
    without = replace(settings, council=replace(settings.council, may_publish_exact_counts=False))
    change_deployment(database_of(session), settings=without)
    with pytest.raises(NotOffered):
        require_exact_counts(session, exact)


def test_of_questions_that_are_not_sensitive_each_line_is_counted(session: Session, exact: Activity) -> None:
    edition = publish_results(session, SYSTEM, exact)
    assert [table["key"] for table in exact_tables(session, exact, edition)] == ["bench"]
    (lines,) = count_exactly(session, exact, edition).values()
    assert {code: people for code, people in lines.items() if people} == {
        "support": 13,
        "oppose": 6,
        "neither": 3,
        "-9": 2,
    }


def first(session: Session, activity: Activity) -> Submission:
    found = select(Submission).where(Submission.activity_id == activity.id).order_by(Submission.id)
    return session.scalars(found.limit(1)).one()


def come(session: Session, activity: Activity) -> None:
    make_submission(session, activity, answers={"bench": "support"})


def go(session: Session, activity: Activity) -> None:
    exclude(session, make_actor(session, Role.OFFICER), activity, first(session, activity), "duplicate", "Twice.")


def change(session: Session, activity: Activity) -> None:
    submission = first(session, activity)
    answers = submission.answers | {"bench": "oppose"}
    revise(session, activity, submission, Cause.CORRECTION, reason="Misread.", answers=answers)


@pytest.mark.parametrize("happen", [come, go, change])
def test_they_are_of_the_people_of_the_edition_or_there_are_none(
    session: Session, exact: Activity, happen: Callable[[Session, Activity], None]
) -> None:
    publish_results(session, SYSTEM, exact)
    happen(session, exact)
    with pytest.raises(NoExactCounts, match="too late"):
        require_exact_counts(session, exact)


def test_who_was_put_back_counts_as_before(session: Session, exact: Activity) -> None:
    publish_results(session, SYSTEM, exact)
    go(session, exact)
    reinstate(session, make_actor(session, Role.OFFICER), exact, first(session, exact))
    require_exact_counts(session, exact)


def test_answers_that_changed_without_a_trace_are_not_told(session: Session, exact: Activity) -> None:
    edition = publish_results(session, SYSTEM, exact)
    session.execute(update(Submission).where(Submission.activity_id == exact.id).values(answers={"bench": "oppose"}))
    with pytest.raises(NoExactCounts, match="too late"):
        count_exactly(session, exact, edition)


def test_none_stand_beside_another_edition_cross_tables_or_nothing(session: Session, exact: Activity) -> None:
    with pytest.raises(NoExactCounts, match="Publish the results first"):
        require_exact_counts(session, exact)
    publish_results(session, SYSTEM, exact)
    for _ in range(100):
        come(session, exact)
    publish_results(session, SYSTEM, exact, with_crossed=True)
    with pytest.raises(NoExactCounts, match="several editions"):
        require_exact_counts(session, exact)


def test_none_stand_beside_cross_tables(session: Session, exact: Activity) -> None:
    for _ in range(100):
        come(session, exact)
    publish_results(session, SYSTEM, exact, with_crossed=True)
    with pytest.raises(NoExactCounts, match="Cross-tables"):
        require_exact_counts(session, exact)


def test_none_are_told_of_results_that_are_withdrawn_or_of_few(session: Session, exact: Activity) -> None:
    publish_results(session, SYSTEM, exact)
    withdraw_results(session, make_actor(session, Role.OFFICER), exact, "Rows were doubled.", seen=1)
    with pytest.raises(NoExactCounts, match="no tables"):
        require_exact_counts(session, exact)
    few = make_activity(session, make_consultation(session, state=State.CLOSED))
    make_submission(session, few)
    publish_results(session, SYSTEM, few)
    with pytest.raises(NoExactCounts, match="no tables"):
        require_exact_counts(session, few)


def test_where_every_question_is_sensitive_there_are_none(session: Session, exact: Activity) -> None:
    ordinary = make_activity(session, make_consultation(session, state=State.CLOSED))
    for _ in range(12):
        make_submission(session, ordinary)
    publish_results(session, SYSTEM, ordinary)
    with pytest.raises(NoExactCounts, match="Every question is sensitive"):
        require_exact_counts(session, ordinary)


def asked(*pages: QuestionPage) -> Questionnaire:
    return Questionnaire(activity_id=1, version=1, title="T", pages=pages)


def asking(key: str, after: str = "", *, is_sensitive: bool = False, is_public: bool = True) -> QuestionPage:
    question = Question(key=key, kind="radios", label=key, is_sensitive=is_sensitive, is_public=is_public)
    return QuestionPage(
        id=key,
        title=key,
        questions=(question,),
        is_asked=(lambda answers: after in answers) if after else None,
        depends_on=frozenset({after} if after else ()),
    )


def test_who_is_asked_tells_nothing_of_a_sensitive_question() -> None:
    plain = asked(asking("a"), asking("b", "a"))
    assert keys_to_tell([plain]) == {"a", "b"}
    routed = asked(asking("s", is_sensitive=True), asking("a", "s"), asking("b", "a"), asking("c"))
    assert keys_to_tell([routed]) == {"c"}
    council = asked(asking("s", is_public=False), asking("a", "s"), asking("c"))
    assert keys_to_tell([council]) == {"c"}


def test_one_version_that_marks_a_question_is_enough() -> None:
    before, after = asked(asking("a", is_sensitive=True), asking("b")), asked(asking("a"), asking("b"))
    assert keys_to_tell([before, after]) == keys_to_tell([after, before]) == {"b"}


def test_boxes_and_numbers_of_a_survey_are_counted_by_line(session: Session, exact: Activity) -> None:
    activity = make_activity(session, make_consultation(session), "survey")
    officer = make_actor(session, Role.OFFICER)
    asks = survey(
        page("p1", item("boxes", "checkboxes", sensitive=False)), page("p2", item("age", "number", whole=True))
    )
    surveys.change_draft(session, officer, activity, lambda _draft: read_definition(asks))
    seen = find_draft(session, activity.id).as_seen
    surveys.publish(session, officer, activity, seen=seen, public_note="First.")
    for number in range(20):
        make_submission(session, activity, answers={"boxes": ["a", "b"] if number < 7 else ["a"], "age": number})
    activity.consultation.state = State.CLOSED
    session.expire(activity.consultation, ["activities"])
    edition = publish_results(session, SYSTEM, activity)
    counts = count_exactly(session, activity, edition)
    assert list(counts) == ["question:boxes"]
    assert {"a": 20, "b": 7, "c": 0}.items() <= counts["question:boxes"].items()
