"""What decisions rest on is found by its number and reference, counts only what counts, and shows no draft."""

import pytest

from consult.consultations.models import State
from consult.decisions import issues, services
from consult.decisions.queries import (
    citation_counts,
    citations_of,
    counted_submissions,
    dropped_issues_of,
    find_issue,
    find_submission,
    find_version,
    issues_of,
    newest_published,
)
from consult.desk.exclusions import exclude, reinstate
from consult.kernel.errors import NotFound
from consult.submissions.models import Status
from consult.submissions.revision import set_status
from tests.consult.decisions.conftest import Case, make_case
from tests.factories import make_activity, make_submission


def test_a_dropped_issue_is_listed_among_the_dropped_alone(case: Case) -> None:
    kept, dropped = case.issue("Kept"), case.issue("Dropped")
    issues.drop_issue(case.session, case.officer, dropped, "Twice.")
    assert case.session.scalars(issues_of(case.consultation.id)).all() == [kept]
    assert case.session.scalars(dropped_issues_of(case.consultation.id)).all() == [dropped]
    assert find_issue(case.session, kept.id) is kept
    with pytest.raises(NotFound):
        find_issue(case.session, dropped.id)


def test_issues_keep_the_order_of_their_numbers_and_those_of_others_stay_apart(case: Case) -> None:
    mine = [case.issue(f"Point {number}") for number in range(3)]
    make_case(case.session).issue("Elsewhere")
    assert case.session.scalars(issues_of(case.consultation.id)).all() == mine


def test_what_no_longer_counts_is_cited_no_longer_and_comes_back_when_it_counts_again(case: Case) -> None:
    issue, stays, goes = case.issue(), case.response(), case.response()
    for submission in (stays, goes):
        issues.cite(case.session, issue, submission, case.officer)

    def cited() -> tuple[list[str], dict[int, int]]:
        rows = case.session.execute(citations_of([issue.id])).all()
        counts = case.session.execute(citation_counts(case.consultation.id)).all()
        return [row[1] for row in rows], {row[0]: row[1] for row in counts}

    both = sorted([stays.reference, goes.reference])
    assert cited() == (both, {issue.id: 2})
    exclude(case.session, case.officer, case.activity, goes, "duplicate", "")
    assert cited() == ([stays.reference], {issue.id: 1})
    reinstate(case.session, case.officer, case.activity, goes)
    assert cited() == (both, {issue.id: 2})


def test_the_number_received_is_that_of_all_activities_and_of_what_counts(case: Case) -> None:
    other = make_activity(case.session, case.consultation, position=1)
    made = [case.response(), case.response(), make_submission(case.session, other)]
    make_case(case.session).response()
    counted = counted_submissions(case.consultation.id)
    assert {(activity, int(people)) for activity, people in case.session.execute(counted)} == {
        (case.activity.id, 2),
        (other.id, 1),
    }
    set_status(case.session, case.activity, made[0], Status.WITHDRAWN)
    assert (case.activity.id, 1) in {(activity, int(people)) for activity, people in case.session.execute(counted)}


def test_the_public_finds_published_versions_and_never_the_one_being_written(case: Case) -> None:
    case.write()
    assert newest_published(case.session, case.consultation.id) is None
    with pytest.raises(NotFound):
        find_version(case.session, case.consultation, 1)
    first = case.publish()
    services.begin_correction(case.session, case.officer, case.consultation, "The date was wrong.")
    assert newest_published(case.session, case.consultation.id) is first
    with pytest.raises(NotFound):
        find_version(case.session, case.consultation, 2)
    second = case.publish()
    assert newest_published(case.session, case.consultation.id) is second
    assert find_version(case.session, case.consultation, 1) is first


@pytest.mark.parametrize("change", [str, str.lower, lambda text: text.replace("-", " "), lambda text: f" {text}\n"])
def test_a_reference_is_found_however_it_is_typed(case: Case, change: object) -> None:
    response = case.response()
    found, activity = find_submission(case.session, change(response.reference))  # type: ignore[operator]
    assert (found, activity) == (response, case.activity)
    assert activity.consultation is case.consultation


def test_an_excluded_or_withdrawn_response_is_found_by_its_author(case: Case) -> None:
    for status in (Status.EXCLUDED, Status.WITHDRAWN):
        response = make_submission(case.session, case.activity, status=status)
        assert find_submission(case.session, response.reference)[0] is response


@pytest.mark.parametrize("typed", ["", "CN-0000-0000", "%", "' OR 1=1 --", "CN-" + "A" * 500])
def test_what_is_no_reference_of_ours_is_said_in_words(case: Case, typed: str) -> None:
    case.response()
    with pytest.raises(NotFound, match="Check it and try again"):
        find_submission(case.session, typed)


def test_a_response_to_a_draft_is_known_to_nobody_by_its_reference(case: Case) -> None:
    response = case.response()
    case.consultation.state = State.DRAFT
    case.session.flush()
    with pytest.raises(NotFound):
        find_submission(case.session, response.reference)
