"""A resident learns what became of her response, and the public reads a decision as it stood when it was published."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from sqlalchemy import select

from consult.decisions import issues
from consult.decisions.models import Decision, Disposition
from consult.decisions.presentation import ShownIssue, shown_issues, whereabouts
from consult.desk.exclusions import exclude, reinstate
from consult.kernel import clock
from consult.submissions.models import Channel, Status
from consult.submissions.revision import set_status
from tests.consult.decisions.conftest import Case
from tests.factories import make_submission


def shown(case: Case) -> list[ShownIssue]:
    return shown_issues(case.session.scalars(select(Decision)).one().issues)


def test_an_issue_reads_as_it_was_answered(case: Case, clock_at: Callable[..., datetime]) -> None:
    clock_at("2026-07-01 00:30")
    issue, response = case.issue("Mistaken identity"), case.response()
    issues.cite(case.session, issue, response, case.officer)
    case.answer(issue, Disposition.NOT_CHANGED)
    case.write()
    case.publish()
    (one,) = shown(case)
    assert (one.number, one.title, one.disposition) == (1, "Mistaken identity", Disposition.NOT_CHANGED)
    assert (one.reason, one.answered_by) == ("We asked for a check by a person.", "Cabinet")
    assert one.answered_on == date(2026, 7, 1)
    assert one.cited == {response.reference}


def test_what_is_published_stays_when_its_issue_changes_later(case: Case) -> None:
    issue = case.answered()
    case.write()
    case.publish()
    issue.title, issue.reason = "Changed afterwards", "Changed afterwards"
    case.session.flush()
    (one,) = shown(case)
    assert one.title != "Changed afterwards" != one.reason


@pytest.mark.parametrize("kept", [None, {}, {"issues": []}])
def test_a_decision_may_rest_on_no_issue(kept: dict[str, object] | None) -> None:
    assert shown_issues(kept) == []


def test_before_the_decision_one_reads_that_it_came_how_and_when(case: Case, clock_at: Callable[..., datetime]) -> None:
    clock_at("2026-07-01 00:30")
    there = whereabouts(case.session, case.response(), case.activity)
    assert (there.status, there.channel, there.exclusion, there.decision) == (Status.SUBMITTED, "Online", "", None)
    assert there.received_on == clock.london(clock.now()).date() == date(2026, 7, 1)
    assert list(there.citing) == []


def test_a_letter_came_on_the_day_it_came_and_not_on_the_day_it_was_typed(case: Case) -> None:
    letter = make_submission(case.session, case.activity, channel=Channel.PAPER, received_on=date(2026, 3, 2))
    there = whereabouts(case.session, letter, case.activity)
    assert (there.channel, there.received_on) == ("Paper", date(2026, 3, 2))


def test_an_excluded_response_says_why_in_public_words_and_never_the_note(case: Case) -> None:
    response = case.response()
    exclude(case.session, case.officer, case.activity, response, "duplicate", "A note among officers")
    there = whereabouts(case.session, response, case.activity)
    assert there.status is Status.EXCLUDED
    assert there.exclusion == "The same person sent the same response more than once"
    assert "A note among officers" not in repr(there)
    reinstate(case.session, case.officer, case.activity, response)
    assert whereabouts(case.session, response, case.activity).exclusion == ""


def test_a_withdrawn_response_says_so(case: Case) -> None:
    response = case.response()
    set_status(case.session, case.activity, response, Status.WITHDRAWN)
    assert whereabouts(case.session, response, case.activity).status is Status.WITHDRAWN


def test_after_the_decision_one_reads_the_answers_to_the_points_ones_response_was_cited_for(case: Case) -> None:
    mine, others = case.response(), case.response()
    cited, not_cited = case.issue("Cited"), case.issue("Not cited")
    issues.cite(case.session, cited, mine, case.officer)
    issues.cite(case.session, not_cited, others, case.officer)
    for issue in (cited, not_cited):
        case.answer(issue)
    case.write()
    assert list(whereabouts(case.session, mine, case.activity).citing) == []
    decision = case.publish()
    there = whereabouts(case.session, mine, case.activity)
    assert there.decision is decision
    assert [issue.title for issue in there.citing] == ["Cited"]


def test_what_somebody_wrote_is_not_part_of_what_became_of_it(case: Case) -> None:
    response = make_submission(case.session, case.activity, answers={"reasons": "Canary words"})
    there = whereabouts(case.session, response, case.activity)
    assert "Canary words" not in repr(there)
