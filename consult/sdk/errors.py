"""What a service raises: one sentence that says what to do, and both texts where two people wrote at once."""

from consult.kernel.comparison import require_same, require_version
from consult.kernel.errors import (
    ChangedMeanwhile,
    Closed,
    Compared,
    Conflict,
    DomainError,
    Forbidden,
    Gone,
    Invalid,
    NotFound,
    SavedOtherwise,
    SignInNeeded,
    TooMany,
)

__all__ = [
    "ChangedMeanwhile",
    "Closed",
    "Compared",
    "Conflict",
    "DomainError",
    "Forbidden",
    "Gone",
    "Invalid",
    "NotFound",
    "SavedOtherwise",
    "SignInNeeded",
    "TooMany",
    "require_same",
    "require_version",
]
