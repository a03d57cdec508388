"""Who wrote, sent and signed assessments: named only as whoever acted in office."""

from consult.sdk.people import acts_in_office
from plugins.impact.assessments.levels import LevelNames
from plugins.impact.assessments.models import Assessment, AssessmentVersion, EntryRevision, Withholding
from plugins.impact.assessments.reviews import ReviewCause

PERSONAL_DATA = (
    acts_in_office(
        Assessment.begun_by_id,
        AssessmentVersion.begun_by_id,
        AssessmentVersion.sent_by_id,
        AssessmentVersion.signed_by_id,
        EntryRevision.saved_by_id,
        Withholding.made_by_id,
        Withholding.lifted_by_id,
        LevelNames.set_by_id,
        ReviewCause.noted_by_id,
    ),
)
