"""What this feature adds to Consult."""

from consult.accounts.office import acts_in_office
from consult.contract.plugin import Feature, JobKind
from consult.desk import assignment_views, events, moderation_views, staff_views, transcription_views
from consult.desk.label_jobs import LABEL, ask_for_labels, label_next
from consult.desk.models import Assignment
from consult.desk.queries import references_of
from consult.desk.tasks import waiting_on_the_desk
from consult.kernel.messages import lazy_gettext as _l

FEATURE = Feature(
    name="desk",
    blueprints=(staff_views.bp, assignment_views.bp, moderation_views.bp, transcription_views.bp),
    subjects={"submission_id": references_of},
    jobs=(JobKind(name=LABEL, title=_l("Looking for floods of responses and for shared texts"), run=label_next),),
    rounds=(ask_for_labels,),
    events=events.EVENTS,
    personal_data=(acts_in_office(Assignment.person_id, Assignment.assigned_by_id),),
    waiting=waiting_on_the_desk,
)
