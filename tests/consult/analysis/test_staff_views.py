"""The pages on which officers mark passages, without any script."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.analysis.services import Selection
from consult.submissions.models import Passage, Submission
from tests.consult.analysis.conftest import TEXT, reasons_of
from tests.consult.decisions.conftest import Case
from tests.support.web import FormClient

SignIn = Callable[[FormClient, Person], None]


@pytest.fixture
def desk(client: FormClient, case: Case, sign_in: SignIn) -> FormClient:
    """The browser of the officer."""
    case.session.commit()
    sign_in(client, case.officer_person)
    return client


def _key(session: Session, sent: Submission, begins: int, ends: int) -> str:
    return Selection.of(reasons_of(session, sent), begins, ends).key


def test_a_whole_text_is_marked_in_one_press_and_taken_back(
    sent: Submission, desk: FormClient, session: Session
) -> None:
    address = f"/staff/responses/{sent.id}/passages"
    chosen = _key(session, sent, 0, len(TEXT))
    assert chosen in desk.get(address).text
    assert desk.post_form(address, {"chosen": chosen, "code": "point"}).status_code == 303
    assert "Point 1, by" in desk.get(address).text
    passage = session.scalars(select(Passage)).one()
    assert desk.post_form(f"/staff/passages/{passage.id}/take-back").status_code == 303
    assert "Mark the whole text as one point" in desk.get(address).text


def test_a_passage_marked_meanwhile_is_a_conflict_that_shows_both(
    sent: Submission, desk: FormClient, session: Session
) -> None:
    address = f"/staff/responses/{sent.id}/passages"
    chosen = _key(session, sent, 0, 22)
    desk.post_form(address, {"chosen": chosen, "code": "point"})
    refused = desk.post_form(address, {"chosen": chosen, "code": "thanks"})
    assert refused.status_code == 409
    assert "Point 1, by" in refused.text
    assert "Thanks or greeting" in refused.text


def test_a_selection_without_a_kind_is_asked_for_one(sent: Submission, desk: FormClient, session: Session) -> None:
    address = f"/staff/responses/{sent.id}/passages"
    wrong = desk.post_form(address, {"chosen": _key(session, sent, 0, 22)})
    assert wrong.status_code == 422
    assert "Select what they are" in wrong.text
    assert desk.post_form(address, {"chosen": "x", "code": "point"}).status_code == 422


def test_the_coverage_leads_to_what_is_open(sent: Submission, desk: FormClient, case: Case) -> None:
    page = desk.get(f"/staff/consultations/{case.consultation.slug}/coverage").text
    assert "0.0 per cent of what was written" in page
    assert f"/staff/responses/{sent.id}/passages" in page
    assert "3 open passages" in page
