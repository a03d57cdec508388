"""Who may look at a job, and stop it."""

from consult.jobs.models import Job
from consult.kernel.authz import Actor, Permissions, rule, signed_in, staff
from consult.kernel.errors import Conflict
from consult.kernel.messages import lazy_gettext as _l


class AlreadyFinished(Conflict):
    """The job has ended, so it cannot be stopped."""

    default = _l("This work has already ended, so it can no longer be stopped.")


@rule("asked for it")
def asked_for_it(actor: Actor, job: Job) -> bool:
    """Whether the actor is the one who asked for this job."""
    return actor.person_id is not None and job.created_by_id == actor.person_id


@rule("unfinished", denial=AlreadyFinished)
def is_unfinished(actor: Actor, job: Job) -> bool:
    """Whether the job can still be stopped."""
    return not job.is_finished


PERMISSIONS: Permissions = {
    "jobs.read": signed_in & (asked_for_it | staff),
    "jobs.cancel": signed_in & (asked_for_it | staff) & is_unfinished,
    "jobs.list": staff,
}
