"""Rows that the database itself keeps: triggers refuse to change or delete them, whoever asks."""

from consult.kernel.permanence import keep_rows

__all__ = ["keep_rows"]
