"""What whoever stands on an assessment may ask of it."""

from datetime import timedelta

from sqlalchemy.orm import Session

from consult.contract.references import Reference
from consult.contract.unmet import unmet
from consult.kernel import clock
from plugins.impact.assessments import services, signing
from plugins.impact.assessments.catalogue import form_of
from plugins.impact.assessments.requirements import unsigned
from plugins.impact.engagement.services import invite_bodies
from tests.plugins.impact.assessments.conftest import REVIEWED_ON, Desk
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
    with clock.set_clock(clock.now() + timedelta(days=26)):
        (lack,) = unsigned(desk.session, assessment.id)
    assert f"{REVIEWED_ON.day} {REVIEWED_ON:%B %Y}" in lack.sentence


def test_a_measure_is_followed_up_once_a_signed_version_says_what_was_found(desk: Desk) -> None:
    measure = {
        "action": "Tell the mosque.",
        "owner": "Local team",
        "due_on": REVIEWED_ON.isoformat(),
        "progress": "planned",
    }
    assessment = desk.written()
    reference, asked = Reference("impact_assessment", assessment.id), {"impact.followed_up": "the measures"}
    entry = desk.write(assessment, "mitigations", measure)
    desk.sign_again(assessment)
    part = form_of(assessment).find_part("mitigations")

    def say(**more: str) -> list[str]:
        signing.renew(desk.session, desk.author, assessment, "The deployment is over.")
        last = services.last_revision(desk.session, entry)
        assert last is not None
        content = {**measure, **more}
        services.save_entry(desk.session, desk.author, assessment, part, entry, content, (), seen=last.number)
        before = [lack.sentence for lack in unmet(desk.session, reference, asked)]
        assert len(before) == 1  # a draft follows nothing up
        desk.sign_again(assessment)
        return [lack.sentence for lack in unmet(desk.session, reference, asked)]

    wanted = f"Measure 1 of {assessment.number} does not say whether it was done"
    assert unmet(desk.session, reference) == []
    assert say(progress="done")[0].startswith(wanted)
    assert say(progress="under_way", follow_up="It began.")[0].startswith(wanted)
    assert say(progress="not_done", follow_up="There was no time.") == []
