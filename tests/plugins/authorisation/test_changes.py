"""An assessment that says something else returns every authority that stands on it to review, and nothing else."""

import pytest
from sqlalchemy.orm import Session

from consult.kernel.errors import DomainError
from plugins.authorisation.changes import return_to_review
from plugins.authorisation.lifecycle import State
from plugins.authorisation.rules import ASSESSMENT
from plugins.authorisation.views_about import views_to_weigh
from tests.plugins.authorisation.conftest import Desk, make_officers
from tests.plugins.impact.assessments.conftest import make_desk as make_authors


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


def test_signing_a_further_version_returns_the_authority_that_stands_on_it(session: Session) -> None:
    authors, desk = make_authors(session), make_officers(session)
    assessment = authors.signed()
    desk.assessment_id = assessment.id
    case = desk.brought_to(State.REVIEW)
    assert [view.viewpoint.reference.kind for view in views_to_weigh(session, case)] == ["impact_entry"]
    with pytest.raises(DomainError, match="cannot be recorded yet"):
        desk.move(case, State.AUTHORISED, desk.superintendent)
    desk.consider_all(case)
    desk.move(case, State.AUTHORISED, desk.superintendent)
    authors.sign_again(assessment)
    session.refresh(case)
    assert (case.state, case.authority_ends_at) == ("review", None)
    assert (
        case.minutes[-1].reason == f"The assessment {assessment.number}, on which this authority stands, was changed."
    )
