"""What this feature adds to Consult."""

from consult.contract.plugin import Feature
from consult.statistics import policies, staff_views, views

FEATURE = Feature(
    name="statistics",
    blueprints=(staff_views.bp,),
    permissions=policies.PERMISSIONS,
    slots=(staff_views.DESK_SLOT, views.MAPS_SLOT, views.RESULTS_SLOT),
)
