"""Only what is declared and public can be followed."""

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Consultation, State
from consult.contract.references import Reference
from consult.follows.queries import find_follow, find_followable, followers_of
from consult.kernel.errors import NotFound
from tests.consult.follows.conftest import asked, following


def test_what_is_public_is_found_with_what_it_is_called(session: Session, reference: Reference) -> None:
    found, link = find_followable(session, reference.kind, reference.id)
    assert found == reference
    assert link.title == "The consultation “Cameras” and its decision"


@pytest.mark.parametrize("kind", ["consultation", "issue", "person", "nothing"])
def test_what_is_not_there_or_not_declared_is_not_found(session: Session, reference: Reference, kind: str) -> None:
    number = reference.id + 1 if kind == "consultation" else reference.id
    with pytest.raises(NotFound):
        find_followable(session, kind, number)


def test_a_draft_cannot_be_followed(session: Session, consultation: Consultation) -> None:
    consultation.state = State.DRAFT
    session.flush()
    with pytest.raises(NotFound):
        find_followable(session, "consultation", consultation.id)


def test_a_link_is_found_by_its_secret_alone(session: Session, reference: Reference) -> None:
    follow = asked(session, reference, "anna@example.org")
    with pytest.raises(NotFound, match="not one of ours"):
        find_follow(session, follow.stop_hash)


def test_followers_are_those_of_this_row(session: Session, reference: Reference) -> None:
    follow = following(session, reference, "anna@example.org")
    assert session.scalars(followers_of([reference], "")).all() == [follow]
    assert session.scalars(followers_of([reference], follow.address_hash)).all() == []
    assert session.scalars(followers_of([Reference("motion", reference.id)], "")).all() == []
