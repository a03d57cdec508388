"""Correcting what was published, and taking out of it what may not be public."""
