"""States: one table of allowed moves, with what each needs."""

from consult.kernel.states import LabelledState
from consult.steps.course import Course
from consult.steps.queries import who_entered
from consult.steps.services import Withheld, forget_steps

__all__ = [
    "Course",
    "LabelledState",
    "Withheld",
    "forget_steps",
    "who_entered",
]
