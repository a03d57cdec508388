"""Work for the worker, asked for in the transaction that it follows from, and processes that run beside the pages."""

from consult.accounts.acting import actor_now
from consult.contract.plugin import JobKind, Process
from consult.jobs.models import Job
from consult.jobs.services import enqueue, report_progress

__all__ = [
    "Job",
    "JobKind",
    "Process",
    "actor_now",
    "enqueue",
    "report_progress",
]
