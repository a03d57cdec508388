"""What a consultation is kept to by the database, and which documents people may read."""

import io

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.consultations.documents import add_document
from consult.consultations.models import Activity, Consultation, State
from consult.kernel import clock
from consult.kernel.authz import SYSTEM
from tests.factories import make_activity, make_consultation
from tests.support.documents import small_pdf


def test_a_document_that_was_taken_away_stays_on_record_and_is_offered_no_longer(session: Session) -> None:
    made = make_consultation(session, state=State.DRAFT)
    kept, removed = (
        add_document(session, SYSTEM, made, title=title, name="plan.pdf", content=io.BytesIO(small_pdf()))
        for title in ("Kept", "Removed")
    )
    removed.removed_at = clock.now()
    session.flush()
    session.expire(made)
    assert made.offered_documents == [kept]
    assert removed in made.documents


def test_a_consultation_never_closes_before_it_opens(session: Session) -> None:
    made = make_consultation(session)
    with pytest.raises(IntegrityError):
        session.execute(update(Consultation).where(Consultation.id == made.id).values(closes_at=made.opens_at))


def test_a_state_that_there_is_not_is_refused(session: Session) -> None:
    made = make_consultation(session)
    with pytest.raises(IntegrityError):
        session.execute(update(Consultation).where(Consultation.id == made.id).values(state="forgotten"))


def test_two_consultations_never_share_an_address(session: Session) -> None:
    make_consultation(session, slug="cameras")
    with pytest.raises(IntegrityError):
        make_consultation(session, slug="cameras")


def test_ways_of_taking_part_stand_in_their_order(session: Session) -> None:
    made = make_consultation(session)
    second, first = (make_activity(session, made, position=place) for place in (1, 0))
    session.expire(made)
    assert made.activities == [first, second]
    assert {activity.consultation_id for activity in session.query(Activity)} == {made.id}
