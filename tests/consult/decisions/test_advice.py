"""Advice is asked of one person by a day, waits for them alone, and is kept with name and time."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from consult.accounts.models import Person
from consult.analysis.queries import texts_of
from consult.analysis.services import POINT, Selection, mark
from consult.audit.models import AuditEntry
from consult.deadlines.models import Deadline
from consult.deadlines.services import remind_all
from consult.deadlines.tasks import due
from consult.decisions import advice, issues, services
from consult.decisions.advice import Asked
from consult.decisions.models import Advice, Expertise, Issue
from consult.decisions.points import Seen, put_points
from consult.decisions.presentation import KeptAdvice, shown_issues
from consult.decisions.standing import issues_as_they_stand
from consult.kernel import tokens
from consult.kernel.authz import Actor, Role
from consult.kernel.errors import Conflict, Forbidden, Invalid, NotFound, SavedOtherwise
from consult.office.models import OfficeHolder, OfficeRole, OfficeTerm
from consult.submissions.models import Cause, Submission
from consult.submissions.revision import revise
from tests.consult.decisions.conftest import Case
from tests.factories import actor_for, make_person, make_submission
from tests.support.mail import written_mail

DAY = date(2026, 12, 10)


@pytest.fixture
def lawyer(case: Case, clock_at: Callable[..., Any]) -> Person:
    """A lawyer with an account, on a day before the advice is due."""
    clock_at("2026-12-01 08:00")
    return make_person(case.session, Role.OFFICER, name="Ada Stone")


def ask(case: Case, issue: Issue, person: Person, **more: Any) -> Advice:
    asked = {"expertise": Expertise.LAWYER, "question": "May we?", "due_on": DAY, **more}
    return advice.ask_for_advice(case.session, case.officer, issue, Asked(adviser_id=person.id, **asked))


def acting(case: Case, person: Person) -> Actor:
    return actor_for(case.session, person)


def point_in(case: Case, issue: Issue) -> tuple[int, Submission]:
    """Put a response into an issue as one point."""
    sent = make_submission(case.session, case.activity, answers={"reasons": "They cost too much."})
    (text,) = texts_of(sent, [])
    (point,) = mark(case.session, case.officer, sent, [Selection.of(text, 0, len(text.text))], POINT)
    put_points(case.session, case.officer, issue, [Seen(point.id, 0)])
    return point.id, sent


def test_who_is_asked_is_written_to_and_finds_it_waiting_at_once_and_nobody_else_does(
    case: Case, lawyer: Person
) -> None:
    issue = case.issue()
    asked = ask(case, issue, lawyer, due_on=date(2027, 2, 1))
    (letter,) = written_mail(case.session, lawyer.email)
    assert letter.subject == "You are asked for advice by 1 February 2027"
    assert f"/staff/advice/{asked.id}" in letter.body
    assert "May we?" not in letter.body
    (waiting,) = due(case.session, acting(case, lawyer))
    assert (waiting.endpoint, waiting.parts, waiting.due) == ("advice.show", {"advice_id": asked.id}, date(2027, 2, 1))
    assert waiting.who == "You"
    assert due(case.session, case.officer) == []


def test_the_one_who_was_asked_is_reminded_and_an_answer_ends_it(
    case: Case, lawyer: Person, clock_at: Callable[..., Any]
) -> None:
    asked = ask(case, case.issue(), lawyer)
    clock_at("2026-12-11 08:00")
    assert asked.is_overdue(DAY.replace(day=11))
    assert advice.overdue_words(asked, DAY.replace(day=11)) == "Overdue: it was due on 10 December 2026"
    assert remind_all(case.session) == 1
    assert len(written_mail(case.session, lawyer.email)) == 2
    assert written_mail(case.session, case.officer_person.email) == []
    advice.give_advice(case.session, acting(case, lawyer), asked, " You may. ", asked.version)
    assert (asked.said, asked.given_by) == ("You may.", "Ada Stone")
    assert asked.given_at is not None
    assert due(case.session, acting(case, lawyer)) == []
    clock_at("2026-12-30 08:00")
    assert remind_all(case.session) == 0
    names = case.session.scalars(select(AuditEntry.name).where(AuditEntry.name.startswith("decisions.advice"))).all()
    assert names == ["decisions.advice_asked", "decisions.advice_given"]


def test_only_the_one_who_was_asked_answers_and_once(case: Case, lawyer: Person) -> None:
    asked = ask(case, case.issue(), lawyer)
    with pytest.raises(Forbidden):
        advice.give_advice(case.session, case.officer, asked, "I say so.", asked.version)
    with pytest.raises(Invalid):
        advice.give_advice(case.session, acting(case, lawyer), asked, "\u200b ", asked.version)
    for _click in range(2):
        advice.give_advice(case.session, acting(case, lawyer), asked, "You may.", asked.version)
    with pytest.raises(SavedOtherwise):
        advice.give_advice(case.session, acting(case, lawyer), asked, "You may not.", asked.version)
    with pytest.raises(Conflict):
        advice.take_back_question(case.session, case.officer, asked)


def test_the_same_form_asks_once_and_what_is_not_on_offer_is_refused(case: Case, lawyer: Person) -> None:
    issue, other = case.issue(), case.issue("Another")
    point, _sent = point_in(case, other)
    key = tokens.new_secret()
    assert ask(case, issue, lawyer, form_key=key) is ask(case, issue, lawyer, form_key=key)
    assert len(written_mail(case.session, lawyer.email)) == 1
    resident = make_person(case.session)
    faults: list[tuple[Person, dict[str, object], str]] = [
        (resident, {}, "adviser"),
        (lawyer, {"question": " "}, "question"),
        (lawyer, {"due_on": date(2026, 11, 30)}, "due_on"),
        (lawyer, {"passage_id": point}, "about"),
    ]
    for person, more, field in faults:
        with pytest.raises(Invalid) as refused:
            ask(case, issue, person, **more)
        assert set(refused.value.fields) == {field}


def test_who_can_be_asked_is_named_with_the_post_they_are_in(case: Case, lawyer: Person) -> None:
    holder = OfficeHolder(key="stone", person_id=lawyer.id)
    term = {"role": OfficeRole.PROPER_OFFICER, "name": "A. Stone", "remit": "law", "from_on": date(2020, 1, 1)}
    case.session.add(OfficeTerm(holder=holder, **term))
    case.session.flush()
    assert advice.advisers(case.session)[lawyer.id] == "Ada Stone, Proper officer: law"
    assert advice.advisers(case.session)[case.officer_person.id] == case.officer_person.name


def test_taken_back_or_off_the_list_it_waits_no_more(case: Case, lawyer: Person, clock_at: Callable[..., Any]) -> None:
    issue, other = case.issue(), case.issue("Another")
    first, second = ask(case, issue, lawyer), ask(case, other, lawyer)
    advice.take_back_question(case.session, case.officer, first)
    issues.drop_issue(case.session, case.officer, other, "Twice.")
    clock_at("2027-01-10 08:00")
    assert remind_all(case.session) == 0
    assert due(case.session, acting(case, lawyer)) == []
    assert case.session.scalars(select(Deadline).where(Deadline.kind == "issue_advice")).all() == []
    for gone in (first, second):
        with pytest.raises(NotFound):
            advice.find_advice(case.session, gone.id)
    with pytest.raises(Conflict):
        advice.give_advice(case.session, acting(case, lawyer), first, "You may.", first.version)


def test_a_decision_over_an_issue_that_waits_for_advice_needs_a_reason(case: Case, lawyer: Person) -> None:
    issue = case.answered()
    asked = ask(case, issue, lawyer)
    case.write()
    with pytest.raises(Invalid) as refused:
        services.publish_decision(case.session, case.officer, case.consultation)
    assert "advice" in refused.value.fields["unread_reason"]
    decision = services.publish_decision(
        case.session, case.officer, case.consultation, unread_reason="The lawyer is ill."
    )
    assert decision.unread_reason == "The lawyer is ill."
    advice.give_advice(case.session, acting(case, lawyer), asked, "You may.", asked.version)
    assert asked.given_at is not None


def test_given_in_time_no_reason_is_needed(case: Case, lawyer: Person) -> None:
    asked = ask(case, case.answered(), lawyer)
    case.write()
    advice.give_advice(case.session, acting(case, lawyer), asked, "You may.", asked.version)
    assert services.publish_decision(case.session, case.officer, case.consultation).unread_reason == ""


def test_the_public_reads_only_what_an_officer_chose(case: Case, lawyer: Person, clock_at: Callable[..., Any]) -> None:
    issue = case.answered()
    shown, hidden = ask(case, issue, lawyer), ask(case, issue, lawyer, expertise=Expertise.EXPERT)
    with pytest.raises(Conflict):
        advice.show_advice(case.session, case.officer, shown, is_public=True)
    for one, said in ((shown, "You may."), (hidden, "It works.")):
        advice.give_advice(case.session, acting(case, lawyer), one, said, one.version)
    advice.show_advice(case.session, case.officer, shown, is_public=True)
    (kept,) = shown_issues(issues_as_they_stand(case.session, case.consultation))
    assert kept.advice == (KeptAdvice(Expertise.LAWYER, "You may.", "Ada Stone", date(2026, 12, 1)),)
    advice.show_advice(case.session, case.officer, shown, is_public=False)
    (kept,) = shown_issues(issues_as_they_stand(case.session, case.consultation))
    assert kept.advice == ()


def test_what_was_said_of_a_point_goes_with_the_response(case: Case, lawyer: Person) -> None:
    issue = case.issue()
    point, sent = point_in(case, issue)
    about_point, about_issue = ask(case, issue, lawyer, passage_id=point), ask(case, issue, lawyer)
    assert advice.words_about(about_point, about_point.passage) == "Point 1 of issue 1"
    advice.give_advice(case.session, acting(case, lawyer), about_point, "She is right.", about_point.version)
    revise(case.session, case.activity, sent, Cause.WITHDRAWAL)
    assert case.session.scalars(select(Advice)).all() == [about_issue]
