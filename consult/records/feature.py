"""What this feature adds to Consult."""

from consult.contract.plugin import Feature
from consult.records import events, own, personal_data, policies, staff_views

FEATURE = Feature(
    name="records",
    blueprints=(staff_views.bp,),
    permissions=policies.PERMISSIONS,
    events=events.EVENTS,
    personal_data=personal_data.PERSONAL_DATA,
    records=own.RECORDS,
)
