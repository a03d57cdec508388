"""States: one table of allowed moves, with what each needs."""

from consult.kernel.states import Course, LabelledState

__all__ = [
    "Course",
    "LabelledState",
]
