"""Whoever marked a passage reads so when they ask."""

from consult.analysis import services
from consult.analysis.services import POINT, Selection
from consult.privacy.services import collect, find_subject
from consult.submissions.models import Submission
from tests.consult.analysis.conftest import reasons_of
from tests.consult.decisions.conftest import Case


def test_who_marked_a_passage_is_handed_its_number(case: Case, sent: Submission) -> None:
    text = reasons_of(case.session, sent)
    (point,) = services.mark(case.session, case.officer, sent, [Selection.of(text, 0, 22)], POINT)
    held = collect(case.session, find_subject(case.session, case.officer_person.email))
    assert held["passage.marked_by_id"] == [point.id]
