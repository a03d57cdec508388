"""What this feature adds to Consult."""

from consult.contract.plugin import Feature
from consult.files import policies, views
from consult.files.jobs import SWEEP, plan_sweep, sweep

FEATURE = Feature(
    name="files",
    blueprints=(views.bp,),
    permissions=policies.PERMISSIONS,
    jobs={SWEEP: sweep},
    plans=(plan_sweep,),
)
