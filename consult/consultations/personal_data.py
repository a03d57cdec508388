"""Consultations name people only as those who acted for the council."""

from consult.accounts.office import acts_in_office
from consult.consultations.models import Change, Consultation, Override

PERSONAL_DATA = (acts_in_office(Consultation.created_by_id, Change.changed_by_id, Override.made_by_id),)
