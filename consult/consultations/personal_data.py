"""Consultations name people only as those who acted for the council."""

from consult.accounts.office import acts_in_office
from consult.consultations.models import Change, Consultation, Override, SignOff, Template
from consult.consultations.sign_offs import purge_sign_offs

PERSONAL_DATA = (
    acts_in_office(Consultation.created_by_id, Change.changed_by_id, Override.made_by_id, Template.saved_by_id),
    acts_in_office(SignOff.asked_by_id, purge=purge_sign_offs),
)
