"""Corrections and redactions name people only as those who acted for the council."""

from consult.accounts.office import acts_in_office
from consult.records.models import Correction, Redaction

PERSONAL_DATA = (acts_in_office(Correction.made_by_id, Redaction.made_by_id, Redaction.undone_by_id),)
