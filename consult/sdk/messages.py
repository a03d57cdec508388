"""Sentences that people read: every one of a plugin goes through one of these."""

from consult.kernel.foreign import foreign, in_language_of, lines_together, side_by_side, woven
from consult.kernel.messages import gettext, lazy_gettext, ngettext, shaped

__all__ = [
    "foreign",
    "gettext",
    "in_language_of",
    "lazy_gettext",
    "lines_together",
    "ngettext",
    "shaped",
    "side_by_side",
    "woven",
]
