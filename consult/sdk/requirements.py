"""What must be so of a row before something else may happen."""

from consult.contract.requirements import Requirement, Unmet
from consult.contract.unmet import unmet

__all__ = [
    "Requirement",
    "Unmet",
    "unmet",
]
