"""A decision is published only when nothing is missing, and stays as it was published."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.analysis.queries import texts_of
from consult.analysis.services import POINT, Selection, mark
from consult.audit.models import AuditEntry
from consult.consultations.models import State
from consult.decisions import issues, services
from consult.decisions.models import Decision, Disposition
from consult.decisions.open_list import IssuesFixed
from consult.decisions.points import Seen, put_points
from consult.decisions.presentation import shown_issues
from consult.decisions.services import NotReady, what_is_missing
from consult.desk.readings import record_reading
from consult.kernel import clock
from consult.kernel.errors import ChangedMeanwhile, Conflict, Invalid
from consult.submissions.models import Status
from consult.submissions.revision import set_status
from tests.consult.decisions.conftest import TEXTS, Case, make_case
from tests.factories import make_activity, make_submission


def test_a_complete_decision_is_published_and_the_consultation_is_decided(case: Case) -> None:
    case.answered()
    case.write()
    assert what_is_missing(case.session, case.consultation) == []
    decision = case.publish()
    assert decision.published_at is not None
    assert decision.published_by_id == case.officer_person.id
    assert case.consultation.state == State.DECIDED
    names = set(case.session.scalars(select(AuditEntry.name)))
    assert {"decisions.published", "consultations.decided"} <= names


def test_a_decision_of_a_day_to_come_is_not_published(case: Case) -> None:
    case.answered()
    draft = case.write()
    draft.decided_on = clock.now().date() + timedelta(days=2)
    case.session.flush()
    missing = what_is_missing(case.session, case.consultation)
    assert any("which is still to come" in thing.sentence for thing in missing)
    with pytest.raises(NotReady):
        case.publish()


def test_nothing_is_published_while_an_issue_has_no_answer(case: Case) -> None:
    case.answered()
    case.issue("Young people feel watched")
    case.write()
    with pytest.raises(NotReady) as refused:
        case.publish()
    assert [missing.sentence for missing in refused.value.missing] == [
        "Issue 2, “Young people feel watched”, has no answer. Say what was done with it, and why."
    ]
    assert case.consultation.state == State.ANALYSING


def test_an_issue_taken_from_the_list_holds_nothing_up(case: Case) -> None:
    issue = case.issue()
    case.write()
    issues.drop_issue(case.session, case.officer, issue, "It is part of issue 2.")
    assert case.publish().number == 1


@pytest.mark.parametrize("state", [State.OPEN, State.CLOSED])
def test_a_consultation_that_is_not_analysed_is_not_decided(session: Session, state: State) -> None:
    case = make_case(session, state)
    case.write()
    with pytest.raises(NotReady) as refused:
        case.publish()
    assert "not being analysed" in refused.value.missing[0].sentence


@pytest.mark.parametrize("empty", sorted(TEXTS))
def test_each_text_is_needed_to_publish(case: Case, empty: str) -> None:
    case.write(**{empty: " "})
    with pytest.raises(NotReady) as refused:
        case.publish()
    assert len(refused.value.missing) == 1


def test_a_decision_that_was_not_written_is_not_published(case: Case) -> None:
    with pytest.raises(NotReady) as refused:
        case.publish()
    assert "has not been written" in refused.value.missing[0].sentence


def test_a_plugin_that_is_switched_off_cannot_be_checked_so_nothing_is_published(case: Case) -> None:
    make_activity(case.session, case.consultation, "nobody_knows", title="Ask a sage")
    case.session.refresh(case.consultation)
    case.write()
    with pytest.raises(NotReady) as refused:
        case.publish()
    assert "“Ask a sage” cannot be checked" in refused.value.missing[0].sentence


def test_a_second_publication_finds_nothing_to_publish(case: Case) -> None:
    case.write()
    case.publish()
    with pytest.raises(NotReady, match="cannot be published yet") as refused:
        case.publish()
    assert "Begin a correction first" in refused.value.missing[0].sentence


def test_the_database_itself_refuses_an_incomplete_published_decision(case: Case) -> None:
    incomplete = Decision(
        consultation=case.consultation, number=1, created_at=clock.now(), published_at=clock.now(), decided="Yes."
    )
    case.session.add(incomplete)
    with pytest.raises(IntegrityError):
        case.session.flush()


def test_a_draft_that_somebody_saved_meanwhile_is_not_overwritten(case: Case) -> None:
    case.write()
    said = (case.session, case.officer, case.consultation)
    services.save_decision(*said, TEXTS, "Cabinet", date(2023, 1, 16), seen_version=0)
    with pytest.raises(ChangedMeanwhile) as refused:
        services.save_decision(*said, {**TEXTS, "did": "Mine."}, "Cabinet", date(2023, 1, 16), seen_version=0)
    (both,) = [field for field in refused.value.compared if field.differs]
    assert (both.label, both.saved, both.sent) == ("We did", TEXTS["did"], "Mine.")


def test_issues_are_kept_with_the_version_and_only_what_counts_is_cited(case: Case) -> None:
    issue, stays, goes = case.answered(Disposition.NOT_CHANGED), case.response(), case.response()
    for submission in (stays, goes):
        issues.cite(case.session, issue, submission, case.officer)
    set_status(case.session, case.activity, goes, Status.WITHDRAWN)
    case.write()
    decision = case.publish()
    (kept,) = shown_issues(decision.issues)
    assert kept.title == issue.title
    assert kept.disposition is Disposition.NOT_CHANGED
    assert kept.answered_by == "Cabinet"
    assert kept.answered_on == clock.today_in_london()
    assert kept.cited == frozenset({stays.reference})
    assert decision.issues is not None
    assert decision.issues["received"] == 1


def test_after_publication_issues_and_draft_stand_until_a_correction_is_begun(case: Case) -> None:
    issue = case.answered()
    case.write()
    case.publish()
    with pytest.raises(IssuesFixed):
        case.answer(issue, Disposition.OUT_OF_SCOPE)
    with pytest.raises(IssuesFixed):
        case.issue("Too late")
    with pytest.raises(IssuesFixed):
        case.write()


def test_a_correction_is_a_new_version_with_a_reason_and_the_old_one_stays(case: Case) -> None:
    issue = case.answered()
    case.write()
    first = case.publish()
    correction = services.begin_correction(case.session, case.officer, case.consultation, "The date was wrong.")
    assert (correction.number, correction.decided) == (2, first.decided)
    case.answer(issue, Disposition.OUT_OF_SCOPE)
    case.write(summary="Corrected.")
    second = case.publish()
    assert (second.number, second.summary, second.correction_reason) == (2, "Corrected.", "The date was wrong.")
    assert first.summary == TEXTS["summary"]
    assert shown_issues(first.issues)[0].disposition is Disposition.CHANGED
    assert shown_issues(second.issues)[0].disposition is Disposition.OUT_OF_SCOPE
    assert case.consultation.state == State.DECIDED


def test_a_correction_needs_a_reason_a_published_decision_and_no_other_correction(case: Case) -> None:
    with pytest.raises(Conflict, match="has not been published"):
        services.begin_correction(case.session, case.officer, case.consultation, "Too early.")
    case.write()
    case.publish()
    with pytest.raises(Invalid):
        services.begin_correction(case.session, case.officer, case.consultation, " ")
    services.begin_correction(case.session, case.officer, case.consultation, "The date was wrong.")
    with pytest.raises(Conflict, match="begun already"):
        services.begin_correction(case.session, case.officer, case.consultation, "Again.")


def test_a_correction_can_be_thrown_away_but_the_first_draft_cannot(case: Case) -> None:
    case.write()
    with pytest.raises(Conflict):
        services.drop_correction(case.session, case.officer, case.consultation)
    case.publish()
    services.begin_correction(case.session, case.officer, case.consultation, "The date was wrong.")
    services.drop_correction(case.session, case.officer, case.consultation)
    assert case.session.scalars(select(Decision)).one().number == 1


def test_the_three_texts_follow_from_consultation_and_issues(case: Case) -> None:
    issue = case.answered()
    issues.cite(case.session, issue, case.response(), case.officer)
    suggested = services.suggested_texts(case.session, case.consultation)
    assert case.consultation.summary in suggested.asked
    assert "We received fewer than 5 responses." in suggested.said
    assert suggested.said.endswith(f"- {issue.title}")
    assert "We changed something because of these points:" in suggested.did


def test_nothing_is_decided_over_an_open_passage_without_a_reason(case: Case) -> None:
    sent = make_submission(case.session, case.activity, answers={"reasons": "Too dear. Too loud."})
    record_reading(case.session, case.officer, sent)
    issue = case.answered()
    case.write()
    with pytest.raises(Invalid) as refused:
        services.publish_decision(case.session, case.officer, case.consultation)
    assert refused.value.fields == {
        "unread_reason": "Say why not every passage is covered, or mark those that are open first"
    }
    assert case.consultation.state == State.ANALYSING
    (text,) = texts_of(sent, [])
    (point,) = mark(case.session, case.officer, sent, [Selection.of(text, 0, len(text.text))], POINT)
    with pytest.raises(Invalid) as refused:
        services.publish_decision(case.session, case.officer, case.consultation)
    assert refused.value.fields == {
        "unread_reason": "Say why not every point is in an issue, or put the others in first"
    }
    put_points(case.session, case.officer, issue, [Seen(point.id, 0)])
    decision = services.publish_decision(case.session, case.officer, case.consultation)
    assert decision.issues is not None
    coverage = {"per_cent": 100.0, "passages": 1, "open": 0, "unplaced": 0, "waiting": 0}
    assert decision.issues["coverage"] == coverage
    assert decision.unread_reason == ""
    with pytest.raises(Conflict):
        mark(case.session, case.officer, sent, [Selection.of(text, 0, 9)], "thanks")


def test_the_reason_for_open_passages_stands_with_the_decision(case: Case) -> None:
    sent = make_submission(case.session, case.activity, answers={"reasons": "Too dear. Too loud."})
    record_reading(case.session, case.officer, sent)
    case.answered()
    case.write()
    decision = services.publish_decision(case.session, case.officer, case.consultation, unread_reason="No time.")
    assert decision.issues is not None
    assert (decision.unread_reason, decision.issues["coverage"]["open"]) == ("No time.", 2)
