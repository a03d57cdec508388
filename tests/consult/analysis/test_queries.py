"""Coverage counts every character of what counts once."""

from consult.analysis import services
from consult.analysis.queries import coverage_of, find_passage, open_responses
from consult.analysis.services import POINT, Selection
from consult.submissions.models import Status, Submission
from consult.submissions.revision import set_status
from tests.consult.analysis.conftest import TEXT, reasons_of
from tests.consult.decisions.conftest import Case


def test_coverage_says_what_is_a_point_what_is_not_and_what_is_open(case: Case, sent: Submission) -> None:
    text = reasons_of(case.session, sent)
    for place, code in ((0, "thanks"), (1, POINT)):
        piece = text.pieces[place]
        services.mark(case.session, case.officer, sent, [Selection.of(text, piece.begins, piece.ends)], code)
    found = coverage_of(case.session, case.consultation)
    assert (found.passages, found.covered, found.not_substantive, found.open) == (3, 1, 1, 1)
    assert found.characters == len(TEXT)
    assert found.covered_characters + found.not_substantive_characters + found.open_characters == len(TEXT)
    assert found.per_cent == 76.2
    assert open_responses(case.session, case.consultation, 5) == [(sent, 1)]


def test_what_does_not_count_needs_no_cover(case: Case, sent: Submission) -> None:
    sent.exclusion_code = "duplicate"
    set_status(case.session, case.activity, sent, Status.EXCLUDED)
    assert coverage_of(case.session, case.consultation).per_cent == 100
    assert open_responses(case.session, case.consultation, 5) == []


def test_a_marked_passage_is_found_with_its_response(case: Case, sent: Submission) -> None:
    text = reasons_of(case.session, sent)
    (point,) = services.mark(case.session, case.officer, sent, [Selection.of(text, 0, 22)], POINT)
    assert find_passage(case.session, point.id) == (point, sent)
