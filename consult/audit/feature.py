"""What this feature adds to Consult."""

from consult.audit import policies, staff_views
from consult.audit.chain import keep_chain
from consult.contract.plugin import Feature

FEATURE = Feature(
    name="audit",
    blueprints=(staff_views.bp,),
    permissions=policies.PERMISSIONS,
    rounds=(keep_chain,),
)
