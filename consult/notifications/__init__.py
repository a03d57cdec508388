"""Telling people what changed, and letting them stop it."""
