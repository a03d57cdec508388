"""By when measures and the review are due."""

from consult.contract.references import Reference
from consult.deadlines.queries import deadlines_of
from plugins.impact.assessments import services, signing
from plugins.impact.assessments.catalogue import form_of
from tests.plugins.impact.assessments.conftest import REVIEWED_ON, TODAY, Desk

MEASURE = {
    "action": "Tell the mosque.",
    "owner": "Neighbourhood team",
    "due_on": TODAY.isoformat(),
    "progress": "planned",
}


def test_a_measure_is_due_from_the_signature_until_it_is_done(desk: Desk) -> None:
    assessment = desk.written()
    entry = desk.write(assessment, "mitigations", MEASURE)
    measure = Reference("impact_entry", entry.id)
    assert desk.session.scalars(deadlines_of(measure)).all() == []
    desk.sign_again(assessment)
    (deadline,) = desk.session.scalars(deadlines_of(measure))
    assert (deadline.due_on, deadline.met_at) == (TODAY, None)
    assert assessment.number in deadline.text
    (review,) = desk.session.scalars(deadlines_of(Reference("impact_assessment", assessment.id)))
    assert review.due_on == REVIEWED_ON
    signing.renew(desk.session, desk.author, assessment, "The deployment is over.")
    part = form_of(assessment).find_part("mitigations")
    done = {**MEASURE, "progress": "done", "residual": "low", "follow_up": "The mosque was told two weeks before."}
    services.save_entry(desk.session, desk.author, assessment, part, entry, done, (), seen=1)
    desk.sign_again(assessment)
    assert deadline.met_at is not None
