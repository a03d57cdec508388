"""What must be so of a row before something else may happen, and what must be considered by name."""

from consult.contract.requirements import Requirement, Unmet
from consult.contract.unmet import unmet
from consult.contract.viewpoints import Naming, Standing, Viewpoint, ViewpointSource
from consult.contract.viewpoints_about import standing_views, told_viewpoints, viewpoints_about

__all__ = [
    "Naming",
    "Requirement",
    "Standing",
    "Unmet",
    "Viewpoint",
    "ViewpointSource",
    "standing_views",
    "told_viewpoints",
    "unmet",
    "viewpoints_about",
]
