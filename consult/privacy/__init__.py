"""Handing over and erasing one person's data, in the core and in every plugin."""
