"""Marking passages: points keep their numbers, two officers see each other, and changed texts take marks along."""

import pytest
from sqlalchemy.orm import Session

from consult.analysis import services
from consult.analysis.queries import coverage_of
from consult.analysis.services import POINT, Selection
from consult.consultations.models import State
from consult.kernel.errors import ChangedMeanwhile, Conflict, Invalid
from consult.submissions.models import Cause, Passage, Status, Submission
from consult.submissions.revision import revise
from tests.consult.analysis.conftest import TEXT, reasons_of
from tests.consult.decisions.conftest import Case, make_case
from tests.factories import make_submission


def _mark(case: Case, sent: Submission, *places: int, code: str = POINT) -> list[Passage]:
    text = reasons_of(case.session, sent)
    pieces = [text.pieces[place] for place in places]
    chosen = [Selection.of(text, piece.begins, piece.ends) for piece in pieces]
    return services.mark(case.session, case.officer, sent, chosen, code)


def _said(case: Case, sent: Submission, passage: Passage) -> str:
    return reasons_of(case.session, sent).text[passage.begins : passage.ends]


def test_sentences_beside_each_other_become_one_point(case: Case, sent: Submission) -> None:
    _mark(case, sent, 0, code="thanks")
    (point,) = _mark(case, sent, 1, 2)
    assert (point.number, _said(case, sent, point)) == (1, TEXT[22:])
    assert coverage_of(case.session, case.consultation).per_cent == 100


def test_a_number_is_never_given_twice(case: Case, sent: Submission) -> None:
    (first,) = _mark(case, sent, 1)
    services.take_back(case.session, case.officer, sent, first)
    (second,) = _mark(case, sent, 1)
    assert (first.number, first.ended_because, second.number) == (1, "taken_back", 2)


def test_the_same_mark_twice_changes_nothing(case: Case, sent: Submission) -> None:
    text = reasons_of(case.session, sent)
    whole = [Selection.of(text, 0, len(TEXT))]
    first = services.mark(case.session, case.officer, sent, whole, POINT)
    assert services.mark(case.session, case.officer, sent, whole, POINT) == first


def test_two_officers_at_one_passage_see_both_marks(case: Case, sent: Submission) -> None:
    text = reasons_of(case.session, sent)
    seen = Selection.of(text, text.pieces[1].begins, text.pieces[1].ends)
    _mark(case, sent, 1)
    with pytest.raises(ChangedMeanwhile) as refused:
        services.mark(case.session, case.officer, sent, [seen], "thanks")
    (both,) = refused.value.compared
    assert both.label == "The cameras mistake people for others. "
    assert (both.saved, both.sent) == (f"Point 1, by {case.officer.name}", "Thanks or greeting")


def test_a_text_that_changed_is_read_again_before_it_is_marked(case: Case, sent: Submission) -> None:
    text = reasons_of(case.session, sent)
    seen = Selection.of(text, 0, len(TEXT))
    revise(case.session, case.activity, sent, Cause.CORRECTION, answers={"position": "oppose", "reasons": "No."})
    with pytest.raises(ChangedMeanwhile):
        services.mark(case.session, case.officer, sent, [seen], POINT)


def test_a_redaction_stays_within_its_point_and_shows(case: Case, sent: Submission) -> None:
    _thanks, second, third = (_mark(case, sent, place)[0] for place in range(3))
    said = TEXT.replace("people for others", "[redacted: personal details]")
    revise(case.session, case.activity, sent, Cause.REDACTION, answers={"position": "oppose", "reasons": said})
    assert _said(case, sent, second) == "The cameras mistake [redacted: personal details]. "
    assert second.changed_at is not None
    assert (_said(case, sent, third), third.changed_at) == ("They cost too much.", None)


def test_new_words_open_a_passage_again(case: Case, sent: Submission) -> None:
    first, second = _mark(case, sent, 0)[0], _mark(case, sent, 1)[0]
    thanks = _mark(case, sent, 2, code="thanks")[0]
    said = TEXT.replace("mistake people", "confuse people")
    revise(case.session, case.activity, sent, Cause.CORRECTION, answers={"position": "oppose", "reasons": said})
    assert (first.ended_at, second.ended_because) == (None, "changed")
    assert _said(case, sent, thanks) == "They cost too much."
    assert coverage_of(case.session, case.consultation).open == 1


def test_what_is_withdrawn_takes_its_points_along(case: Case, sent: Submission) -> None:
    (point,) = _mark(case, sent, 1)
    revise(case.session, case.activity, sent, Cause.WITHDRAWAL, status=Status.WITHDRAWN)
    assert (point.number, point.ended_because) == (1, "withdrawn")
    assert coverage_of(case.session, case.consultation).passages == 0


@pytest.mark.parametrize("key", ["", "answers.reasons", "answers.reasons:0:x:ff", "answers.reasons:-1:4:"])
def test_what_no_page_offered_is_refused(key: str) -> None:
    with pytest.raises(Invalid):
        Selection.read(key)


def test_nothing_is_marked_before_a_consultation_opens(session: Session) -> None:
    case = make_case(session, State.DRAFT)
    sent = make_submission(session, case.activity, answers={"reasons": TEXT})
    with pytest.raises(Conflict):
        _mark(case, sent, 1)


def test_a_selection_and_a_code_are_needed(case: Case, sent: Submission) -> None:
    with pytest.raises(Invalid):
        services.mark(case.session, case.officer, sent, [], POINT)
    with pytest.raises(Invalid):
        _mark(case, sent, 1, code="unwelcome")


@pytest.mark.parametrize(("begins", "ends"), [(80, 80), (5, 5), (6, 2), (70, 900)])
def test_a_range_without_words_or_beyond_the_text_is_refused(
    case: Case, sent: Submission, begins: int, ends: int
) -> None:
    text = reasons_of(case.session, sent)
    with pytest.raises(ChangedMeanwhile):
        services.mark(case.session, case.officer, sent, [Selection.of(text, begins, ends)], POINT)
