"""Texts that people may read: declared once, then corrected, taken down and put back by the core."""

from consult.contract.records import UNPUBLISHED, Record, RecordField
from consult.records.queries import redactions_of
from consult.records.redactions import forget
from consult.records.shown import Shown, shown, shown_row

__all__ = ["UNPUBLISHED", "Record", "RecordField", "Shown", "forget", "redactions_of", "shown", "shown_row"]
