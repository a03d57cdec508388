"""What this feature adds to Consult."""

from consult.contract.plugin import Feature
from consult.desk import moderation_views, staff_views, transcription_views
from consult.desk.label_jobs import LABEL, ask_for_labels, label_next
from consult.desk.queries import references_of
from consult.desk.waiting import entries_to_check

FEATURE = Feature(
    name="desk",
    blueprints=(staff_views.bp, moderation_views.bp, transcription_views.bp),
    subjects={"submission_id": references_of},
    jobs={LABEL: label_next},
    rounds=(ask_for_labels,),
    waiting=entries_to_check,
)
