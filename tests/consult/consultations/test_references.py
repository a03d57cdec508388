"""A consultation that is published can be followed."""

from sqlalchemy.orm import Session

from consult.citations.queries import reference_to
from consult.consultations.models import State
from consult.follows.queries import public_link
from tests.factories import make_consultation


def test_everybody_finds_a_published_consultation_and_nobody_a_draft(session: Session) -> None:
    there = make_consultation(session, state=State.OPEN, title="Cameras")
    draft = make_consultation(session, state=State.DRAFT)
    link = public_link(session, reference_to(there))
    assert link is not None
    assert (link.title, link.parts) == ("The consultation “Cameras” and its decision", {"slug": there.slug})
    assert public_link(session, reference_to(draft)) is None
