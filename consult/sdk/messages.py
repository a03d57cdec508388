"""Sentences that people read: every one of a plugin goes through one of these."""

from consult.kernel.messages import gettext, lazy_gettext, ngettext, shaped

__all__ = ["gettext", "lazy_gettext", "ngettext", "shaped"]
