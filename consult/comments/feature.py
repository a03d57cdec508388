"""What this feature adds to Consult."""

from consult.accounts.office import acts_in_office
from consult.comments import events, policies, records, services, views
from consult.comments.desk_filters import DESK_FILTERS
from consult.comments.exports import TRANSLATIONS
from consult.comments.models import Publication, Translation
from consult.comments.queries import decided_about, quotable_texts
from consult.contract.plugin import Feature

FEATURE = Feature(
    name="comments",
    blueprints=(views.bp,),
    permissions=policies.PERMISSIONS,
    events=events.EVENTS,
    slots=(views.OUTCOME_SLOT, views.RESULTS_SLOT),
    personal_data=(acts_in_office(Publication.decided_by_id, Translation.kept_by_id),),
    exports=(TRANSLATIONS,),
    records=records.RECORDS,
    desk_filters=DESK_FILTERS,
    revised=(services.follow_revision,),
    quotable=quotable_texts,
    decided_about=decided_about,
)
