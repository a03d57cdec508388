"""Answers and exclusions of few words are found, and answers that several pieces share."""

from plugins.impact.procedure import Status
from plugins.impact.scrutiny import THIN_RECORDS
from tests.plugins.impact.conftest import Case
from tests.support.scrutiny import titles_found


def test_the_same_answer_to_three_pieces_and_a_short_exclusion_are_found(case: Case) -> None:
    pieces = [case.brought_to(Status.RESPONDED) for _ in range(2)]
    assert titles_found(case.session, THIN_RECORDS) == {}
    pieces.append(case.brought_to(Status.RESPONDED))
    out = case.brought_to(Status.OUT_OF_SCOPE)
    assert titles_found(case.session, THIN_RECORDS) == {
        "same_answer": [f"Evidence {piece.reference}" for piece in pieces],
        "short_exclusion": [f"Evidence {out.reference}"],
    }
    pieces[0].answer = "We noted this."
    case.session.flush()
    assert titles_found(case.session, THIN_RECORDS)["short_answer"] == [f"Evidence {pieces[0].reference}"]
