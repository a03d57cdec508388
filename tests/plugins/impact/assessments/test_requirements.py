"""What whoever stands on an assessment may ask of it."""

from datetime import datetime

from sqlalchemy.orm import Session

from consult.contract.references import Reference
from consult.contract.unmet import unmet
from consult.kernel import clock
from plugins.impact.assessments.requirements import unsigned
from plugins.impact.engagement.services import invite_bodies
from tests.plugins.impact.assessments.conftest import Desk
from tests.plugins.impact.engagement.conftest import make_log


def test_an_assessment_that_is_not_signed_is_named_with_its_page(desk: Desk) -> None:
    draft, signed = desk.begin(), desk.signed()
    needed = {"impact.assessment_signed": "the assessment"}
    (lack,) = unmet(desk.session, Reference("impact_assessment", draft.id), needed)
    assert lack.sentence == f"Assessment {draft.number} is not signed."
    assert unmet(desk.session, Reference("impact_assessment", signed.id), needed) == []
    equality = desk.begin("equality")
    assert len(unmet(desk.session, Reference("impact_equality", equality.id))) == 1


def test_a_body_that_was_invited_after_the_signature_still_needs_an_outcome(session: Session) -> None:
    log = make_log(session)
    needed = {"impact.bodies_heard": "the bodies"}
    reference = Reference("impact_assessment", log.assessment.id)
    engagement, contact = log.held(held_on=clock.london(clock.now()).date()), log.contact()
    invite_bodies(session, log.desk.author, engagement, [contact])
    silent = "Nobody noted what came of inviting Stratford Mosque."
    assert silent in [lack.sentence for lack in unmet(session, reference, needed)]
    log.heard(engagement, contact)
    assert silent not in [lack.sentence for lack in unmet(session, reference, needed)]


def test_one_whose_review_is_overdue_is_not_in_date(desk: Desk) -> None:
    assessment = desk.signed()
    with clock.set_clock(clock.from_london(datetime(2026, 12, 25, 12, 0))):
        (lack,) = unsigned(desk.session, assessment.id)
    assert "24 December 2026" in lack.sentence
