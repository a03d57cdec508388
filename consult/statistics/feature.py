"""What this feature adds to Consult."""

from consult.accounts.office import acts_in_office
from consult.contract.plugin import Feature
from consult.statistics import policies, staff_views, views
from consult.statistics.opinions import events, exports, services
from consult.statistics.opinions import staff_views as opinion_views
from consult.statistics.opinions.models import OpinionMap

FEATURE = Feature(
    name="statistics",
    blueprints=(staff_views.bp, opinion_views.bp),
    permissions=policies.PERMISSIONS,
    events=events.EVENTS,
    slots=(staff_views.DESK_SLOT, views.MAPS_SLOT, views.RESULTS_SLOT),
    jobs=services.JOBS,
    exports=(exports.OPINION_GROUPS,),
    personal_data=(acts_in_office(OpinionMap.asked_by_id),),
    revised=(services.follow_revision,),
)
