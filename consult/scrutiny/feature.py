"""What this feature adds to Consult."""

from consult.contract.plugin import Feature
from consult.scrutiny import policies, staff_views
from consult.scrutiny.exports import STEPS

FEATURE = Feature(
    name="scrutiny",
    blueprints=(staff_views.bp,),
    permissions=policies.PERMISSIONS,
    exports=(STEPS,),
)
