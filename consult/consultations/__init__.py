"""Consultations, their activities, documents, dates and lifecycle."""
