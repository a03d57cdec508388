"""Requirements for plugins: what must be so before something else may happen."""

from consult.contract.requirements import Requirement, Unmet
from consult.contract.unmet import unmet

__all__ = ["Requirement", "Unmet", "unmet"]
