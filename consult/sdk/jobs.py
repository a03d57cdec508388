"""Work for the worker, asked for in the transaction that it follows from."""

from consult.contract.plugin import JobKind
from consult.jobs.models import Job
from consult.jobs.services import enqueue, report_progress

__all__ = [
    "Job",
    "JobKind",
    "enqueue",
    "report_progress",
]
