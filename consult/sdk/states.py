"""States: one table of allowed moves, with what each needs."""

from consult.kernel.states import LabelledState
from consult.steps.course import Course
from consult.steps.queries import entered_by, who_entered
from consult.steps.services import Withheld, forget_steps

__all__ = [
    "Course",
    "LabelledState",
    "Withheld",
    "entered_by",
    "forget_steps",
    "who_entered",
]
