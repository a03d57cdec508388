"""Data leaving: always through disclosure control, always in the audit log."""
