"""An assessment that says something else returns every authority that stands on it to review, and nothing else."""

from plugins.authorisation.changes import return_to_review
from plugins.authorisation.lifecycle import State
from plugins.authorisation.rules import ASSESSMENT
from tests.plugins.authorisation.conftest import Desk


def test_an_authority_returns_to_review_and_says_why(desk: Desk) -> None:
    authorised, written = desk.brought_to(State.REVIEW), desk.opened()
    desk.move(authorised, State.AUTHORISED, desk.superintendent)
    number = desk.evidence.consultation.id
    for other in ({"kind": "impact_equality"}, {"assessment_id": number + 1}):
        return_to_review(desk.session, {"kind": ASSESSMENT, "assessment_id": number, "number": "C-1", **other})
    assert authorised.state == "authorised"
    return_to_review(desk.session, {"kind": ASSESSMENT, "assessment_id": number, "number": "C-1"})
    assert (authorised.state, written.state) == ("review", "draft")
    assert authorised.authority_ends_at is None
    assert authorised.minutes[-1].reason == "The assessment C-1, on which this authority stands, was changed."
