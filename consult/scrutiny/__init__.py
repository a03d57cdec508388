"""Scrutiny: every step that was late or whose record is thin, for auditors."""
