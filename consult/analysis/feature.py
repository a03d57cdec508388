"""What this feature adds to Consult."""

from consult.analysis.themes import coding_views, events, exports, personal_data, policies, records, staff_views
from consult.analysis.themes.assignments import follow_revision
from consult.analysis.themes.queries import codes_of
from consult.contract.plugin import Feature

FEATURE = Feature(
    name="analysis",
    blueprints=(staff_views.bp, coding_views.bp),
    permissions=policies.PERMISSIONS,
    events=events.EVENTS,
    subjects={"theme_id": codes_of},
    slots=(staff_views.DESK_SLOT,),
    exports=exports.EXPORTS,
    personal_data=personal_data.PERSONAL_DATA,
    records=records.RECORDS,
    revised=(follow_revision,),
)
