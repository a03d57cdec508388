"""Consult: a council, its residents and the police make decisions in the open."""

__version__ = "0.1.0"
