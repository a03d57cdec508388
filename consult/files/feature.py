"""What this feature adds to Consult."""

from consult.contract.plugin import Feature
from consult.files import events, policies, views
from consult.files.jobs import SWEEP, plan_sweep, sweep
from consult.files.uploads import CLEAN, clean

FEATURE = Feature(
    name="files",
    blueprints=(views.bp,),
    permissions=policies.PERMISSIONS,
    events=events.EVENTS,
    jobs={SWEEP: sweep, CLEAN: clean},
    plans=(plan_sweep,),
)
