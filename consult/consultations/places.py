"""The places on the pages of a consultation that plugins and core features may fill."""

from consult.consultations.models import Activity, Consultation
from consult.web.slots import offer_place

CONSULTATION_MAIN = offer_place("consultation_main", Consultation)
WAY_OF_TAKING_PART = offer_place("way_of_taking_part", Activity)
CONSULTATION_OUTCOME = offer_place("consultation_outcome", Consultation)
CONSULTATION_DESK = offer_place("consultation_desk", Consultation)
