"""Work for the worker, asked for in the transaction that it follows from."""

from consult.jobs.services import enqueue

__all__ = [
    "enqueue",
]
