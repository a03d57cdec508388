"""What this feature adds to Consult."""

from collections.abc import Callable

from consult.contract.deployment import deployment_of
from consult.contract.plugin import Feature, Process
from consult.jobs import policies, staff_views
from consult.kernel.db import Database


def run_worker(database: Database, wait: Callable[[], object]) -> None:
    """Run jobs (mail, imports, exports) until told to stop; what runs then has 45 seconds to end."""
    # The library of the queue takes memory, and of all processes only this one reads from it.
    from consult.jobs.worker import Worker

    Worker(database, deployment_of(database).registry).run_until(wait)


FEATURE = Feature(
    name="jobs",
    blueprints=(staff_views.bp,),
    permissions=policies.PERMISSIONS,
    processes=(Process(name="worker", run=run_worker),),
)
