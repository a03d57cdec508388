"""Records for plugins: texts that people may read are declared, corrected, taken down and put back by the core."""

from consult.contract.records import UNPUBLISHED, Record, RecordField
from consult.records.corrections import correct
from consult.records.events import PassageRedacted, RecordCorrected, RedactionUndone
from consult.records.queries import redactions_of
from consult.records.redactions import forget, redact, take_down, undo
from consult.records.shown import Shown, ShownCorrection, ShownRedaction, shown, shown_row
from consult.submissions.events import ResponseWithdrawn

__all__ = [
    "UNPUBLISHED",
    "PassageRedacted",
    "Record",
    "RecordCorrected",
    "RecordField",
    "RedactionUndone",
    "ResponseWithdrawn",
    "Shown",
    "ShownCorrection",
    "ShownRedaction",
    "correct",
    "forget",
    "redact",
    "redactions_of",
    "shown",
    "shown_row",
    "take_down",
    "undo",
]
