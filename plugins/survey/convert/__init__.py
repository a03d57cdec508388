"""Definitions that others wrote: bytes in, a definition and a report of what was not brought over out."""
