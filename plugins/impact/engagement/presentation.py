"""Engagement as pages show it."""

from plugins.impact.engagement.models import Voice
from plugins.impact.engagement.terms import BODIES, SHORT_MODES, VIEWS


def public_name(voice: Voice) -> str:
    """Return the name under which everybody reads what a body said: its own if it agreed, else its kind."""
    return voice.name if voice.is_named else str(BODIES[voice.kind])


def mode_words(mode: str) -> str:
    """Return how a body was engaged, in a word."""
    return str(SHORT_MODES[mode])


def view_words(view: str) -> str:
    """Return a view in words."""
    return str(VIEWS[view])
