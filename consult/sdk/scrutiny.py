"""Rules by which a record is thin, for the auditor's page."""

from consult.contract.scrutiny import ThinRecord, ThinRecordSource, is_thin, said_often

__all__ = ["ThinRecord", "ThinRecordSource", "is_thin", "said_often"]
