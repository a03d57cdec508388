"""Sentences that people read: every one of a plugin goes through one of these."""

from consult.contract.deployment import languages_offered
from consult.kernel.foreign import (
    direction_of,
    foreign,
    in_language_of,
    language_name,
    lines_together,
    side_by_side,
    woven,
)
from consult.kernel.messages import gettext, lazy_gettext, ngettext, shaped

__all__ = [
    "direction_of",
    "foreign",
    "gettext",
    "in_language_of",
    "language_name",
    "languages_offered",
    "lazy_gettext",
    "lines_together",
    "ngettext",
    "shaped",
    "side_by_side",
    "woven",
]
