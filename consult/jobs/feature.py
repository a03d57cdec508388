"""What this feature adds to Consult."""

from consult.contract.plugin import Feature, Process
from consult.jobs import policies, staff_views
from consult.jobs.worker import run_worker

FEATURE = Feature(
    name="jobs",
    blueprints=(staff_views.bp,),
    permissions=policies.PERMISSIONS,
    processes=(Process(name="worker", run=run_worker),),
)
