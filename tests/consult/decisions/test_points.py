"""Points go into issues and out of them, each counted once, and two officers never undo each other."""

import pytest

from consult.analysis import services as passages
from consult.analysis.services import POINT, Selection
from consult.consultations.models import State
from consult.decisions import issues, points
from consult.decisions.models import Issue
from consult.decisions.open_list import IssuesFixed
from consult.decisions.points import Seen
from consult.decisions.queries import citation_counts, citations_of, point_counts
from consult.kernel.errors import ChangedMeanwhile, Invalid, NotFound
from consult.submissions.models import Passage, Status, Submission
from consult.submissions.revision import set_status
from tests.consult.analysis.conftest import reasons_of
from tests.consult.decisions.conftest import Case
from tests.factories import make_submission

TEXT = "They mistake people. They cost too much."


def pointed(case: Case, text: str = TEXT) -> tuple[Submission, list[Passage]]:
    """Return a response of which each sentence is a point."""
    sent = make_submission(case.session, case.activity, answers={"position": "oppose", "reasons": text})
    found = []
    for piece in reasons_of(case.session, sent).pieces:
        chosen = [Selection.of(reasons_of(case.session, sent), piece.begins, piece.ends)]
        found += passages.mark(case.session, case.officer, sent, chosen, POINT)
    return sent, found


def put(case: Case, issue: Issue, *found: Passage, seen: int = 0) -> int:
    """Put points into an issue that were seen in no issue, or in this one."""
    return points.put_points(case.session, case.officer, issue, [Seen(passage.id, seen) for passage in found])


def counted(case: Case) -> dict[int, tuple[int, int]]:
    """Return how many points each issue has, and how many of them have a supplement."""
    return {number: (points, own) for number, points, own in case.session.execute(point_counts(case.consultation.id))}


def test_equal_points_share_an_answer_and_are_counted_apart(case: Case) -> None:
    issue = case.issue()
    (first, (mistake, _cost)), (_second, (same, _)) = pointed(case), pointed(case)
    assert put(case, issue, mistake, same) == 2
    assert put(case, issue, mistake, same) == 0
    placed = points.find_point(case.session, mistake.id)
    points.supplement_point(case.session, case.officer, placed, "We wrote to her.", seen_version=placed.version)
    assert counted(case) == {issue.id: (2, 1)}
    assert dict(case.session.execute(citation_counts(case.consultation.id)).all()) == {issue.id: 2}
    assert first.reference in [reference for _, reference in case.session.execute(citations_of([issue.id]))]


def test_a_single_rare_point_becomes_an_issue_of_its_own_once(case: Case) -> None:
    _sent, (mistake, cost) = pointed(case)
    for _click in range(2):
        drawn = points.draw_issue(
            case.session, case.officer, case.consultation, [Seen(cost.id, 0)], "Cost", form_key="a-key"
        )
    assert counted(case) == {drawn.id: (1, 0)}
    left = points.shown_points(case.session, points.placed_in(case.consultation.id, None))
    assert [point.said.words.strip() for point in left] == ["They mistake people."]
    assert left[0].passage.id == mistake.id


def test_a_point_that_another_officer_moved_is_a_conflict_that_shows_both(case: Case) -> None:
    here, there = case.issue("Here"), case.issue("There")
    _sent, (mistake, cost) = pointed(case)
    put(case, here, mistake)
    with pytest.raises(ChangedMeanwhile) as refused:
        put(case, there, mistake, cost)
    (compared,) = refused.value.compared
    assert (compared.label, compared.saved, compared.sent) == ("Point 1", "Issue 1: Here", "Issue 2: There")
    assert counted(case) == {here.id: (1, 0)}
    assert put(case, there, mistake, seen=here.id) == 1
    with pytest.raises(ChangedMeanwhile):
        points.draw_issue(case.session, case.officer, case.consultation, [Seen(mistake.id, 0)], "New", "key")
    assert [issue.title for issue in (here, there)] == ["Here", "There"]


def test_what_is_said_to_one_point_is_not_overwritten_by_another_officer(case: Case) -> None:
    issue = case.issue()
    _sent, (mistake, _cost) = pointed(case)
    put(case, issue, mistake)
    placed = points.find_point(case.session, mistake.id)
    seen = placed.version
    points.supplement_point(case.session, case.officer, placed, "Theirs.", seen_version=seen)
    with pytest.raises(ChangedMeanwhile) as refused:
        points.supplement_point(case.session, case.officer, placed, "Mine.", seen_version=seen)
    assert (refused.value.compared[0].saved, refused.value.compared[0].sent) == ("Theirs.", "Mine.")


def test_points_are_taken_out_and_stand_in_no_issue_when_theirs_is_dropped(case: Case) -> None:
    issue = case.issue()
    _sent, (mistake, cost) = pointed(case)
    put(case, issue, mistake, cost)
    taken = points.take_out_points(case.session, case.officer, case.consultation, [Seen(mistake.id, issue.id)])
    assert taken == 1
    assert counted(case) == {issue.id: (1, 0)}
    issues.drop_issue(case.session, case.officer, issue, "Twice.")
    assert points.number_of(case.session, points.placed_in(case.consultation.id, None)) == 2


def test_points_that_went_are_neither_counted_nor_put_anywhere(case: Case) -> None:
    issue = case.issue()
    sent, (mistake, cost) = pointed(case)
    put(case, issue, mistake, cost)
    passages.take_back(case.session, case.officer, sent, mistake)
    assert counted(case) == {issue.id: (1, 0)}
    with pytest.raises(ChangedMeanwhile):
        put(case, issue, mistake)
    with pytest.raises(NotFound):
        points.find_point(case.session, mistake.id)
    set_status(case.session, case.activity, sent, Status.WITHDRAWN)
    assert counted(case) == {}


def test_nothing_is_put_anywhere_once_the_decision_is_published(case: Case) -> None:
    issue = case.issue()
    _sent, (mistake, _cost) = pointed(case)
    case.consultation.state = State.DECIDED
    case.session.flush()
    with pytest.raises(IssuesFixed):
        put(case, issue, mistake)


@pytest.mark.parametrize("key", ["", "1", "1:", "a:b", "1:2:3", "9" * 30 + ":1"])
def test_a_selection_that_no_page_offered_is_refused(key: str) -> None:
    with pytest.raises(Invalid):
        Seen.read(key)
