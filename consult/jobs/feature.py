"""What this feature adds to Consult."""

from consult.contract.plugin import Feature
from consult.jobs import policies, staff_views

FEATURE = Feature(
    name="jobs",
    blueprints=(staff_views.bp,),
    permissions=policies.PERMISSIONS,
)
