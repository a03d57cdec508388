"""What this feature adds to Consult."""

from consult.contract.plugin import Feature
from consult.follows import events, personal_data, policies, services, views

FEATURE = Feature(
    name="follows",
    blueprints=(views.bp,),
    permissions=policies.PERMISSIONS,
    events=events.EVENTS,
    jobs={services.SEND: services.send_batch},
    personal_data=personal_data.PERSONAL_DATA,
)
