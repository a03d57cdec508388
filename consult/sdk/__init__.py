"""All that a plugin may import: `Plugin` from here, everything else from the group in which an author looks for it."""

from consult.contract.plugin import Plugin

__all__ = ["Plugin"]
