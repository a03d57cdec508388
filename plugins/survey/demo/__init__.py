"""The surveys of the demo: all of them invented."""
