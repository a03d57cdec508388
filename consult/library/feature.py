"""What this feature adds to Consult."""

from consult.accounts.office import acts_in_office
from consult.contract.plugin import Feature
from consult.library import events, policies, records, staff_views
from consult.library.models import KeptQuestions

FEATURE = Feature(
    name="library",
    blueprints=(staff_views.bp,),
    permissions=policies.PERMISSIONS,
    events=events.EVENTS,
    personal_data=(acts_in_office(KeptQuestions.kept_by_id),),
    records=records.RECORDS,
)
