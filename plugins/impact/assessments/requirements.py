"""What whoever stands on an assessment may ask of it: that it is signed and in date, and who was asked is heard."""

from datetime import date

from sqlalchemy.orm import Session

from consult.sdk.database import clock, database_now
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.references import Link
from consult.sdk.requirements import Requirement, Unmet
from consult.sdk.texts import say_date
from plugins.impact.assessments.completeness import silent_bodies
from plugins.impact.assessments.documents import revisions_at
from plugins.impact.assessments.measures import ENDED
from plugins.impact.assessments.models import Assessment, CommunityAssessment, EqualityAssessment


def unsigned(session: Session, assessment_id: int) -> list[Unmet]:
    """Return that an assessment is not signed, or that it should have been reviewed by now."""
    assessment = session.get_one(Assessment, assessment_id)
    link = _page_of(assessment)
    if assessment.signed is None:
        return [Unmet(_("Assessment %(number)s is not signed.", number=assessment.number), link)]
    review = next(iter(revisions_at(session, assessment, assessment.signed.number).get("review", ())), None)
    due_on = date.fromisoformat(review.content["due_on"]) if review and review.content.get("due_on") else None
    if due_on is None or due_on >= clock.london(database_now(session)).date():
        return []
    sentence = _("Assessment %(number)s was to be reviewed by %(day)s.", number=assessment.number, day=say_date(due_on))
    return [Unmet(sentence, link)]


def silent(session: Session, assessment_id: int) -> list[Unmet]:
    """Return each body that was invited about an assessment, also after it was signed, without an outcome."""
    return list(silent_bodies(session, session.get_one(Assessment, assessment_id)))


def not_followed_up(session: Session, assessment_id: int) -> list[Unmet]:
    """Return each measure of which the signed version does not say what came of it after the deployment."""
    assessment = session.get_one(Assessment, assessment_id)
    if assessment.signed is None:
        return []
    measures = revisions_at(session, assessment, assessment.signed.number).get("mitigations", ())
    return [
        Unmet(
            _(
                "Measure %(row)s of %(number)s does not say whether it was done, and what was found after the "
                "deployment. Say it in a new version.",
                row=measure.entry.number,
                number=assessment.number,
            ),
            _page_of(assessment),
        )
        for measure in measures
        if measure.content.get("progress") not in ENDED or not measure.content.get("follow_up")
    ]


def _page_of(assessment: Assessment) -> Link:
    return Link(
        title=_("Go to %(number)s", number=assessment.number),
        endpoint="impact_assessments.show",
        parts={"assessment_id": assessment.id},
    )


REQUIREMENTS = (
    Requirement(
        name="impact.followed_up",
        title=_l("Every measure was followed up after the deployment"),
        model=CommunityAssessment,
        unmet=not_followed_up,
        is_asked_by_name=True,
    ),
    Requirement(
        name="impact.bodies_heard",
        title=_l("Every body that was invited has an outcome"),
        model=CommunityAssessment,
        unmet=silent,
    ),
    Requirement(
        name="impact.assessment_signed",
        title=_l("The community impact assessment is signed and in date"),
        model=CommunityAssessment,
        unmet=unsigned,
    ),
    Requirement(
        name="impact.equality_signed",
        title=_l("The equality impact assessment is signed and in date"),
        model=EqualityAssessment,
        unmet=unsigned,
    ),
)
