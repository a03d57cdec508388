"""What this feature adds to Consult."""

from consult.contract.plugin import Feature
from consult.pages import policies, views

FEATURE = Feature(
    name="pages",
    blueprints=(views.bp,),
    permissions=policies.PERMISSIONS,
)
