"""What must be so of a row before something else may happen, and what must be considered by name."""

from consult.contract.requirements import Requirement, Unmet
from consult.contract.unmet import unmet
from consult.contract.viewpoints import Viewpoint, ViewpointSource
from consult.contract.viewpoints_about import viewpoints_about

__all__ = [
    "Requirement",
    "Unmet",
    "Viewpoint",
    "ViewpointSource",
    "unmet",
    "viewpoints_about",
]
