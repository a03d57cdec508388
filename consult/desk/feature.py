"""What this feature adds to Consult."""

from consult.accounts.office import acts_in_office
from consult.contract.plugin import Feature, JobKind
from consult.desk import (
    assignment_views,
    events,
    file_deletion_views,
    moderation_views,
    note_views,
    publication_views,
    records,
    saved_filter_views,
    second_keying_views,
    staff_views,
    transcription_views,
    translation_views,
)
from consult.desk.bulk.jobs import JOB
from consult.desk.bulk.models import BulkAct
from consult.desk.bulk.services import purge_plans
from consult.desk.bulk.staff_views import bp as bulk_bp
from consult.desk.label_jobs import LABEL, ask_for_labels, label_next
from consult.desk.models import Assignment, Note, SavedFilter, Tagged
from consult.desk.notes import follow_revision
from consult.desk.queries import references_of
from consult.desk.tags import names_of_tags
from consult.desk.tasks import waiting_on_the_desk
from consult.kernel.messages import lazy_gettext as _l

FEATURE = Feature(
    name="desk",
    blueprints=(
        staff_views.bp,
        saved_filter_views.bp,
        assignment_views.bp,
        note_views.bp,
        bulk_bp,
        moderation_views.bp,
        file_deletion_views.bp,
        publication_views.bp,
        transcription_views.bp,
        second_keying_views.bp,
        translation_views.bp,
    ),
    subjects={"submission_id": references_of, "tag_id": names_of_tags},
    jobs=(JobKind(name=LABEL, title=_l("Looking for floods of responses and for shared texts"), run=label_next), JOB),
    rounds=(ask_for_labels,),
    events=events.EVENTS,
    personal_data=(
        acts_in_office(Assignment.person_id, Assignment.assigned_by_id, Tagged.tagged_by_id, Note.written_by_id),
        acts_in_office(SavedFilter.person_id, BulkAct.by_id, BulkAct.undone_by_id, purge=purge_plans),
    ),
    records=records.RECORDS,
    waiting=waiting_on_the_desk,
    revised=(follow_revision,),
)
