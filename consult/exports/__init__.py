"""Data leaving: always through disclosure control, always on the trail."""
