"""The places on the pages of a consultation that plugins and core features may fill."""

from consult.consultations.models import Activity, Consultation
from consult.contract.places import Place

CONSULTATION_MAIN = Place("consultation_main", Consultation)
WAY_OF_TAKING_PART = Place("way_of_taking_part", Activity)
CONSULTATION_OUTCOME = Place("consultation_outcome", Consultation)
CONSULTATION_DESK = Place("consultation_desk", Consultation)
PLACES = (CONSULTATION_MAIN, WAY_OF_TAKING_PART, CONSULTATION_OUTCOME, CONSULTATION_DESK)
