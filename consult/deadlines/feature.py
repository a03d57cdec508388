"""What this feature adds to Consult."""

from consult.contract.plugin import Feature
from consult.deadlines import jobs, waiting

FEATURE = Feature(
    name="deadlines",
    jobs={jobs.REMIND: jobs.remind},
    plans=(jobs.plan_reminders,),
    waiting=waiting.due,
)
