"""States for plugins: one table of allowed moves, with what each needs."""

from consult.kernel.states import Course, LabelledState, Step

__all__ = ["Course", "LabelledState", "Step"]
